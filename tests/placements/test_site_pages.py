"""The site's own pages: the desk of its manager, and the answer by the link in the letter."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from intake.models import Status
from placements import actions, answers
from placements.models import Placement, State, WhyNot
from portal.models import Event, Letter
from tests.factories import ApplicationFactory, Cast, PlacementFactory, SeatFactory

pytestmark = pytest.mark.django_db
HOME = "/placements/"


@pytest.fixture
def cast():
    """Kirsten has asked Birgitte's site about Ana; Søren leads another site and is the stranger."""
    found = Cast()
    found.seat = SeatFactory(site=found.kragelund, confirmed_on=timezone.localdate() - timedelta(days=12))
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    assert found.birgitte and found.soren
    starts = timezone.localdate() + timedelta(days=20)
    found.asked = actions.propose(
        found.application, found.seat, starts, starts + timedelta(days=83), 30, by=found.kirsten
    )
    return found


def text(response):
    return response.content.decode()


def decide(client, placement, answer):
    return client.post(reverse("placements:decide", args=[placement.pk]), {"answer": answer}, follow=True)


# --- her own desk ----------------------------------------------------------------------------------------
def test_the_decision_stands_first_with_what_is_needed_to_take_it(client, cast):
    client.force_login(cast.birgitte)
    shown = text(client.get(HOME))
    assert shown.index("Ana Reyes") < shown.index('id="seats"')
    for fact in ["Sygeplejerske", "B1", "30", cast.asked.why_it_fits()[0]]:
        assert fact in shown
    for secret in ["+4520123456", "+45 20 12 34 56", "ana@example.org", "8000"]:
        assert secret not in shown


def test_a_stranger_sees_nothing_and_cannot_decide(client, cast):
    client.force_login(cast.soren)
    assert "Ana" not in text(client.get(HOME))
    assert decide(client, cast.asked, "yes").status_code == 404
    cast.asked.refresh_from_db()
    assert cast.asked.status == State.PROPOSED


@pytest.mark.parametrize("who", ["ana", "mette", "kirsten", "hanne", "peter", "signe"])
def test_only_those_who_lead_a_site_decide(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(HOME).status_code == 403
    assert decide(client, cast.asked, "yes").status_code == 403


def test_yes_takes_one_click(client, cast):
    client.force_login(cast.birgitte)
    response = decide(client, cast.asked, "yes")
    cast.asked.refresh_from_db()
    assert cast.asked.status == State.ACCEPTED
    assert response.redirect_chain == [(HOME, 302)]
    assert [step.by for step in cast.asked.history()] == [cast.kirsten, cast.birgitte]


def test_not_now_keeps_the_reason(client, cast):
    client.force_login(cast.birgitte)
    decide(client, cast.asked, "period")
    cast.asked.refresh_from_db()
    assert (cast.asked.status, cast.asked.why_not) == (State.DECLINED, WhyNot.PERIOD)


@pytest.mark.parametrize("answer", ["", "maybe", "better_place", "<b>"])
def test_an_answer_that_is_none_changes_nothing(client, cast, answer):
    client.force_login(cast.birgitte)
    assert decide(client, cast.asked, answer).status_code == 200
    cast.asked.refresh_from_db()
    assert cast.asked.status == State.PROPOSED


def test_a_second_click_is_told_that_it_was_answered(client, cast):
    client.force_login(cast.birgitte)
    decide(client, cast.asked, "yes")
    response = decide(client, cast.asked, "period")
    cast.asked.refresh_from_db()
    assert cast.asked.status == State.ACCEPTED
    assert [message.level_tag for message in response.context["messages"]] == ["info"]


def test_still_true_confirms_the_seats_of_that_site_alone(client, cast):
    other = SeatFactory(site=cast.sonderskovhus, confirmed_on=cast.seat.confirmed_on)
    before = cast.seat.confirmed_on
    client.force_login(cast.birgitte)
    client.post(reverse("placements:still_true", args=[cast.kragelund.pk]))
    cast.seat.refresh_from_db()
    other.refresh_from_db()
    assert (cast.seat.confirmed_on, other.confirmed_on) == (timezone.localdate(), before)
    assert client.post(reverse("placements:still_true", args=[cast.sonderskovhus.pk])).status_code == 404
    assert client.get(reverse("placements:still_true", args=[cast.kragelund.pk])).status_code == 405


def test_a_manager_without_a_site_is_told_what_to_do(client, cast):
    cast.birgitte.memberships.all().delete()
    client.force_login(cast.birgitte)
    assert "Ana" not in (shown := text(client.get(HOME)))
    assert 'class="empty"' in shown


@pytest.mark.parametrize("number", [10, 200])
def test_the_desk_asks_the_database_as_often_for_many_as_for_few(
    client, cast, number, django_assert_max_num_queries
):
    day = timezone.localdate()
    for count in range(number // 10):
        seat = SeatFactory(site=cast.kragelund)
        PlacementFactory(seat=seat, status=State.ACTIVE, supervisor=cast.mette.supervisor)
        PlacementFactory(
            seat=seat,
            status=State.PROPOSED,
            supervisor=None,
            starts=day + timedelta(days=200 + count),
            ends=day + timedelta(days=220 + count),
        )
    client.force_login(cast.birgitte)
    with django_assert_max_num_queries(7):
        client.get(HOME)


# --- the link in the letter ------------------------------------------------------------------------------
def link(placement, manager):
    return reverse("placements:answer", args=[answers.token(placement, manager)])


def test_the_letter_holds_the_link_of_its_reader(cast):
    letter = Letter.objects.get(name="placements/asked")
    assert letter.to == cast.birgitte
    address = next(line for line in letter.body.splitlines() if "/answer/" in line)
    placement, manager = answers.read(address.rstrip("/").rsplit("/", 1)[1])
    assert (placement, manager) == (cast.asked, cast.birgitte)


def test_opening_the_link_changes_nothing_however_often_a_mail_filter_does_it(client, cast):
    for _time in range(3):
        response = client.get(link(cast.asked, cast.birgitte))
        assert response.status_code == 200
    cast.asked.refresh_from_db()
    assert cast.asked.status == State.PROPOSED
    assert Event.objects.filter(who=cast.birgitte, purpose="answer-link").count() == 3


def test_the_page_shows_what_is_needed_and_nothing_more(client, cast):
    shown = text(client.get(link(cast.asked, cast.birgitte)))
    for fact in ["Ana", "Sygeplejerske", "Filippinerne", "B1", "30", cast.asked.why_it_fits()[0]]:
        assert fact in shown
    for secret in [
        "Reyes",
        "+4520123456",
        "+45 20 12 34 56",
        "ana@example.org",
        "8000",
        cast.application.reference,
    ]:
        assert secret not in shown
    for reason in cast.asked.reasons:
        if reason["name"] in {"right_to_work", "permit", "commute", "child_care"}:
            assert reason["da"] not in shown


@pytest.mark.parametrize("answer, status", [("yes", State.ACCEPTED), ("danish", State.DECLINED)])
def test_one_click_in_the_letter_answers_in_her_name(client, cast, answer, status):
    response = client.post(link(cast.asked, cast.birgitte), {"answer": answer}, follow=True)
    cast.asked.refresh_from_db()
    assert (response.status_code, cast.asked.status) == (200, status)
    assert cast.asked.history().last().by == cast.birgitte
    assert response.context["open"] is False


def test_a_used_link_says_how_it_went_and_changes_nothing(client, cast):
    client.post(link(cast.asked, cast.birgitte), {"answer": "yes"})
    response = client.post(link(cast.asked, cast.birgitte), {"answer": "danish"}, follow=True)
    cast.asked.refresh_from_db()
    assert cast.asked.status == State.ACCEPTED
    assert (response.status_code, response.context["open"]) == (200, False)


def test_an_answer_that_is_none_shows_the_page_again(client, cast):
    response = client.post(link(cast.asked, cast.birgitte), {"answer": "perhaps"})
    assert (response.status_code, response.context["open"]) == (400, True)
    assert 'role="alert"' in text(response)


def test_an_old_link_tells_the_next_step(client, cast):
    address = link(cast.asked, cast.birgitte)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        response = client.get(address)
    assert response.status_code == 410
    assert HOME in text(response)


@pytest.mark.parametrize(
    "change", [lambda word: word[:-2] + "xx", lambda word: "x", lambda word: word.replace(":", ";")]
)
def test_a_changed_link_is_not_read(client, cast, change):
    word = answers.token(cast.asked, cast.birgitte)
    response = client.post(reverse("placements:answer", args=[change(word)]), {"answer": "yes"})
    cast.asked.refresh_from_db()
    assert (response.status_code, cast.asked.status) == (404, State.PROPOSED)
    assert HOME in text(response)


@pytest.mark.parametrize("who", ["soren", "mette", "kirsten"])
def test_a_link_in_the_name_of_a_stranger_is_not_read(client, cast, who):
    response = client.post(link(cast.asked, getattr(cast, who)), {"answer": "yes"})
    cast.asked.refresh_from_db()
    assert (response.status_code, cast.asked.status) == (404, State.PROPOSED)


def test_who_no_longer_leads_the_site_no_longer_answers_for_it(client, cast):
    address = link(cast.asked, cast.birgitte)
    cast.birgitte.memberships.all().delete()
    assert client.post(address, {"answer": "yes"}).status_code == 404
    assert Placement.objects.get().status == State.PROPOSED
