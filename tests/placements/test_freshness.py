"""Seats stay believed: asked once, confirmed by a link, withdrawn as one act, never overwritten unseen."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from intake.models import Status
from placements import actions, answers, seats
from placements.models import Offer, Placement, Seat, SiteTask, State, WhyNot
from portal.models import Letter
from tests.factories import ApplicationFactory, Cast, SeatFactory, SiteFactory, SupervisorFactory

pytestmark = pytest.mark.django_db
STALE = 80  # days since somebody confirmed: still offered, and soon no longer


def day(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def cast():
    """Birgitte leads Kragelund, whose two seats lapse soon; Søren leads another site and is the stranger."""
    found = Cast()
    found.seats = [
        SeatFactory(site=found.kragelund, number=number, confirmed_on=day(-STALE)) for number in (1, 2)
    ]
    found.other = SeatFactory(site=found.sonderskovhus, confirmed_on=day(-STALE))
    assert found.birgitte and found.soren and found.kirsten
    return found


def link(site, manager):
    return reverse("placements:seats_by_letter", args=[answers.seats_token(site, manager)])


def confirmed(*rows):
    return list(
        Seat.objects.filter(pk__in=[row.pk for row in rows])
        .order_by("pk")
        .values_list("confirmed_on", flat=True)
    )


def planned(cast, seat, status=State.PROPOSED):
    """Ana is planned for the seat."""
    application = ApplicationFactory(applicant=cast.ana, status=Status.MATCHABLE)
    placement = actions.propose(application, seat, day(20), day(60), 30, by=cast.kirsten)
    if status != State.PROPOSED:
        actions.accept(placement, by=cast.birgitte)
    return placement


# --- asked once ------------------------------------------------------------------------------------------
def test_a_site_is_asked_once_a_period_and_not_once_a_seat(cast):
    for _tick in range(3):
        seats.ask_all()
    asked = Letter.objects.filter(name="placements/seats_asked_site")
    assert sorted(letter.to.email for letter in asked) == ["birgitte@example.org", "søren@example.org"]
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        seats.ask_all()
    assert asked.count() == 2
    seats.still_true(cast.kragelund, by=cast.birgitte)
    assert SiteTask.objects.get(site=cast.kragelund).done_on == timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=77)):
        seats.ask_all()
    assert asked.filter(to=cast.birgitte).count() == 2


def test_nobody_is_asked_about_fresh_or_closed_seats(cast):
    Seat.objects.filter(site=cast.kragelund).update(confirmed_on=day(-10))
    Seat.objects.filter(pk=cast.other.pk).update(state=Offer.NOT_NOW)
    seats.ask_all()
    assert not Letter.objects.exists()


def test_an_offer_nobody_has_confirmed_is_not_offered(cast):
    today = timezone.localdate()
    Seat.objects.filter(pk=cast.seats[0].pk).update(confirmed_on=None)
    assert set(Seat.objects.offered(today)) == {cast.seats[1], cast.other}
    assert set(Seat.objects.offered(today + timedelta(days=11))) == set()


# --- the link in the letter ------------------------------------------------------------------------------
def test_opening_the_link_changes_nothing_and_one_click_confirms_all_seats_of_the_site(client, cast):
    address = link(cast.kragelund, cast.birgitte)
    for _scanner in range(3):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert confirmed(*cast.seats) == [day(-STALE)] * 2
    response = client.post(address, {"act": "still"}, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert confirmed(*cast.seats, cast.other) == [day(0), day(0), day(-STALE)]
    assert "_auth_user_id" not in client.session


def test_the_page_behind_the_link_names_nobody(client, cast):
    planned(cast, cast.seats[0])
    shown = client.get(link(cast.kragelund, cast.birgitte)).content.decode()
    assert "Botilbuddet Kragelund" in shown
    for secret in ["Ana", "Reyes", "Birgitte", "Mette", "example.org", "PR-"]:
        assert secret not in shown


@pytest.mark.parametrize("who", ["soren", "kirsten", "ana"])
def test_a_link_of_a_stranger_and_an_old_one_are_not_read(client, cast, who):
    assert client.post(link(cast.kragelund, getattr(cast, who)), {"act": "still"}).status_code == 404
    address = link(cast.kragelund, cast.birgitte)
    assert client.post(address[:-3] + "xx/", {"act": "still"}).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert client.post(address, {"act": "still"}).status_code == 410
    assert confirmed(*cast.seats) == [day(-STALE)] * 2


def said(cast, **changes):
    """What the form of the page sends for both seats."""
    sent = {"act": "change"}
    for seat in Seat.objects.filter(site=cast.kragelund):
        sent |= {f"seat-{seat.pk}-state": seat.state, f"seat-{seat.pk}-version": seat.version}
    return sent | {f"seat-{cast.seats[0].pk}-{name}": value for name, value in changes.items()}


def test_each_seat_can_be_maybe_or_not_now_with_a_reason(client, cast):
    address, first = link(cast.kragelund, cast.birgitte), cast.seats[0]
    response = client.post(address, said(cast, state="maybe"))
    assert response.status_code == 400
    assert confirmed(*cast.seats) == [day(-STALE)] * 2
    client.post(address, said(cast, state="maybe", reason="Ny leder fra maj"))
    first.refresh_from_db()
    assert (first.state, first.reason, first.confirmed_on) == (Offer.MAYBE, "Ny leder fra maj", day(0))
    assert list(Seat.objects.offered(day(0)).filter(site=cast.kragelund)) == [cast.seats[1]]


def test_a_seat_with_somebody_planned_is_withdrawn_and_not_just_closed(client, cast):
    planned(cast, cast.seats[0])
    response = client.post(
        link(cast.kragelund, cast.birgitte), said(cast, state="not_now", reason="Ombygning")
    )
    assert response.status_code == 400
    cast.seats[0].refresh_from_db()
    assert cast.seats[0].state == Offer.OFFERED


def test_who_saves_second_sees_what_the_first_one_wrote(client, cast):
    sent = said(cast, state="maybe", reason="Ny leder")
    first = cast.seats[0]
    Seat.objects.filter(pk=first.pk).update(state=Offer.NOT_NOW, reason="Ombygning", version=2)
    address = link(cast.kragelund, cast.birgitte)
    response = client.post(address, sent)
    shown = response.content.decode()
    assert response.status_code == 400
    assert "Ombygning" in shown
    assert 'value="Ny leder"' in shown
    first.refresh_from_db()
    assert (first.state, first.reason) == (Offer.NOT_NOW, "Ombygning")
    version = re.search(rf'name="seat-{first.pk}-version" value="(\d+)"', shown)[1]
    client.post(address, sent | {f"seat-{first.pk}-version": version})
    first.refresh_from_db()
    assert (first.state, first.reason) == (Offer.MAYBE, "Ny leder")


# --- copied, withdrawn -----------------------------------------------------------------------------------
def test_the_next_period_is_copied_once_and_waits_to_be_confirmed(client, cast):
    client.force_login(cast.birgitte)
    for _time in range(2):
        client.post(reverse("placements:copy_period", args=[cast.kragelund.pk]))
    new = Seat.objects.filter(site=cast.kragelund, opens__gt=day(0)).order_by("number")
    old = cast.seats[0]
    assert [(seat.number, seat.opens, seat.confirmed_on) for seat in new] == [
        (number, old.closes + timedelta(days=1), None) for number in (1, 2)
    ]
    assert new[0].closes - new[0].opens == old.closes - old.opens
    client.post(link(cast.kragelund, cast.birgitte), {"act": "still"})
    assert confirmed(*new) == [day(0)] * 2
    client.force_login(cast.soren)
    assert client.post(reverse("placements:copy_period", args=[cast.kragelund.pk])).status_code == 404


@pytest.mark.parametrize("status", [State.PROPOSED, State.ACCEPTED])
def test_withdrawing_a_seat_is_one_act_that_frees_the_person_and_shows_her_next_places(client, cast, status):
    next_best = SeatFactory(site=SiteFactory(name="Næste Sted"), confirmed_on=day(-1))
    SupervisorFactory(sites=[next_best.site])
    placement = planned(cast, cast.seats[0], status)
    client.force_login(cast.kirsten)
    address = reverse("placements:withdraw", args=[cast.seats[0].pk])
    assert "Ana Reyes" in client.get(address).content.decode()
    response = client.post(address, {"reason": "Ombygning til maj"}, follow=True)
    placement.refresh_from_db()
    cast.seats[0].refresh_from_db()
    assert (placement.status, placement.why_not) == (State.CANCELLED, WhyNot.SEAT_WITHDRAWN)
    assert placement.application.status == Status.MATCHABLE
    assert (cast.seats[0].state, cast.seats[0].reason) == (Offer.NOT_NOW, "Ombygning til maj")
    [(application, places, _misses)] = response.context["people"]
    assert application == placement.application
    assert next_best.site.name in [place.site.name for place in places]
    told = Letter.objects.filter(name__in=["placements/called_off", "placements/said_withdrawn"])
    assert sorted(letter.to.email for letter in told) == ["ana@example.org", "kirsten@example.org"]
    for letter in told:
        assert not re.search("Ana|Reyes|Kragelund|Ombygning", letter.subject + letter.body)


def test_a_stranger_withdraws_nothing(client, cast):
    address = reverse("placements:withdraw", args=[cast.seats[0].pk])
    client.force_login(cast.soren)
    assert client.post(address, {"reason": "x"}).status_code == 404
    client.force_login(cast.ana)
    assert client.post(address, {"reason": "x"}).status_code == 403
    cast.seats[0].refresh_from_db()
    assert cast.seats[0].state == Offer.OFFERED
    assert not Placement.objects.exists()


# --- two coordinators ------------------------------------------------------------------------------------
def fields(response):
    return {
        bound.html_name: bound.value()
        for bound in response.context["adminform"].form
        if bound.value() is not None
    }


def test_two_coordinators_at_one_seat_see_both_versions_and_lose_neither(client, cast):
    address = reverse("admin:placements_seat_change", args=[cast.seats[0].pk])
    client.force_login(cast.kirsten)
    hers = fields(client.get(address))
    client.force_login(cast.jonas)
    client.post(address, fields(client.get(address)) | {"weekly_hours": 30, "reason": "Jonas"})
    client.force_login(cast.kirsten)
    response = client.post(address, hers | {"weekly_hours": 20})
    seat = Seat.objects.get(pk=cast.seats[0].pk)
    assert (seat.weekly_hours, seat.reason) == (30, "Jonas")
    told = " ".join(response.context["adminform"].form.non_field_errors())
    assert ("20" in told, "30" in told, "Jonas" in told) == (True, True, True)
    assert fields(response)["weekly_hours"] == "20"
    again = fields(response)
    assert client.post(address, again).status_code == 302
    seat.refresh_from_db()
    assert (seat.weekly_hours, seat.reason, seat.version) == (20, "", 3)
