"""The promised day: a word before it passes, once a period; reminders before a permit ends; a letter at each step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import promises, review, rules
from intake.models import Application, Delay, Status
from portal import tick
from portal.models import Letter
from tests.factories import ApplicationFactory, DatedRuleFactory

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "left", "told"),
    [
        (Status.SUBMITTED, 0, True),
        (Status.SCREENING, 0, True),
        (Status.SUBMITTED, -3, True),
        (Status.SUBMITTED, 1, False),
        (Status.MATCHABLE, -3, False),
        (Status.DECLINED, -3, False),
    ],
)
def test_nobody_waits_past_the_promised_day_without_a_word(db, status, left, told):
    today = timezone.localdate()
    DatedRuleFactory()
    promised = today + left * DAY
    application = ApplicationFactory(status=status, answer_by=promised)
    for _again in range(3):
        promises.still_processing()
    application.refresh_from_db()
    assert [letter.to for letter in Letter.objects.filter(name="intake/still")] == (
        [application.applicant] if told else []
    )
    assert Delay.objects.count() == int(told)
    assert application.answer_by == (rules.answer_by(today, 10) if told else promised)
    if told:
        assert (Delay.objects.get().was, Delay.objects.get().now) == (promised, application.answer_by)


def test_each_period_has_one_letter_and_the_reason_is_kept(db):
    DatedRuleFactory()
    today = timezone.localdate()
    application = ApplicationFactory(status=Status.SUBMITTED, answer_by=today)
    promises.still_processing(today)
    review.take_in(application, by=None)
    application.refresh_from_db()
    promises.still_processing(application.answer_by)
    assert [delay.why for delay in Delay.objects.all()] == ["not_read", "being_read"]
    assert Letter.objects.filter(name="intake/still").count() == 2


def test_a_case_keeps_the_promise_of_its_own_day(db):
    today = timezone.localdate()
    DatedRuleFactory(value={"days": 10}, valid_to=today - 6 * DAY)
    DatedRuleFactory(value={"days": 30}, valid_from=today - 5 * DAY)
    old = ApplicationFactory(status=Status.SUBMITTED, submitted_at=timezone.now() - 20 * DAY, answer_by=today)
    promises.still_processing()
    old.refresh_from_db()
    assert old.answer_by == rules.answer_by(today, 10)


def test_it_says_nothing_about_her(db):
    DatedRuleFactory()
    application = ApplicationFactory(status=Status.SUBMITTED, answer_by=timezone.localdate())
    promises.still_processing()
    letter = Letter.objects.get()
    told = letter.subject + letter.body
    assert "/apply/status/" in told
    assert [word for word in ("Ana", "Reyes", application.reference) if word in told] == []


@pytest.mark.parametrize(
    ("left", "step"),
    [(181, None), (180, 180), (174, 180), (173, None), (90, 90), (30, 30), (24, 30), (23, None), (0, None)],
)
def test_she_hears_half_a_year_a_quarter_and_a_month_before(db, left, step):
    today = timezone.localdate()
    application = ApplicationFactory(status=Status.MATCHABLE)
    application.residence.permit_to = today + left * DAY
    application.residence.save()
    for _again in range(2):
        promises.remind()
    letters = Letter.objects.filter(name="intake/permit_ends")
    assert letters.count() == (step is not None)
    assert rules.reminder(today + left * DAY, today) == step


def test_the_clock_does_it():
    assert {promises.still_processing, promises.remind} < set(tick.DUE)


@pytest.mark.parametrize(
    ("act", "letter"),
    [
        (review.take_in, "intake/reading"),
        (review.make_ready, "intake/looking"),
        (review.hold, "intake/on_hold"),
    ],
)
def test_every_step_writes_to_her_each_time_it_is_taken(cast, act, letter):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    act(application, by=cast.kirsten)
    written = Letter.objects.get()
    assert (written.name, written.to) == (letter, cast.ana)
    assert "/apply/status/" in written.body
    assert cast.ana.name not in written.body
    if act is review.hold:
        review.take_in(application, by=cast.kirsten)
        review.hold(application, by=cast.kirsten)
        assert Letter.objects.filter(name=letter).count() == 2


@pytest.mark.promise("international-11")
def test_where_i_stand_lists_the_letters_and_leads_on_in_two_clicks(client, cast):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    review.take_in(application, by=cast.kirsten)
    client.force_login(cast.ana)
    page = client.get(reverse("intake:status")).content.decode()
    assert "What we have written to you" in page
    assert page.count("We are reading your application") >= 2
    for next_step in ("copy", "withdraw", "contact_details", "programmes", "my_data"):
        assert f'href="{reverse(f"intake:{next_step}")}"' in page
    client.force_login(cast.yusuf)
    ApplicationFactory(applicant=cast.yusuf, status=Status.SUBMITTED)
    assert "What we have written to you" not in client.get(reverse("intake:status")).content.decode()
    assert Application.objects.count() == 2
