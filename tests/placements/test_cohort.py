"""A cohort run: what it proposes and why, what coordinators change, and what happens when the world moves meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from intake import rights
from intake.models import Application, Interest, Status
from placements import tasks
from placements.cohort import acts, approving, run
from placements.cohort.settled import standing_of
from placements.models import (
    Kept,
    Offer,
    Placement,
    Proposal,
    Ruling,
    Run,
    RunState,
    Seat,
    State,
    Training,
    Weighting,
)
from portal import tick
from portal.flow import Refused
from portal.logs import Wordless
from portal.models import Event
from tests.factories import (
    ApplicationFactory,
    Cast,
    FacilityFactory,
    SeatFactory,
    SettingFactory,
    SiteFactory,
    SupervisorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    """Somebody who reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def cast():
    """Three who wish psychiatry, and one seat there; two seats in the care home, whose supervisor has room for two."""
    found = Cast()
    found.psychiatry = FacilityFactory(name="Botilbuddet Birkelyst", shifts=["day"])
    found.home = SiteFactory(name="Plejehjemmet Lindely", shifts=["day"])
    found.seats = [SeatFactory(site=site) for site in (found.psychiatry, found.home, found.home)]
    found.guides = [SupervisorFactory(sites=[site], cap=2) for site in (found.psychiatry, found.home)]
    found.people = [ready(f"Person {number}") for number in range(3)]
    return found


def ready(name, **about):
    application = ApplicationFactory(status=Status.MATCHABLE)
    application.about.given_name, application.about.family_name = name.split()
    application.about.save()
    application.wishes.settings.set([SettingFactory(code="RESIDENTIAL_PSYCHIATRY_LONG")])
    return application


def finished(cast, **asked):
    found = acts.start(timezone.localdate(), by=cast.kirsten, **asked)
    run.perform(found.pk)
    found.refresh_from_db()
    assert found.status == RunState.DONE
    return found


def placed(found):
    """{first name: site} of a run."""
    rows = found.proposals.named()
    return {row.application.about.family_name: row.seat and row.seat.site.name for row in rows}


# --- the run ---------------------------------------------------------------------------------------------
@pytest.mark.promise("budget-04")
def test_as_many_as_possible_are_placed_each_with_reasons_in_both_languages(cast):
    found = finished(cast)
    assert sorted(placed(found).values()) == [cast.psychiatry.name, cast.home.name, cast.home.name]
    assert (found.totals["placed"], found.totals["unplaced"], found.totals["places"]) == (3, 0, 3)
    assert len(found.input) == 64 and found.step == 4 and found.asked_by == cast.kirsten
    best = found.proposals.get(seat__site=cast.psychiatry)
    wish = next(each for each in best.reasons if each["name"] == "setting_wish")
    assert wish["kind"] == "points" and wish["points"] == 150
    assert wish["en"].startswith("The applicant wishes this kind of place")
    assert wish["da"] != wish["en"] and "%(" not in wish["da"]
    assert best.starts == best.application.wishes.available_from
    assert (best.ends - best.starts).days + 1 == 12 * 7
    assert [step.now for step in found.history()] == ["queued", "working", "ready"]


def test_the_same_input_gives_the_same_result(cast):
    one, other = finished(cast), finished(cast)
    assert one.input == other.input
    assert list(one.proposals.values_list("application", "seat", "fit", "reasons")) == list(
        other.proposals.values_list("application", "seat", "fit", "reasons")
    )
    Seat.objects.filter(pk=cast.seats[0].pk).update(max_weeks=20)
    assert finished(cast).input != one.input


def test_whoever_has_no_place_is_told_what_is_in_the_way_and_what_would_open_it(cast):
    late = ready("Person 9")
    late.languages.danish_oral = 10
    late.languages.save()
    cast.psychiatry.language_support = cast.home.language_support = False
    line = finished(cast).proposals.get(application=late)
    assert (line.seat, line.why_not) == (None, "danish")
    assert [each["kind"] for each in line.reasons] == ["blocker", "opens"]
    fourth = ready("Person 4")
    full = finished(cast).proposals.filter(seat=None, why_not="no_place_left")
    assert full.count() == 1 and fourth.status == Status.MATCHABLE
    assert "suit, but all their places went to others" in full.get().reasons[0]["en"]


def test_supervisors_shared_between_sites_are_counted_once(cast):
    """One supervisor with room for one guides at both sites: one person, not two."""
    for guide in cast.guides:
        guide.shares.all().delete()
    SupervisorFactory(sites=[cast.psychiatry, cast.home], cap=1)
    assert finished(cast).totals["placed"] == 1


def test_a_stopped_run_keeps_nothing_and_says_who_stopped_it(cast, monkeypatch):
    found = acts.start(timezone.localdate(), by=cast.kirsten)
    acts.stop(found, by=cast.jonas)
    run.perform(found.pk)
    found.refresh_from_db()
    assert (found.status, found.proposals.count()) == (RunState.STOPPED, 0)
    assert found.history().last().by == cast.jonas
    later = acts.start(timezone.localdate(), by=cast.kirsten)
    monkeypatch.setattr(run, "compare", lambda *args: acts.stop(Run.objects.get(pk=later.pk), by=cast.jonas))
    run.perform(later.pk)  # stopped while it works
    later.refresh_from_db()
    assert (later.status, later.proposals.count()) == (RunState.STOPPED, 0)


def test_a_run_whose_worker_was_lost_says_so_and_is_done_again_without_harm(client, cast):
    found = acts.start(timezone.localdate(), by=cast.kirsten)
    run.begin(Run.objects.get(pk=found.pk))  # a worker began and died
    Run.objects.filter(pk=found.pk).update(seen_at=timezone.now() - timedelta(hours=1))
    assert list(Run.objects.stuck(timezone.now(), timezone.now() - tasks.SILENCE)) == [found]
    client.force_login(cast.kirsten)
    assert "We haven't heard from this run for a while." in client.get(board(found)).text
    run.perform(found.pk)
    before = list(found.proposals.values_list("pk", flat=True))
    run.perform(found.pk)  # handed out twice
    assert list(found.proposals.values_list("pk", flat=True)) == before and len(before) == 3


def test_a_run_that_breaks_has_failed_and_says_so(client, cast, monkeypatch, caplog):
    found = acts.start(timezone.localdate(), by=cast.kirsten)

    def broken(*args):
        raise ZeroDivisionError("Ana Reyes")

    monkeypatch.setattr(run, "compare", broken)
    run.perform(found.pk)
    found.refresh_from_db()
    assert (found.status, found.proposals.count()) == (RunState.FAILED, 0)
    told = Wordless().format(caplog.records[-1])
    assert f"Run {found.pk} failed" in told and "ZeroDivisionError" in told and "Ana" not in told
    client.force_login(cast.kirsten)
    page = client.get(board(found))
    assert "Something went wrong, and nothing of the run was kept. Start a new run." in page.text
    assert reverse("admin:placements_run_add") in page.text


def test_nobody_and_nothing_make_an_empty_run_that_says_what_to_do_next(client, cast):
    client.force_login(cast.kirsten)
    Application.objects.update(status=Status.SCREENING)
    nobody = finished(cast)
    assert nobody.totals["applicants"] == 0
    assert "Nobody was ready to match." in client.get(board(nobody)).text
    start = reverse("admin:placements_run_add")
    assert "Nobody is ready to match." in client.get(start).text
    Application.objects.update(status=Status.MATCHABLE)
    Seat.objects.all().delete()
    nothing = finished(cast)
    assert (nothing.totals["placed"], nothing.totals["unplaced"]) == (0, 3)
    assert set(nothing.proposals.values_list("why_not", flat=True)) == {"no_place_left"}
    assert "No seat was open, so nobody could be placed." in client.get(board(nothing)).text
    assert "No seat is offered. Ask the sites first" in client.get(start).text
    compared = client.get(reverse("admin:placements_run_compare", args=[nothing.pk]))
    assert "there is nothing to compare yet" in compared.text and "<table" not in compared.text


# --- settling and changing -------------------------------------------------------------------------------
def test_a_change_costs_what_was_shown_and_the_rest_stays(cast):
    found = finished(cast)
    there = found.proposals.get(seat__site=cast.psychiatry)
    other = found.proposals.filter(seat__site=cast.home).first()
    standing = standing_of(found)
    kind = standing.kind_at[there.seat_id]
    cost, _given = standing.change(standing.person_at[other.application_id], kind)
    made = acts.change(other, kind, by=cast.kirsten)
    assert (made.fewer, made.points) == (cost.fewer, cost.points) == (0, 0)
    other.refresh_from_db(), there.refresh_from_db()
    assert (other.seat.site, there.seat.site) == (cast.psychiatry, cast.home)
    assert Ruling.objects.get(run=found).what == Ruling.What.LOCK
    again = finished(cast, again=found)
    assert again.proposals.get(application=other.application).seat.site == cast.psychiatry
    assert Event.objects.filter(who=cast.kirsten, purpose="cohort lock").exists()


def test_a_new_run_keeps_to_what_was_settled(cast):
    found = finished(cast)
    there = found.proposals.get(seat__site=cast.psychiatry)
    out = found.proposals.filter(seat__site=cast.home).first()
    acts.settle(there, Ruling.What.NOT_HERE, by=cast.kirsten)
    acts.settle(out, Ruling.What.LEAVE_OUT, by=cast.kirsten)
    again = finished(cast, again=found)
    assert not again.proposals.filter(application=out.application).exists()
    assert again.proposals.get(application=there.application).seat.site == cast.home
    assert again.input != found.input
    acts.unsettle(again.proposals.get(application=there.application), by=cast.kirsten)
    assert Ruling.objects.filter(run=again).count() == 1


def test_after_a_withdrawal_the_rest_is_matched_with_few_changes(cast):
    fourth = ready("Person 4")
    found = finished(cast)
    gone = found.proposals.get(seat__site=cast.psychiatry).application
    left = found.proposals.get(seat=None).application
    gone.move(Status.ON_HOLD, by=cast.kirsten)
    moved = acts.rematch(found, by=cast.kirsten)
    assert moved == 1 and fourth.pk
    line = found.proposals.get(application=left)
    assert (line.seat.site, line.why_not) == (cast.psychiatry, "")
    assert line.reasons and not found.proposals.filter(application=gone).exists()


def test_what_is_taken_back_is_free_for_others_at_once(cast):
    """Locked, and set free again: somebody else can have that place by a change, and nothing else was written down."""
    found = finished(cast)
    there = found.proposals.get(seat__site=cast.psychiatry)
    other = found.proposals.filter(seat__site=cast.home).first()
    arrays = Kept.objects.get(run=found).arrays

    def options():
        standing = standing_of(found)
        return dict(standing.options(standing.person_at[other.application_id]))

    kind = standing_of(found).kind_at[there.seat_id]
    acts.settle(there, Ruling.What.LOCK, by=cast.kirsten)
    assert kind not in options()
    with pytest.raises(Refused):
        acts.change(other, kind, by=cast.kirsten)
    acts.unsettle(there, by=cast.kirsten)
    assert kind in options() and Kept.objects.get(run=found).arrays == arrays
    acts.change(other, kind, by=cast.kirsten)
    other.refresh_from_db(), there.refresh_from_db()
    assert (other.seat.site, there.seat.site) == (cast.psychiatry, cast.home)
    acts.unsettle(other, by=cast.kirsten)  # the change is taken back: she stays, and may be moved again
    acts.change(there, kind, by=cast.kirsten)
    other.refresh_from_db(), there.refresh_from_db()
    assert (other.seat.site, there.seat.site) == (cast.home, cast.psychiatry)


def test_whoever_is_left_out_keeps_her_place_till_the_next_run_and_is_not_approved(client, cast):
    found = finished(cast)
    out = found.proposals.get(seat__site=cast.psychiatry)
    away, third = found.proposals.filter(seat__site=cast.home)
    client.force_login(cast.kirsten)
    page = client.post(board(found), {"act": f"leave_out:{out.pk}"}, follow=True)
    assert "In this run the place stays hers" in page.text
    assert page.context["board"].to_approve == 2  # of three
    client.post(line_page(away), {"act": "not_here"})
    client.post(board(found), {"act": "approve_all", "sure": "1"})
    client.post(board(found), {"act": f"approve:{out.pk}"})
    assert [each.application for each in Placement.objects.all()] == [third.application]
    out.refresh_from_db()
    assert out.seat.site == cast.psychiatry and "left out" in out.refused["en"]
    assert "holdt ude" in out.refused["da"]
    client.post(board(found), {"act": f"free:{out.pk}"})
    client.post(board(found), {"act": f"approve:{out.pk}"})
    out.refresh_from_db()
    assert out.placement and out.refused == {}
    twice = client.post(board(found), {"act": f"approve:{out.pk}"}, follow=True)
    assert "That was approved already." in twice.text and Placement.objects.count() == 2


def test_a_change_that_costs_something_else_by_now_is_not_made(client, cast):
    ready("Person 4")
    found = finished(cast)
    left, there = found.proposals.get(seat=None), found.proposals.get(seat__site=cast.psychiatry)
    client.force_login(cast.kirsten)
    shown = client.get(line_page(left)).context["shown"]
    way = next(option.way for option in shown if option.seat.site == cast.psychiatry)
    acts.settle(there, Ruling.What.LOCK, by=cast.jonas)  # a colleague, meanwhile
    page = client.post(line_page(left), {"act": f"change:{way}"}, follow=True)
    left.refresh_from_db()
    assert "Nothing is changed: somebody else has changed the run." in page.text and left.seat is None
    assert there.pk in found.proposals.filter(seat__site=cast.psychiatry).values_list("pk", flat=True)


def test_of_somebody_erased_nothing_stays_and_the_board_goes_on(client, cast):
    ready("Person 4")
    found = finished(cast)
    gone = found.proposals.get(seat__site=cast.psychiatry).application
    left = found.proposals.get(seat=None)
    acts.settle(found.proposals.get(application=gone), Ruling.What.LOCK, by=cast.kirsten)
    number, name = gone.pk, gone.name
    rights.erase(rights.ask_erasure(gone.applicant), by=cast.kirsten)
    assert not Ruling.objects.filter(run=found).exists() and found.proposals.count() == 3
    client.force_login(cast.kirsten)
    page = client.get(board(found))
    assert "1 is not ready any more: match the rest again" in page.text and name not in page.text
    held = [option.seat.site for option in client.get(line_page(left)).context["shown"]]
    assert cast.psychiatry not in held  # it is nobody's to give away before the rest is matched again
    client.post(board(found), {"act": "rematch"})
    left.refresh_from_db()
    assert left.seat.site == cast.psychiatry
    assert number not in standing_of(found).people
    assert "not ready any more" not in client.get(board(found)).text


def test_half_a_year_later_only_the_figures_are_left(client, cast):
    old, new = finished(cast), finished(cast)
    acts.settle(old.proposals.first(), Ruling.What.LOCK, by=cast.kirsten)
    Run.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=184))
    assert tasks.forget_runs in tick.DUE
    tasks.forget_runs()
    tasks.forget_runs()
    assert (
        not Kept.objects.filter(run=old).exists() and not old.rulings.exists() and not old.proposals.exists()
    )
    assert new.proposals.count() == 3 and Kept.objects.filter(run=new).exists()
    client.force_login(cast.kirsten)
    page = client.get(board(old))
    assert "3 of 3 had a proposal" in page.text
    assert not [each for each in cast.people if each.name in page.text]
    assert client.get(reverse("admin:placements_run_compare", args=[old.pk])).status_code == 200
    again = client.post(board(old), {"act": "rematch"}, follow=True)
    assert "Somebody else was quicker" in again.text


# --- what happens while a run works ------------------------------------------------------------------------
def test_a_run_asked_for_twice_is_one_run(client, cast, monkeypatch):
    handed = []
    monkeypatch.setattr(tasks.match_cohort, "delay", handed.append)
    client.force_login(cast.kirsten)
    asked = {"on": timezone.localdate(), "kind": ""}
    for _click in range(2):
        page = client.post(reverse("admin:placements_run_add"), asked, follow=True)
    assert Run.objects.count() == 1 and len(handed) == 1
    assert "This run is under way already." in page.text
    acts.stop(Run.objects.get(), by=cast.kirsten)
    client.post(reverse("admin:placements_run_add"), asked)
    assert Run.objects.count() == 2


def test_somebody_erased_while_it_works_makes_it_begin_anew(cast, monkeypatch):
    found, compare, tried = acts.start(timezone.localdate(), by=cast.kirsten), run.compare, []

    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at the end of a transaction of its own

    def slowly(*args):
        if not tried:
            cast.people[0].delete()
        tried.append(1)
        return compare(*args)

    monkeypatch.setattr(run, "compare", slowly)
    run.perform(found.pk)
    found.refresh_from_db()
    assert (found.status, len(tried), found.proposals.count()) == (RunState.DONE, 2, 2)


def test_the_weights_of_a_run_are_those_it_was_started_with(client, cast):
    before, found = finished(cast), acts.start(timezone.localdate(), by=cast.kirsten)
    Weighting.objects.write({"setting_wish": 0}, "No wishes", by=cast.jonas)
    run.perform(found.pk)
    found.refresh_from_db()
    assert found.input == before.input
    client.force_login(cast.kirsten)
    assert "The weights have been changed since" in client.get(board(found)).text
    assert "The weights have been changed since" not in client.get(board(finished(cast))).text


def test_what_ends_while_it_works_is_said_on_the_board_and_when_it_is_approved(client, cast, monkeypatch):
    """A seat lapses, somebody withdraws and a supervisor falls ill after the run has read them."""
    meanwhile = run.compare

    def slowly(*args):
        Seat.objects.filter(site=cast.psychiatry).update(state=Offer.NOT_NOW)
        cast.guides[1].absences.create(
            starts=timezone.localdate(), ends=timezone.localdate() + timedelta(days=400)
        )
        return meanwhile(*args)

    monkeypatch.setattr(run, "compare", slowly)
    found = finished(cast)
    lapsed = found.proposals.get(seat__site=cast.psychiatry)
    gone, ill = found.proposals.filter(seat__site=cast.home)
    gone.application.move(Status.WITHDRAWN, by=cast.jonas)
    client.force_login(cast.kirsten)
    page = client.get(board(found))
    assert page.text.count("The site doesn't offer this seat any more") == 1
    assert "1 is not ready any more: match the rest again" in page.text
    client.post(board(found), {"act": "approve_all", "sure": "1"})
    lapsed.refresh_from_db(), ill.refresh_from_db()
    assert "does not offer this seat" in lapsed.refused["en"]
    assert "No trained supervisor" in ill.refused["en"] and "vejleder" in ill.refused["da"]
    assert Placement.objects.count() == 0 and ill.application.status == Status.MATCHABLE


# --- approving -------------------------------------------------------------------------------------------
def test_approving_asks_the_sites_and_is_in_the_trail(cast):
    found = finished(cast)
    assert approving.approve(found.proposals.to_approve(), by=cast.kirsten) == (3, 0)
    assert Placement.objects.filter(status=State.PROPOSED).count() == 3
    assert {a.status for a in Application.objects.all()} == {Status.PROPOSED}
    assert Event.objects.filter(who=cast.kirsten, purpose="cohort approved").count() == 3
    assert approving.approve(found.proposals.to_approve(), by=cast.kirsten) == (0, 0)


def test_what_has_come_in_the_way_is_said_at_the_line_and_nothing_is_half_stored(cast):
    found = finished(cast)
    there = found.proposals.get(seat__site=cast.psychiatry)
    one, two = found.proposals.filter(seat__site=cast.home)
    Seat.objects.filter(pk=there.seat_id).update(confirmed_on=timezone.localdate() - timedelta(days=120))
    Training.objects.filter(supervisor=cast.guides[1]).delete()  # the supervisor of the care home is gone
    with override("da"):
        assert approving.approve([there, one], by=cast.kirsten) == (0, 2)
    there.refresh_from_db(), one.refresh_from_db()
    assert there.refused["en"].startswith("The seat can't be used now: confirmed until")
    assert "No trained supervisor" in one.refused["en"]
    two.application.move(Status.ON_HOLD, by=cast.jonas)
    with override("en"):
        assert approving.approve([two], by=cast.kirsten) == (0, 1)
    two.refresh_from_db()
    assert two.refused["en"] == "She isn't ready to match any more. Match the rest again."
    assert Placement.objects.count() == 0
    assert set(Application.objects.values_list("status", flat=True)) == {Status.MATCHABLE, Status.ON_HOLD}


def test_only_those_who_place_see_proposals(cast):
    found = finished(cast)
    assert Proposal.objects.visible_to(cast.kirsten).count() == 3
    for stranger in (cast.soren, cast.peter, cast.ana):
        assert list(Proposal.objects.visible_to(stranger)) == []
    assert list(Run.objects.visible_to(cast.soren)) == []
    with pytest.raises(Refused):
        acts.stop(found, by=cast.kirsten)


# --- the board -------------------------------------------------------------------------------------------
def board(found, tail=""):
    return reverse("admin:placements_run_change", args=[found.pk]) + tail


def line_page(proposal, tail=""):
    return reverse("admin:placements_proposal_change", args=[proposal.pk]) + tail


def test_a_coordinator_starts_a_run_and_the_worker_is_handed_it(client, cast, monkeypatch):
    handed = []
    monkeypatch.setattr(tasks.match_cohort, "delay", handed.append)
    client.force_login(cast.kirsten)
    started = client.post(reverse("admin:placements_run_add"), {"on": timezone.localdate(), "kind": ""})
    found = Run.objects.get()
    assert started.url == board(found) and handed == [found.pk] and found.asked_by == cast.kirsten
    page = client.get(board(found))
    assert "0 of 100 done" in page.text and "Stop the run" in page.text
    assert 'data-poll="' in client.get(reverse("admin:placements_run_progress", args=[found.pk])).text
    run.perform(found.pk)
    ended = client.get(reverse("admin:placements_run_progress", args=[found.pk])).text
    assert "data-poll" not in ended and "3 of 3 have a proposal." in ended
    late = client.post(reverse("admin:placements_run_add"), {"on": "2020-01-01"})
    assert "The day is over" in late.text and Run.objects.count() == 1


def test_the_board_groups_by_site_and_by_why_not_and_each_button_does_what_it_says(client, cast):
    ready("Person 4")
    found = finished(cast)
    client.force_login(cast.kirsten)
    page = client.get(board(found))
    groups = {site.name: len(lines) for site, lines in page.context["board"].groups}
    assert groups == {cast.psychiatry.name: 1, cast.home.name: 2}
    assert "Not placed: No place left (1)" in page.text
    left = client.get(board(found, "?left=no_place_left")).context["board"].groups
    assert [(site, len(lines)) for site, lines in left] == [(None, 1)]
    one, two, three = found.proposals.exclude(seat=None).order_by("pk")
    back = client.post(board(found, "?page=1"), {"act": f"lock:{one.pk}"}).url
    assert back == board(found, f"?page=1#line-{one.pk}") and f'id="line-{one.pk}"' in client.get(back).text
    client.post(board(found), {"act": f"leave_out:{two.pk}"})
    assert set(found.rulings.values_list("what", flat=True)) == {"lock", "leave_out"}
    client.post(board(found), {"act": f"free:{two.pk}"})
    client.post(board(found), {"act": f"approve:{one.pk}"})
    client.post(board(found), {"act": "approve_chosen", "chosen": [two.pk]})
    sure = client.post(board(found), {"act": "approve_all"})
    assert "We ask 1 site about 1 person." in sure.text and Placement.objects.count() == 2
    asked = client.post(board(found), {"act": "approve_all", "sure": "1"}, follow=True)
    assert "We have asked for 1 person." in asked.text
    assert Placement.objects.filter(status=State.PROPOSED).count() == 3
    assert found.rulings.get().application == one.application
    assert client.post(board(found), {"act": "nonsense"}).status_code == 400
    assert (
        client.post(board(found), {"act": "stop"}, follow=True).text.count("Somebody else was quicker") == 1
    )
    assert three.run == found


def test_a_line_says_why_not_another_place_and_what_it_costs_before_it_changes(client, cast):
    ready("Person 4")
    found = finished(cast)
    left = found.proposals.get(seat=None)
    client.force_login(cast.kirsten)
    page = client.get(line_page(left))
    there = next(option for option in page.context["shown"] if option.seat.site == cast.psychiatry)
    holder = found.proposals.named().get(seat__site=cast.psychiatry).application.name
    assert there.moves == [f"\u2068{holder}\u2069 moves from {cast.psychiatry} to no place."]
    assert "would do just as well" in there.cost and there.cost in page.text
    only = client.get(line_page(left, f"?kind={there.kind}")).context["shown"]
    assert [option.kind for option in only] == [there.kind]
    client.post(line_page(left), {"act": f"change:{there.way}"})
    left.refresh_from_db()
    assert left.seat.site == cast.psychiatry
    assert client.post(line_page(left), {"act": "change:999"}).status_code == 400
    client.post(line_page(left), {"act": "not_here"})
    assert found.rulings.get(what="not_here").site == cast.psychiatry


# --- what the shared entrance is worth -------------------------------------------------------------------
def test_what_the_shared_entrance_is_worth_is_told_without_names(client, cast):
    found = finished(cast)
    rows = {row["name"]: row for row in found.comparisons["departments"]}
    assert {name: row["placed"] for name, row in rows.items()} == {
        "MSO": 2, "MSB": 1, "apart": 1, "together": 3,
    }  # fmt: skip
    ways = {row["name"]: row["placed"] for row in found.comparisons["alternatives"]}
    assert ways == dict.fromkeys(
        ["fair", "greatest_total", "least_regret", "as_wished", "first_come", "stable"], 3
    )
    client.force_login(cast.peter)
    page = client.get(reverse("placements:worth"))
    assert "What the shared entrance is worth" in page.text
    assert not [each for each in cast.people if each.name in page.text or each.reference in page.text]
    assert client.get(reverse("admin:placements_run_compare", args=[found.pk])).status_code == 302
    client.force_login(cast.soren)
    assert client.get(reverse("placements:worth")).status_code == 403
    client.force_login(cast.kirsten)
    assert (
        "Other ways to fill the places"
        in client.get(reverse("admin:placements_run_compare", args=[found.pk])).text
    )


@pytest.mark.promise("answer-20")
def test_citizenship_and_age_change_nothing_of_a_run(cast):
    before = finished(cast)
    for person in cast.people:
        person.about.citizenships = ["DK", "SY"]
        person.about.save()
        Interest.objects.create(application=person, born_on="1960-01-01")
    after = finished(cast)
    assert after.input == before.input
    assert list(after.proposals.values_list("application", "seat", "fit")) == list(
        before.proposals.values_list("application", "seat", "fit")
    )
