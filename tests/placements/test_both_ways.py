"""The workbench both ways: both say the same of every pair, and one asks from either."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from intake.models import Application, District, Residence, Setting, Status, Wishes
from placements.candidates import Candidates
from placements.fits import Fits
from placements.models import Groundwork, Offer, Placement, Seat, State, Training
from portal.levels import Level
from tests.factories import (
    ApplicationFactory,
    Cast,
    FacilityFactory,
    PlacementFactory,
    SeatFactory,
    SiteFactory,
    SupervisorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """Kirsten coordinates; Ana and Yusuf are ready, Kragelund and Sønderskovhus have a seat and a supervisor each."""
    found = Cast()
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    found.other = ApplicationFactory(applicant=found.yusuf, status=Status.MATCHABLE)
    found.seat, found.other_seat = SeatFactory(site=found.kragelund), SeatFactory(site=found.sonderskovhus)
    assert found.mette and found.lars and found.birgitte
    return found


def bench(seat, query=""):
    return reverse("admin:placements_seat_bench", args=[seat.pk]) + query


def text(response):
    return response.content.decode()


def town(cast):
    """People and seats who differ in what the rules and preferences ask about."""
    today = timezone.localdate()
    cast.kragelund.languages, cast.kragelund.min_oral = ["ar", "en"], Level.B2
    cast.kragelund.save()
    Wishes.objects.update(weeks=12, available_from=today)
    Wishes.objects.filter(application=cast.other).update(latest_end="14:00", commute_minutes=20)
    Residence.objects.filter(application=cast.other).update(permit_to=today + timedelta(days=50))
    cast.other.languages.others = ["ar"]
    cast.other.languages.save()
    cast.application.wishes.settings.add(Setting.objects.get(pk=cast.kragelund.setting_id))
    cast.application.wishes.districts.add(District.objects.get(pk=cast.kragelund.district_id))
    PlacementFactory(application=cast.other, status=State.DECLINED, seat=cast.seat)
    PlacementFactory(application=cast.application, status=State.COMPLETED, seat=cast.other_seat)
    unguided = SiteFactory(min_oral=Level.A1)
    facility = FacilityFactory(languages=["en"], language_support=True)
    SupervisorFactory(sites=[facility])
    return [cast.seat, cast.other_seat, SeatFactory(site=unguided), SeatFactory(site=facility)]


@pytest.mark.promise("budget-04")
def test_both_ways_say_the_same_of_every_pair(cast):
    """Each rule's answer, each preference's points and each sentence, from her page and from the seat's."""
    seats, today = town(cast), timezone.localdate()
    different = set()
    for application in Application.objects.with_sections().filter(
        pk__in=[cast.application.pk, cast.other.pk]
    ):
        hers = Fits(application, today)
        for seat in seats:
            theirs = Candidates(seat, today, cast.kirsten)
            place, index = hers.index_of(seat.pk), theirs.index_of(application.pk)
            one, two = hers.why(place), theirs.why(index)
            with override("en"):
                assert [
                    (each.kind, each.name, each.points, hers.say(each.sentence)) for each in one.reasons
                ] == [(each.kind, each.name, each.points, theirs.say(each.sentence)) for each in two.reasons]
            different.add((one.fit, one.verdict))
    assert len(different) >= 6  # the town isn't all alike


def test_the_best_for_a_seat_come_first_with_reasons(client, cast):
    cast.other.languages.danish_oral = Level.A2
    cast.other.languages.save()
    client.force_login(cast.kirsten)
    shown = client.get(bench(cast.seat)).context
    fits = [person.fit for person in shown["people"]]
    assert [person.application for person in shown["people"]] == [cast.application, cast.other]
    assert fits == sorted(fits, reverse=True)
    assert all(
        len(person.reasons) >= 3 and reason.source for person in shown["people"] for reason in person.reasons
    )


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda cast: cast.mette.supervisor.delete(), "A trained supervisor at Botilbuddet Kragelund from"),
        (lambda cast: set_site(cast.kragelund, min_oral=Level.C1), "instead of C1 would open it to 2 more"),
        (lambda cast: cast.kragelund.professions.clear(), "If the site also took"),
        (
            lambda cast: (
                type(cast.seat)
                .objects.filter(pk=cast.seat.pk)
                .update(confirmed_on=timezone.localdate() - timedelta(days=200))
            ),
            "If the site confirmed the seat",
        ),
    ],
)
def test_what_would_open_a_seat_is_said_and_counted(cast, change, said):
    change(cast)
    with override("en"):
        found = Candidates(cast.seat, timezone.localdate(), cast.kirsten)
        assert said in found.misses[0]
        assert "2" in found.misses[0]
    assert len(found.split(found.order())[0]) == 0


def test_a_supervisor_is_counted_for_the_whole_site(client, cast, django_assert_max_num_queries):
    """Three fit the site; of its three seats one is somebody's and one is for longer than all but one can stay."""
    third = ApplicationFactory(status=Status.MATCHABLE)
    long, taken = SeatFactory.create_batch(2, site=cast.kragelund)
    type(long).objects.filter(pk=long.pk).update(min_weeks=20, max_weeks=26)
    Wishes.objects.filter(application=third).update(weeks=20)
    PlacementFactory(seat=taken, status=State.CONFIRMED, starts=taken.opens, ends=taken.closes)
    weak = ApplicationFactory(status=Status.MATCHABLE)
    type(weak.languages).objects.filter(pk=weak.languages.pk).update(danish_oral=Level.A1)
    Training.objects.all().delete()
    client.force_login(cast.kirsten)
    client.get(bench(cast.seat))
    with django_assert_max_num_queries(12):
        page = client.get(bench(cast.seat))
    first = page.context["found"].misses[0]
    assert "Botilbuddet Kragelund" in first
    assert [int(each) for each in re.findall(r"\b\d\b", first)] == [2, 3], first


def set_site(site, **fields):
    type(site).objects.filter(pk=site.pk).update(**fields)


def test_somebody_is_suggested_from_the_seat(client, cast):
    client.force_login(cast.kirsten)
    here = bench(cast.seat, f"?person={cast.application.pk}")
    form = client.get(here).context["form"]
    sent = {name: value for name, value in form.initial.items()} | {"kind": "unpaid_intro"}
    answer = client.post(here, sent)
    assert answer.url == reverse("admin:intake_application_change", args=[cast.application.pk])
    placement = Placement.objects.get(application=cast.application)
    assert (placement.seat, placement.status, len(placement.reasons) >= 3) == (
        cast.seat,
        State.PROPOSED,
        True,
    )

    again = client.post(here, sent, follow=True)  # a second click, or the same page in another window
    assert Placement.objects.count() == 1
    assert "Botilbuddet Kragelund" in [*again.context["messages"]][-1].message
    client.force_login(cast.jonas)  # a colleague with the same person on the screen, at another site
    late = client.post(bench(cast.other_seat, f"?person={cast.application.pk}"), sent, follow=True)
    assert late.redirect_chain[0][0] == reverse("admin:placements_workbench", args=[cast.application.pk])
    assert Placement.objects.count() == 1
    assert cast.application.reference not in text(client.get(bench(cast.seat)))


@pytest.mark.parametrize(
    "query",
    [
        "?person=999999999",
        "?person=x",
        "?person=9999999999999999999999",
        "?profession=;--&kind=x&page=-4&with=x",
    ],
)
def test_an_address_that_means_nothing_shows_the_seat(client, cast, query):
    client.force_login(cast.kirsten)
    shown = client.get(bench(cast.seat, query))
    assert (shown.status_code, shown.context["form"], len(shown.context["people"])) == (200, None, 2)


def test_who_withdraws_meanwhile_is_not_suggested(client, cast):
    client.force_login(cast.kirsten)
    cast.application.move(Status.WITHDRAWN, by=cast.ana)
    shown = client.get(bench(cast.seat, f"?person={cast.application.pk}"))
    assert [person.application for person in shown.context["people"]] == [cast.other]
    assert (shown.context["form"], len([*shown.context["messages"]])) == (None, 1)


@pytest.mark.parametrize("how", ["not_now", "taken"])
def test_a_seat_that_is_not_free_offers_nobody(client, cast, how):
    if how == "taken":
        PlacementFactory(
            seat=cast.seat,
            status=State.ACTIVE,
            starts=cast.seat.opens,
            ends=cast.seat.closes,
            supervisor=cast.mette.supervisor,
        )
    else:
        type(cast.seat).objects.filter(pk=cast.seat.pk).update(state=Offer.NOT_NOW, reason="Ombygning")
    client.force_login(cast.kirsten)
    shown = client.get(bench(cast.seat))
    assert (shown.status_code, shown.context["people"], shown.context["found"].open) == (200, [], None)


def test_filters_narrow_to_a_profession_and_to_a_wish(client, cast):
    cast.application.wishes.settings.set([cast.kragelund.setting_id])
    cast.other.wishes.settings.set([cast.sonderskovhus.setting_id])
    client.force_login(cast.kirsten)
    profession = cast.application.background.profession_id
    names = [
        [person.application.pk for person in client.get(bench(cast.seat, query)).context["people"]]
        for query in (f"?profession={profession}&wish=1", f"?profession={profession + 1}")
    ]
    assert names == [[cast.application.pk], []]


def test_two_people_and_two_places_stand_side_by_side(client, cast):
    client.force_login(cast.kirsten)
    people = client.get(bench(cast.seat, f"?with={cast.application.pk}&with={cast.other.pk}")).context[
        "compared"
    ]
    hers = reverse("admin:placements_workbench", args=[cast.application.pk])
    places = client.get(f"{hers}?with={cast.seat.pk}&with={cast.other_seat.pk}").context["compared"]
    assert people.names == ["Ana Reyes", cast.other.name]
    assert places.names == ["Botilbuddet Kragelund", "Plejehjemmet Sønderskovhus"]
    for compared in (people, places):
        sums = [
            sum(line.cells[side].points for line in compared.lines if line.cells[side]) for side in (0, 1)
        ]
        assert [round(each / 10) for each in sums] == compared.fits


@pytest.mark.parametrize("who", ["ana", "mette", "lars", "birgitte", "hanne", "peter"])
def test_nobody_else_sees_who_is_ready(client, cast, who):
    client.force_login(getattr(cast, who))
    answer = client.get(bench(cast.seat))
    assert (answer.status_code, "Reyes" in text(answer)) in {(302, False), (403, False)}


def test_the_administrator_sees_no_people_beside_a_seat(client, cast):
    client.force_login(cast.signe)
    assert client.get(bench(cast.seat)).status_code == 404


@pytest.mark.parametrize("number", [5, 60])
def test_a_seat_asks_the_database_at_most_twelve_times(client, cast, number, django_assert_max_num_queries):
    ApplicationFactory.create_batch(number, status=Status.MATCHABLE)
    client.force_login(cast.kirsten)
    client.get(bench(cast.seat))
    with django_assert_max_num_queries(12):
        client.get(bench(cast.seat))


# --- what is agreed with her -----------------------------------------------------------------------------
@pytest.mark.promise("mso-10")
def test_what_is_agreed_with_her_counts_in_the_match_at_once(client, cast):
    """A language plan opens a place one level up; checks, experience and goals are answered from rows."""
    set_site(
        cast.kragelund,
        min_oral=Level.B1,
        checks=["mrsa", "criminal_record"],
        strengths=["autism", "recovery"],
    )
    set_site(cast.kragelund, language_support=False, first_bus="07:20", shift_start="07:00")
    type(cast.other.languages).objects.update(danish_oral=Level.A2, danish_written=Level.A2)
    hers = reverse("admin:placements_workbench", args=[cast.other.pk])
    client.force_login(cast.kirsten)

    def answers():
        theirs = Candidates(cast.seat, timezone.localdate(), cast.kirsten)
        return {each.name: each for each in theirs.why(theirs.index_of(cast.other.pk)).reasons}

    before = answers()
    told = {"plan_on": timezone.localdate(), "checks": ["mrsa"], "refused": ["criminal_record"]}
    told |= {"knows": ["autism"], "goals": ["autism", "recovery"], "act": "groundwork"}
    assert client.post(hers, told).status_code == 302
    after = answers()
    assert [(before[name].kind, after[name].kind) for name in ("danish", "checks", "first_bus")] == [
        ("blocker", "support"),
        ("support", "blocker"),
        ("support", "support"),
    ]
    assert {"learning", "specialisation"} & before.keys() == set()
    with override("en"):
        said = Candidates(cast.seat, timezone.localdate(), cast.kirsten).say(after["learning"].sentence)
    assert "autism, recovery" in said
    assert (after["learning"].points, after["specialisation"].points) == (120, 60)

    both = client.post(hers, told | {"checks": ["mrsa", "criminal_record"]})
    assert (both.status_code, "refused" in both.context["groundwork"].errors) == (400, True)


@pytest.mark.parametrize(
    "wish, seat, site, name, kind",
    [
        ({"weekly_hours": 20}, {"min_hours": 20}, {}, "hours", "met"),
        ({"weekly_hours": 20}, {"min_hours": 21}, {}, "hours", "blocker"),
        ({"start_until": date(2020, 1, 1)}, {}, {}, "latest_start", "support"),
        ({"start_until": None}, {}, {}, "latest_start", "met"),
        ({"at_seven": "unsure"}, {}, {"shift_start": "07:00"}, "at_seven", "support"),
        ({"at_seven": "unsure"}, {}, {"shift_start": "07:30"}, "at_seven", "met"),
        ({"at_seven": "yes"}, {}, {"shift_start": "07:00"}, "at_seven", "met"),
        ({}, {}, {"preferred_oral": Level.A1, "preferred_written": Level.C2}, "danish_level", None),
        ({}, {}, {"preferred_oral": Level.A1, "preferred_written": Level.A1}, "danish_level", "points"),
    ],
)
def test_what_she_wishes_and_the_seat_asks_for_is_answered_both_ways(cast, wish, seat, site, name, kind):
    Wishes.objects.filter(application=cast.application).update(**wish)
    Seat.objects.filter(pk=cast.seat.pk).update(**seat)
    set_site(cast.kragelund, **site)
    for reasons in (from_the_seat(cast), from_the_person(cast)):
        assert {each.name: each.kind for each in reasons}.get(name) == kind


def from_the_seat(cast):
    theirs = Candidates(Seat.objects.get(pk=cast.seat.pk), timezone.localdate(), cast.kirsten)
    return theirs.why(theirs.index_of(cast.application.pk)).reasons


def from_the_person(cast):
    application = Application.objects.with_sections().get(pk=cast.application.pk)
    hers = Fits(application, timezone.localdate())
    return hers.why(hers.index_of(cast.seat.pk)).reasons


def test_the_whole_way_works_without_a_script(client, cast):
    """Each step by what the page itself offers: its links, its lists and its forms."""
    client.force_login(cast.kirsten)
    listed = text(client.get(reverse("admin:placements_workbench_changelist")))
    hers = reverse("admin:placements_workbench", args=[cast.application.pk])
    opened = client.get(re.search(rf'href="({hers[:-1]}/[^"]*)"', listed)[1], follow=True)
    assert opened.wsgi_request.path == hers

    narrowed = client.get(hers, {"department": "MSB", "kind": "company_placement"})
    assert [place.seat.pk for place in narrowed.context["places"]] == [cast.seat.pk]
    both = client.get(hers, {"kind": "company_placement"})
    ticks = re.findall(r'name="with" value="(\d+)" form="compare"', text(both))
    compared = client.get(hers, {"kind": "company_placement", "with": ticks[:2]}).context["compared"]
    assert sorted(compared.names) == ["Botilbuddet Kragelund", "Plejehjemmet Sønderskovhus"]

    here = f"{hers}?seat={cast.seat.pk}&kind=company_placement"
    assert f'href="{here.replace("&", "&amp;")}#propose"' in text(both)
    form = client.get(here).context["form"]
    assert form.initial["kind"] == "company_placement"  # the kind the places were ranked for
    assert client.post(here, form.initial).status_code == 302
    placement = Placement.objects.get(application=cast.application)
    assert (placement.seat, placement.kind) == (cast.seat, "company_placement")


@pytest.mark.promise("answer-22")
def test_both_ways_narrow_to_a_track_that_a_site_and_a_person_can_have(client, cast):
    set_site(cast.kragelund, strengths=["digital"])
    Groundwork.objects.create(application=cast.application, goals=["digital"])
    client.force_login(cast.kirsten)
    hers = reverse("admin:placements_workbench", args=[cast.application.pk])
    kragelund, ana, everybody = cast.kragelund.pk, cast.application.pk, {cast.application.pk, cast.other.pk}
    whole = client.get(hers).context["places"]
    assert len(whole) > 1
    for asked, sites, people in [
        ("digital", {kragelund}, {ana}),
        ("autism", set(), set()),
        ("nonsense", {place.site.pk for place in whole}, everybody),
    ]:
        page, other = (client.get(address, {"track": asked}) for address in (hers, bench(cast.seat)))
        assert {place.site.pk for place in page.context["places"]} == sites
        assert {each.application.pk for each in other.context["people"]} == people
        assert (f'<option value="{asked}" selected>' in other.text) is (asked != "nonsense")


@pytest.mark.promise("answer-21")
def test_the_kinds_of_places_met_and_missing_stand_beside_her_before_anybody_is_asked(client, cast):
    home, psychiatry = Setting.objects.get(pk=cast.sonderskovhus.setting_id), cast.kragelund.setting
    cast.application.wishes.settings.set([psychiatry])
    over = timezone.localdate() - timedelta(days=100)
    PlacementFactory(
        application=cast.application,
        seat=SeatFactory(site=cast.sonderskovhus, number=5, opens=over),
        status=State.EVALUATED,
        starts=over,
        ends=over + timedelta(days=30),
    )
    PlacementFactory(application=cast.application, seat=cast.seat, status=State.CANCELLED)  # never been there
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:placements_workbench", args=[cast.application.pk]))
    assert [(kind.name, kind.sites) for kind in page.context["coverage"]] == [
        (home.name_da, [cast.sonderskovhus.name]),
        (psychiatry.name_da, []),
    ]
    assert "Mangler" in page.text


def test_one_goes_on_to_the_next_person_and_sees_the_way(client, cast):
    """The longest waiting first; the picture has a table with every place of the page."""
    Application.objects.filter(pk=cast.other.pk).update(submitted_at=timezone.now() + timedelta(hours=1))
    client.force_login(cast.kirsten)
    first = client.get(reverse("admin:placements_workbench", args=[cast.application.pk]))
    last = client.get(reverse("admin:placements_workbench", args=[cast.other.pk]))
    assert (first.context["next"], last.context["next"]) == (cast.other.pk, None)
    rows = first.context["picture"].rows
    assert [row[0].split(". ", 1)[1] for row in rows] == [
        place.site.name for place in first.context["places"]
    ]
    listed = client.get(reverse("admin:placements_workbench_changelist"), {"danish": Level.C1}).context["cl"]
    assert (listed.result_count, listed.has_active_filters) == (0, True)
