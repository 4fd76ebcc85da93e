"""The coordinator's desk in the admin: who gets in, what it shows, what it writes down, what it asks the database."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import desk as intake_desk
from intake.models import About, Application, Languages, Residence, Status
from intake.models.path import WorkRight
from placements import actions, desk
from placements.models import Placement, State
from portal.levels import Level
from portal.models import Event, Letter
from tests.factories import (
    ApplicationFactory,
    Cast,
    DatedRuleFactory,
    FacilityFactory,
    MemberFactory,
    PlacementFactory,
    SeatFactory,
    SiteFactory,
    SupervisorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """Kirsten coordinates; Ana is ready to match, and both departments have an open seat with a supervisor."""
    found = Cast()
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    found.seat, found.other_seat = SeatFactory(site=found.kragelund), SeatFactory(site=found.sonderskovhus)
    assert found.birgitte and found.mette and found.lars and found.soren
    return found


def page(application):
    return reverse("admin:intake_application_change", args=[application.pk])


def bench(application, query=""):
    return reverse("admin:placements_workbench", args=[application.pk]) + query


def text(response):
    return response.content.decode()


# --- who gets in -----------------------------------------------------------------------------------------
CONTENT = ["intake_application", "placements_placement", "placements_workbench"]
PLACES = ["placements_site", "placements_seat", "placements_supervisor", "placements_area"]
HOUSE = ["portal_user", "portal_letter", "portal_event", "placements_member"]


def lists(names):
    return [f"admin:{name}_changelist" for name in names]


@pytest.mark.parametrize("name", lists([*CONTENT, *PLACES]))
def test_a_coordinator_works_with_applications_and_places(client, cast, name):
    client.force_login(cast.kirsten)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", lists(HOUSE))
def test_a_coordinator_does_not_keep_the_house(client, cast, name):
    client.force_login(cast.kirsten)
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    "name", lists([*HOUSE, *PLACES, "intake_profession", "portal_datedrule", "mentoring_plantemplate"])
)
def test_the_administrator_keeps_the_house(client, cast, name):
    client.force_login(cast.signe)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", lists(CONTENT))
def test_the_administrator_does_not_read_applications(client, cast, name):
    client.force_login(cast.signe)
    assert client.get(reverse(name)).status_code == 403
    assert "Ana" not in text(client.get(reverse("admin:index")))


def test_the_administrator_opens_no_application_by_its_address(client, cast):
    client.force_login(cast.signe)
    assert client.get(page(cast.application)).status_code == 404
    assert client.get(bench(cast.application)).status_code == 404
    assert client.post(page(cast.application), {"act": "hold"}).status_code == 404


@pytest.mark.parametrize("who", ["ana", "mette", "birgitte", "soren", "hanne", "peter"])
def test_others_have_no_admin(client, cast, who):
    client.force_login(getattr(cast, who))
    for address in [reverse("admin:index"), page(cast.application), bench(cast.application)]:
        response = client.get(address)
        assert (response.status_code, "Reyes" in text(response)) in {(302, False), (403, False)}


def test_a_draft_is_nobodys_but_hers(client, cast):
    draft = ApplicationFactory(filled=True)
    client.force_login(cast.kirsten)
    assert client.get(page(draft)).status_code == 404
    assert client.get(bench(draft)).status_code == 404
    assert draft.reference not in text(client.get(reverse("admin:intake_application_changelist")))


# --- the front page --------------------------------------------------------------------------------------
@pytest.fixture
def busy(cast):
    """One of each sort that waits, in both departments."""
    day = timezone.localdate()
    DatedRuleFactory(key="reminder-days", value={"days": [180, 90, 30]})
    ApplicationFactory(status=Status.SUBMITTED)
    ApplicationFactory(status=Status.SUBMITTED, answer_by=day + timedelta(days=1))
    ApplicationFactory(status=Status.SCREENING, answer_by=day - timedelta(days=2))
    ApplicationFactory(status=Status.ON_HOLD)
    Residence.objects.filter(application__status=Status.ON_HOLD).update(permit_to=day + timedelta(days=9))
    cast.application.residence.permit_to = day + timedelta(days=60)
    cast.application.residence.save()
    for state, seat in [
        (State.PROPOSED, cast.seat),
        (State.ACCEPTED, cast.seat),
        (State.CONFIRMED, cast.other_seat),
    ]:
        PlacementFactory(
            status=state, seat=seat, starts=day + timedelta(days=5), ends=day + timedelta(days=60)
        )
    return cast


@pytest.mark.parametrize("department", ["", "MSO", "MSB"])
def test_every_count_equals_the_list_it_opens(client, busy, department):
    client.force_login(busy.kirsten)
    found = desk.counts(busy.kirsten, timezone.localdate(), department)
    partners = [] if department else [*intake_desk.PARTNER_QUEUES]  # those belong to no department
    assert [each["queue"] for each in found] == [*intake_desk.QUEUES, *desk.QUEUES, *partners]
    front = text(client.get(reverse("admin:index"), {"department": department}))
    for each in found:
        response = client.get(
            reverse(each["address"]),
            {"queue": each["queue"]} | ({"department": department} if department else {}),
        )
        assert response.context["cl"].result_count == each["count"], each
        assert f"?queue={each['queue']}" in front
    if not department:
        assert [each["count"] for each in found] == [2, 3, 2, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0]


def test_a_department_that_is_none_counts_all(client, busy):
    client.force_login(busy.kirsten)
    response = client.get(reverse("admin:index"), {"department": "x'; --"})
    assert response.status_code == 200
    assert "aria-current" in text(response)


def test_the_weeks_are_counted_from_the_history(client, cast):
    cast.application.move(Status.ON_HOLD, by=cast.kirsten)
    application = ApplicationFactory(
        status=Status.DRAFT, submitted_at=timezone.now(), answer_by=timezone.localdate()
    )
    application.move(Status.SUBMITTED, by=application.applicant)
    client.force_login(cast.kirsten)
    response = client.get(reverse("admin:index"))
    assert response.context["chart"].rows[-1][1:] == (1, 0, 0)


# --- the list --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("query", ["PR-2020-", "Reyes", "ana@example.org"])
def test_the_list_is_searched_by_reference_name_and_address(client, cast, query):
    ApplicationFactory(status=Status.SUBMITTED, reference="PR-1999-00001")
    Application.objects.get(reference="PR-1999-00001").about.delete()
    client.force_login(cast.kirsten)
    sent = {"look": "1", "q": query}
    response = client.post(reverse("admin:intake_application_changelist"), sent, follow=True)
    assert [row.pk for row in response.context["cl"].queryset] == [cast.application.pk]


@pytest.mark.parametrize("number", [10, 60])
@pytest.mark.parametrize(
    "name, most",
    [
        ("intake_application", 9),
        ("placements_placement", 8),
        ("placements_workbench", 9),
        ("placements_site", 9),
    ],
)
def test_lists_ask_the_database_as_often_for_many_as_for_few(
    client, cast, number, name, most, django_assert_max_num_queries
):
    for _count in range(number // 5):
        ApplicationFactory(status=Status.SUBMITTED)
        PlacementFactory(status=State.ACTIVE, seat__site=cast.kragelund, supervisor=cast.mette.supervisor)
        SiteFactory()
    client.force_login(cast.kirsten)
    with django_assert_max_num_queries(most):
        client.get(reverse(f"admin:{name}_changelist"))


@pytest.mark.parametrize("rows", [1, 8])
@pytest.mark.parametrize("name", ["site", "supervisor"])
def test_a_page_with_rows_of_its_own_stays_flat(client, cast, rows, name, django_assert_max_num_queries):
    SeatFactory.create_batch(rows, site=cast.kragelund)
    for _count in range(rows):
        SupervisorFactory(sites=[cast.kragelund])
        cast.mette.supervisor.shares.create(site=SiteFactory())
    row = {"site": cast.kragelund, "supervisor": cast.mette.supervisor}[name]
    client.force_login(cast.kirsten)
    address = reverse(f"admin:placements_{name}_change", args=[row.pk])
    client.get(address)  # what a process asks only once
    with django_assert_max_num_queries(11):
        response = client.get(address)
    assert response.status_code == 200


def as_sent(form):
    """What a browser sends of a form as it was shown: nothing for what is empty or not ticked."""
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_a_site_keeps_its_profile_when_it_is_saved_unchanged(client, cast):
    client.force_login(cast.kirsten)
    address = reverse("admin:placements_site_change", args=[cast.kragelund.pk])
    shown = client.get(address)
    form = shown.context["adminform"].form
    sent = as_sent(form)
    for formset in shown.context["inline_admin_formsets"]:
        for each in [formset.formset.management_form, *formset.formset.forms]:
            sent |= as_sent(each)
    before = type(cast.kragelund).objects.filter(pk=cast.kragelund.pk).values().get()
    response = client.post(address, sent)
    assert response.status_code == 302, response.context["errors"]
    assert type(cast.kragelund).objects.filter(pk=cast.kragelund.pk).values().get() == before
    assert Event.objects.filter(of="placements.site", act="change", who=cast.kirsten).count() == 1


# --- one application -------------------------------------------------------------------------------------
def test_the_page_says_everything_at_a_glance(client, cast):
    client.force_login(cast.kirsten)
    shown = text(client.get(page(cast.application)))
    for fact in [
        "Ana Reyes",
        cast.application.reference,
        "Sygeplejerske",
        "B1 / A2",
        "ana@example.org",
        "Filippinerne",
    ]:
        assert fact in shown
    group = shown[: shown.rindex("Filippinerne")].rsplit("<details", 1)[1]
    assert not group.startswith(" open") and " open>" not in group.split(">")[0] + ">"


def test_both_departments_are_ranked_with_at_least_three_reasons_each(client, cast):
    client.force_login(cast.kirsten)
    for address in [page(cast.application), bench(cast.application)]:
        places = client.get(address).context["places"]
        assert {place.site.department for place in places} == {"MSO", "MSB"}
        assert min(len(place.reasons) for place in places) >= 3
        assert all(reason.text and reason.source for place in places for reason in place.reasons)
        fits = [place.fit for place in places]
        assert fits == sorted(fits, reverse=True)


def test_a_department_is_not_crowded_out_by_the_other(client, cast):
    for _count in range(14):
        site = SiteFactory()
        SeatFactory(site=site)
        SupervisorFactory(sites=[site])
    client.force_login(cast.kirsten)
    places = client.get(page(cast.application)).context["places"]
    assert len(places) == 10
    assert {place.site.department for place in places} == {"MSO", "MSB"}


def test_what_nearly_fits_says_what_is_missing(client, cast):
    cast.kragelund.min_oral = Level.C1
    cast.kragelund.save()
    client.force_login(cast.kirsten)
    context = client.get(page(cast.application)).context
    assert [place.site.name for place in context["places"]] == ["Plejehjemmet Sønderskovhus"]
    assert [place.site.name for place in context["nearly"]] == ["Botilbuddet Kragelund"]
    nearly = context["nearly"][0]
    assert (nearly.reasons[0].kind, len(nearly.reasons) >= 3) == ("blocker", True)
    assert "C1" in nearly.reasons[0].text
    assert len(context["misses"]) == 1


def test_citizenship_changes_no_rank_and_no_reason(client, cast):
    for _count in range(3):
        site = FacilityFactory(languages=["ar"])
        SeatFactory(site=site)
        SupervisorFactory(sites=[site])
    client.force_login(cast.kirsten)

    def ranked():
        context = client.get(bench(cast.application)).context
        return [*context["places"], *context["nearly"]]

    before = ranked()
    for citizenships in [["SY"], ["US"], ["DK", "SO"], []]:
        About.objects.update(citizenships=citizenships)
        assert ranked() == before
    assert len(before) == 5


@pytest.mark.parametrize("shown_by", [page, bench])
@pytest.mark.parametrize("number", [10, 60])
def test_a_page_asks_the_database_at_most_twelve_times(
    client, cast, number, shown_by, django_assert_max_num_queries
):
    for _count in range(number // 10):
        site = SiteFactory()
        SupervisorFactory(sites=[site])
        SeatFactory.create_batch(3, site=site)
        PlacementFactory(seat__site=site, status=State.ACTIVE, supervisor=cast.mette.supervisor)
    client.force_login(cast.kirsten)
    client.get(shown_by(cast.application))  # what a process reads once and keeps
    with django_assert_max_num_queries(12):
        client.get(shown_by(cast.application))


def test_every_opened_application_is_in_the_trail(client, cast):
    client.force_login(cast.kirsten)
    client.get(page(cast.application))
    client.get(bench(cast.application))
    client.get(reverse("admin:intake_application_history", args=[cast.application.pk]))
    found = Event.objects.filter(of="intake.application", row=cast.application.pk, act="read")
    assert sorted(found.values_list("who__email", "purpose")) == [
        ("kirsten@example.org", "admin"),
        ("kirsten@example.org", "admin"),
        ("kirsten@example.org", "workbench"),
    ]


def test_the_history_names_who_looked(client, cast):
    client.force_login(cast.jonas)
    client.get(page(cast.application))
    client.force_login(cast.kirsten)
    shown = text(client.get(reverse("admin:intake_application_history", args=[cast.application.pk])))
    assert "Jonas Dahl" in shown


# --- what a coordinator does with it ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "was, act, now",
    [
        (Status.SUBMITTED, "take_in", Status.SCREENING),
        (Status.SUBMITTED, "ready", Status.MATCHABLE),
        (Status.SCREENING, "ready", Status.MATCHABLE),
        (Status.ON_HOLD, "ready", Status.MATCHABLE),
        (Status.PLACED, "take_in", Status.PLACED),
    ],
)
def test_a_button_moves_the_application_along_its_map(client, cast, was, act, now):
    application = ApplicationFactory(status=was)
    client.force_login(cast.kirsten)
    client.post(page(application), {"act": act})
    application.refresh_from_db()
    assert application.status == now
    assert [step.by for step in application.history()] == ([cast.kirsten] if was != now else [])


def test_declining_needs_a_reason_and_writes_a_kind_letter(client, cast):
    client.force_login(cast.kirsten)
    response = client.post(page(cast.application), {"act": "decline", "why_not": ""})
    assert response.status_code == 400
    assert response.context["forms"]["decline"].errors
    client.post(page(cast.application), {"act": "decline", "why_not": "danish", "sure": "1"})
    cast.application.refresh_from_db()
    assert (cast.application.status, cast.application.why_not) == (Status.DECLINED, "danish")
    letter = Letter.objects.get()
    assert (letter.to, "more Danish is needed first" in letter.body) == (cast.ana, True)
    assert [word for word in ["Ana", "Reyes", "PR-"] if word in letter.subject + letter.body] == []


def test_the_assessed_level_counts_in_the_match_and_is_written_down(client, cast):
    client.force_login(cast.kirsten)
    client.post(page(cast.application), {"act": "assess", "oral": Level.A1, "written": Level.A1})
    row = Languages.objects.get()
    assert (row.assessed_oral, row.assessed_written, row.assessed_on) == (
        Level.A1,
        Level.A1,
        timezone.localdate(),
    )
    assert (row.danish_oral, row.danish_written) == (Level.B1, Level.A2)
    assert Event.objects.filter(act="change", purpose="danish-assessed", row=cast.application.pk).count() == 1
    context = client.get(page(cast.application)).context
    assert context["places"] == []


def test_what_the_residence_card_says_opens_the_agreement(client, cast):
    Residence.objects.update(work_right=WorkRight.NEEDS_CHECK)
    client.force_login(cast.kirsten)
    client.post(
        page(cast.application), {"act": "papers", "work_right": "unrestricted", "permit_to": "2090-01-31"}
    )
    row = Residence.objects.get()
    assert (row.work_right, row.permit_to) == (WorkRight.UNRESTRICTED, date(2090, 1, 31))
    assert Event.objects.filter(act="change", purpose="work-right-seen").count() == 1


@pytest.mark.parametrize(
    "typed",
    [{"work_right": "yes"}, {"work_right": "unrestricted", "permit_to": "2001-01-01"}, {"permit_to": "soon"}],
)
def test_what_cannot_be_is_said_and_kept_in_the_form(client, cast, typed):
    client.force_login(cast.kirsten)
    response = client.post(page(cast.application), {"act": "papers", **typed})
    assert response.status_code == 400
    assert response.context["forms"]["papers"].errors
    assert (
        response.context["forms"]["papers"].data["work_right"] == typed.get("work_right", "")
        if "work_right" in typed
        else True
    )
    assert Residence.objects.get().permit_to is None


@pytest.mark.parametrize("act", ["", "delete", "__class__"])
def test_an_unknown_act_is_refused(client, cast, act):
    client.force_login(cast.kirsten)
    assert client.post(page(cast.application), {"act": act}).status_code == 400
    cast.application.refresh_from_db()
    assert cast.application.status == Status.MATCHABLE


# --- suggesting and agreeing -----------------------------------------------------------------------------
def offer(**changes):
    day = timezone.localdate()
    return {
        "starts": (day + timedelta(days=20)).isoformat(),
        "ends": (day + timedelta(days=103)).isoformat(),
        "weekly_hours": 30,
        "kind": "unpaid_intro",
        "supervisor": "",
    } | changes


def test_a_place_is_suggested_from_the_workbench(client, cast):
    client.force_login(cast.kirsten)
    opened = client.get(bench(cast.application, f"?seat={cast.seat.pk}"))
    assert opened.context["form"].initial["weekly_hours"] == 30
    client.post(bench(cast.application, f"?seat={cast.seat.pk}"), offer(supervisor=cast.mette.supervisor.pk))
    placement = Placement.objects.get()
    assert (placement.seat, placement.status, placement.supervisor) == (
        cast.seat,
        State.PROPOSED,
        cast.mette.supervisor,
    )
    assert placement.history().get().by == cast.kirsten


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": ""},
        {"ends": "2001-01-01"},
        {"weekly_hours": 90},
        {"kind": "x"},
        {"starts": "2090-01-01", "ends": "2090-03-01"},
    ],
)
def test_a_wrong_suggestion_is_explained_and_asks_nobody(client, cast, changes):
    client.force_login(cast.kirsten)
    response = client.post(bench(cast.application, f"?seat={cast.seat.pk}"), offer(**changes))
    assert response.status_code == 400
    assert response.context["form"].errors
    assert response.context["form"].data["weekly_hours"] == str(offer(**changes)["weekly_hours"])
    assert Placement.objects.count() == Letter.objects.count() == 0


def test_a_supervisor_of_another_site_cannot_be_chosen(client, cast):
    client.force_login(cast.kirsten)
    response = client.post(
        bench(cast.application, f"?seat={cast.seat.pk}"), offer(supervisor=cast.lars.supervisor.pk)
    )
    assert "supervisor" in response.context["form"].errors


@pytest.mark.parametrize("query", ["?seat=x", "?seat=999999", "?seat=-1", "?kind=x&department=y&page=z"])
def test_an_address_that_was_changed_by_hand_shows_the_page(client, cast, query):
    client.force_login(cast.kirsten)
    response = client.get(bench(cast.application, query))
    assert (response.status_code, response.context["form"]) == (200, None)


def test_the_coordinator_agrees_what_the_site_accepted(client, cast):
    day = timezone.localdate()
    placement = actions.propose(
        cast.application, cast.seat, day + timedelta(days=20), day + timedelta(days=80), 30, by=cast.kirsten
    )
    address = reverse("admin:placements_placement_change", args=[placement.pk])
    client.force_login(cast.kirsten)
    client.post(address, {"act": "accept"})
    response = client.post(address, {"act": "confirm", "supervisor": cast.lars.supervisor.pk})
    assert response.status_code == 400
    client.post(address, {"act": "confirm", "supervisor": cast.mette.supervisor.pk})
    placement.refresh_from_db()
    assert (placement.status, placement.supervisor) == (State.CONFIRMED, cast.mette.supervisor)
    client.post(address, {"act": "cancel", "why_not": "seat_withdrawn"})
    placement.refresh_from_db()
    assert (placement.status, placement.why_not) == (State.CANCELLED, "seat_withdrawn")


def test_a_seat_that_was_just_taken_is_explained(client, cast):
    taken = PlacementFactory(seat=cast.seat, status=State.CONFIRMED, supervisor=None)
    placement = PlacementFactory(
        application=cast.application,
        seat=cast.seat,
        status=State.ACCEPTED,
        supervisor=None,
        starts=taken.starts,
    )
    client.force_login(cast.kirsten)
    cast.application.move(Status.PROPOSED, by=cast.kirsten)
    address = reverse("admin:placements_placement_change", args=[placement.pk])
    response = client.post(address, {"act": "confirm", "supervisor": cast.mette.supervisor.pk}, follow=True)
    placement.refresh_from_db()
    assert placement.status == State.ACCEPTED
    assert [str(message) for message in response.context["messages"]] == [str(actions.JUST_TAKEN)]


# --- people and their places -----------------------------------------------------------------------------
def test_the_administrator_makes_a_colleague_who_then_chooses_a_password(client, cast):
    client.force_login(cast.signe)
    client.post(
        reverse("admin:portal_user_add"),
        {
            "name": "Nanna Holst",
            "email": "Nanna@Example.dk",
            "role": "manager",
            "language": "da",
            "is_active": "on",
        },
    )
    made = type(cast.signe).objects.get(name="Nanna Holst")
    assert (made.email, made.role, made.has_usable_password()) == ("nanna@example.dk", "manager", False)
    change = Event.objects.get(of="portal.user", act="change")
    assert (change.who, change.row, change.purpose) == (cast.signe, made.pk, "added")


def test_applicants_are_not_listed_among_the_people(client, cast):
    client.force_login(cast.signe)
    shown = text(client.get(reverse("admin:portal_user_changelist")))
    assert ("Birgitte Toft" in shown, "ana@example.org" in shown) == (True, False)
    assert client.get(reverse("admin:portal_user_change", args=[cast.ana.pk])).status_code == 404


def test_nobody_takes_away_her_own_role(client, cast):
    client.force_login(cast.signe)
    client.post(
        reverse("admin:portal_user_change", args=[cast.signe.pk]),
        {"name": "Signe Aagaard", "email": cast.signe.email, "role": "leader", "language": "da"},
    )
    cast.signe.refresh_from_db()
    assert (cast.signe.role, cast.signe.is_active) == ("administrator", True)


def test_nobody_writes_in_the_trail_or_the_letters(client, cast):
    actions.propose(
        cast.application,
        cast.seat,
        timezone.localdate() + timedelta(days=20),
        timezone.localdate() + timedelta(days=60),
        30,
        by=cast.kirsten,
    )
    client.force_login(cast.signe)
    client.get(reverse("admin:portal_user_change", args=[cast.kirsten.pk]))
    line, letter = Event.objects.first(), Letter.objects.get(name="placements/asked")
    for name, row in [("event", line), ("letter", letter)]:
        assert client.get(reverse(f"admin:portal_{name}_add")).status_code == 403
        assert client.post(reverse(f"admin:portal_{name}_delete", args=[row.pk])).status_code == 403
        assert (
            client.post(reverse(f"admin:portal_{name}_change", args=[row.pk]), {"purpose": "x"}).status_code
            == 403
        )
    assert "/answer/" not in text(client.get(reverse("admin:portal_letter_change", args=[letter.pk])))


def test_a_membership_gives_the_pages_of_a_site(client, cast):
    nanna = MemberFactory(site=cast.kragelund).user
    client.force_login(nanna)
    assert "Botilbuddet Kragelund" in text(client.get("/placements/"))
