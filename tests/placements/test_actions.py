"""A placement from the suggestion to the agreement, and everything that must stop it on the way."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.models import Status
from intake.models.path import Stage, WorkRight
from placements import actions
from placements.models import Kind, Placement, State, WhyNot
from portal.models import Letter
from portal.roles import Role
from tests.factories import (
    ApplicationFactory,
    Cast,
    MemberFactory,
    SeatFactory,
    SupervisorFactory,
    TrainingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """Kirsten places Ana at Kragelund, which Birgitte leads and where Mette supervises."""
    found = Cast()
    found.seat = SeatFactory(site=found.kragelund)
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    assert found.birgitte and found.mette
    return found


def day(count):
    return timezone.localdate() + timedelta(days=count)


def propose(cast, **changes):
    chosen = {"starts": day(20), "ends": day(20 + 83), "weekly_hours": 30, "by": cast.kirsten} | changes
    return actions.propose(
        chosen.pop("application", cast.application), chosen.pop("seat", cast.seat), **chosen
    )


def agree(cast, **changes):
    placement = propose(cast, **changes)
    actions.accept(placement, by=cast.birgitte)
    return placement


@contextmanager
def refused_with(sentence):
    """The act is refused, and whoever tried reads this sentence."""
    with pytest.raises(actions.Blocked) as caught:
        yield
    assert caught.value.args == (sentence,)


def letters():
    return sorted(Letter.objects.values_list("name", "to__email"))


def test_a_suggestion_moves_the_application_and_writes_to_both(cast):
    placement = propose(cast)
    assert (placement.status, cast.application.status) == (State.PROPOSED, Status.PROPOSED)
    assert [(step.was, step.now, step.by) for step in placement.history()] == [
        ("", State.PROPOSED, cast.kirsten)
    ]
    assert letters() == [
        ("placements/asked", "birgitte@example.org"),
        ("placements/we_asked", "ana@example.org"),
    ]


def test_the_fit_and_the_reasons_are_kept_in_both_languages(cast):
    placement = propose(cast)
    placement.refresh_from_db()
    assert 0 < placement.fit <= 1000
    assert len(placement.reasons) >= 3
    assert all(reason["da"] and reason["en"] and reason["name"] for reason in placement.reasons)


def test_a_site_without_a_manager_of_its_own_is_answered_for_by_its_area(cast):
    seat = SeatFactory()
    leader = MemberFactory(site=None, area=seat.site.area).user
    propose(cast, seat=seat)
    assert ("placements/asked", leader.email) in letters()


def test_yes_and_the_agreement_take_the_seat_and_tell_everybody(cast):
    placement = agree(cast)
    actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    placement.refresh_from_db()
    cast.application.refresh_from_db()
    assert (placement.status, placement.supervisor) == (State.CONFIRMED, cast.mette.supervisor)
    assert cast.application.status == Status.PLACED
    assert letters() == [
        ("placements/agreed", "ana@example.org"),
        ("placements/agreed_site", "birgitte@example.org"),
        ("placements/agreed_supervisor", "mette@example.org"),
        ("placements/asked", "birgitte@example.org"),
        ("placements/said_yes", "kirsten@example.org"),
        ("placements/we_asked", "ana@example.org"),
    ]


def test_not_now_sets_the_person_free_and_tells_who_asked(cast):
    placement = propose(cast)
    actions.decline(placement, WhyNot.PERIOD, by=cast.birgitte)
    cast.application.refresh_from_db()
    assert (placement.status, placement.why_not) == (State.DECLINED, WhyNot.PERIOD)
    assert cast.application.status == Status.MATCHABLE
    assert ("placements/said_no", "kirsten@example.org") in letters()


def test_a_second_answer_changes_nothing(cast):
    placement = propose(cast)
    late = Placement.objects.get(pk=placement.pk)
    actions.accept(placement, by=cast.birgitte)
    with pytest.raises(actions.Refused):
        actions.decline(late, WhyNot.PERIOD, by=cast.birgitte)
    placement.refresh_from_db()
    assert (placement.status, placement.why_not) == (State.ACCEPTED, "")


def test_a_person_is_suggested_to_one_site_at_a_time(cast):
    propose(cast)
    with pytest.raises(actions.Refused):
        propose(cast, seat=SeatFactory())
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    "seat, days",
    [
        ({"confirmed_on": day(-91)}, (20, 100)),
        ({"state": "not_now"}, (20, 100)),
        ({"closes": day(90)}, (20, 100)),
        ({"opens": day(30)}, (20, 100)),
    ],
    ids=["not confirmed for long", "not offered", "closes earlier", "opens later"],
)
def test_a_seat_that_is_not_offered_on_these_days_is_not_suggested(cast, seat, days):
    seat = SeatFactory(**seat)
    with refused_with(actions.NOT_OPEN):
        propose(cast, seat=seat, starts=day(days[0]), ends=day(days[1]))
    cast.application.refresh_from_db()
    assert cast.application.status == Status.MATCHABLE


EVALUATION = {"kind": Kind.EVALUATION, "weekly_hours": 37, "ends": day(20 + 26 * 7 - 1)}


@pytest.mark.parametrize(
    "papers, chosen, obstacle",
    [
        ({"work_right": ""}, {}, "work_right"),
        ({"work_right": WorkRight.NONE}, {}, "work_right"),
        ({"work_right": WorkRight.NEEDS_CHECK}, {}, "work_right"),
        ({"permit_to": day(50)}, {}, "permit"),
        ({}, {"kind": Kind.COMPANY_PLACEMENT, "ends": day(20 + 91)}, "company_weeks"),
        ({}, EVALUATION, "evaluation_stage"),
        ({"stage": Stage.LANGUAGE_PASSED}, EVALUATION, "evaluation_period"),
    ],
)
def test_what_is_not_in_order_stops_the_agreement(cast, papers, chosen, obstacle):
    placement = agree(cast, **chosen)
    section = cast.application.authorisation if "stage" in papers else cast.application.residence
    if papers:
        type(section).objects.update(**papers)
    with refused_with(actions.OBSTACLES[obstacle]):
        actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    placement.refresh_from_db()
    assert (placement.status, placement.supervisor) == (State.ACCEPTED, None)


def test_evaluation_employment_is_agreed_when_all_its_terms_are_met(cast):
    placement = agree(cast, **EVALUATION)
    type(cast.application.authorisation).objects.update(
        stage=Stage.EVALUATION_AUTHORISED, evaluation_from=day(0), evaluation_to=day(400)
    )
    with refused_with(actions.OBSTACLES["evaluation_site"]):
        actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    cast.kragelund.evaluation = "yes"
    cast.kragelund.save()
    placement = Placement.objects.get(pk=placement.pk)
    actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    assert placement.status == State.CONFIRMED


def untrained(cast):
    return SupervisorFactory(sites=[cast.kragelund], trained=False)


def outdated(cast):
    supervisor = untrained(cast)
    TrainingFactory(supervisor=supervisor, valid_to=day(10))
    return supervisor


def full(cast):
    supervisor = SupervisorFactory(sites=[cast.kragelund], cap=1)
    other = agree(
        cast, application=ApplicationFactory(status=Status.MATCHABLE), seat=SeatFactory(site=cast.kragelund)
    )
    actions.confirm(other, supervisor, by=cast.kirsten)
    return supervisor


@pytest.mark.promise("helsingor-09")
@pytest.mark.parametrize("who", [lambda cast: cast.lars.supervisor, untrained, outdated, full])
def test_a_trained_supervisor_of_the_site_with_room_is_needed(cast, who):
    supervisor = who(cast)
    placement = agree(cast)
    with refused_with(actions.NO_SUPERVISOR):
        actions.confirm(placement, supervisor, by=cast.kirsten)


def test_the_supervisor_suggested_is_not_in_her_own_way(cast):
    mette = cast.mette.supervisor
    mette.cap = 1
    mette.save()
    placement = agree(cast, supervisor=mette)
    actions.confirm(placement, mette, by=cast.kirsten)
    assert placement.status == State.CONFIRMED


def test_a_second_agreement_for_the_same_seat_and_time_is_refused_with_a_sentence(cast):
    first = agree(cast)
    second = agree(
        cast, application=ApplicationFactory(status=Status.MATCHABLE), starts=day(60), ends=day(120)
    )
    actions.confirm(first, cast.mette.supervisor, by=cast.kirsten)
    with refused_with(actions.JUST_TAKEN):
        actions.confirm(second, cast.mette.supervisor, by=cast.jonas)


def test_postgresql_refuses_even_where_nobody_asks_the_action(cast):
    first = agree(cast)
    second = agree(
        cast, application=ApplicationFactory(status=Status.MATCHABLE), starts=day(60), ends=day(120)
    )
    actions.confirm(first, cast.mette.supervisor, by=cast.kirsten)
    with pytest.raises(IntegrityError, match="one_person_per_seat_and_time"), transaction.atomic():
        second.move(State.CONFIRMED, by=cast.jonas)
    second.refresh_from_db()
    assert second.status == State.ACCEPTED


def test_the_day_after_is_free(cast):
    first = agree(cast)
    actions.confirm(first, cast.mette.supervisor, by=cast.kirsten)
    again = ApplicationFactory(status=Status.MATCHABLE)
    second = agree(cast, application=again, starts=first.ends + timedelta(days=1), ends=day(150))
    actions.confirm(second, cast.mette.supervisor, by=cast.kirsten)
    assert second.status == State.CONFIRMED


def test_calling_off_frees_the_seat_and_the_person(cast):
    placement = agree(cast)
    actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    actions.cancel(placement, WhyNot.SEAT_WITHDRAWN, by=cast.kirsten)
    cast.application.refresh_from_db()
    assert (placement.status, cast.application.status) == (State.CANCELLED, Status.MATCHABLE)
    assert ("placements/called_off", "ana@example.org") in letters()
    assert ("placements/called_off_site", "mette@example.org") in letters()
    assert propose(cast).status == State.PROPOSED


def test_what_was_planned_for_somebody_who_withdrew_is_called_off_once(cast):
    placement = propose(cast)
    cast.application.move(Status.WITHDRAWN, by=cast.ana)
    actions.release_withdrawn()
    actions.release_withdrawn()
    placement.refresh_from_db()
    assert (placement.status, placement.why_not) == (State.CANCELLED, WhyNot.APPLICANT)
    assert [name for name, to in letters() if to == "ana@example.org"] == ["placements/we_asked"]
    assert [name for name, _to in letters()].count("placements/called_off_site") == 1


def test_no_letter_says_anything_about_the_person(cast):
    placement = agree(cast)
    actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    actions.cancel(placement, by=cast.kirsten)
    said = [
        letter.subject + re.sub(r"\S{30,}", "", letter.body) for letter in Letter.objects.all()
    ]  # but for its link
    secrets = [
        "Ana",
        "Reyes",
        "Kragelund",
        "Mette",
        "20123456",
        "ana@",
        "B1",
        "Nurse",
        "Sygeplejerske",
        cast.application.reference,
    ]
    assert len(said) == 9
    assert [word for word in secrets for text in said if word in text] == []


def test_a_former_manager_gets_no_letter(cast):
    UserFactory(role=Role.SUPERVISOR).memberships.create(site=cast.kragelund)
    cast.birgitte.is_active = False
    cast.birgitte.save()
    propose(cast)
    assert [name for name, _to in letters()] == ["placements/we_asked"]
