"""The promised day: a word before it passes, once a period; reminders before a permit ends; a letter at each step."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from intake import desk, promises, review, rules
from intake.models import Application, Authorisation, Delay, Status
from portal import tick
from portal.models import DatedRule, Letter
from portal.text import distance
from tests.factories import ApplicationFactory, DatedRuleFactory

DAY = timedelta(days=1)
HOLD = partial(review.hold, why_hold="no_place")


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
@pytest.mark.parametrize("what", ["intake/permit_ends", "intake/three_years_end"])
def test_she_hears_half_a_year_a_quarter_and_a_month_before(db, what, left, step):
    """One letter at each step, and from the first step on she is on the worklist."""
    today = timezone.localdate()
    DatedRuleFactory(key="reminder-days", value={"days": [180, 90, 30]})
    application = ApplicationFactory(status=Status.MATCHABLE)
    ends = today + left * DAY
    application.residence.permit_to = ends if what == "intake/permit_ends" else None
    application.residence.save()
    if what == "intake/three_years_end":
        application.authorisation.education_approved_on = rules.three_years_before(ends)
        application.authorisation.save()
    for _again in range(2):
        promises.remind()
    assert [letter.name for letter in Letter.objects.all()] == [what] * (step is not None)
    near = Application.objects.filter(desk.QUEUES["near"][1](today))
    assert near.count() == (left <= 180)
    DatedRule.objects.update(valid_to=today - DAY)
    assert not near.filter(desk.QUEUES["near"][1](today)).exists()  # without a rule nothing is near


@pytest.mark.parametrize("stage", ["authorised", "expired"])
def test_nobody_hears_of_three_years_that_are_settled(db, stage):
    DatedRuleFactory(key="reminder-days", value={"days": [180, 90, 30]})
    application = ApplicationFactory(status=Status.MATCHABLE)
    approved = rules.three_years_before(timezone.localdate() + 90 * DAY)
    Authorisation.objects.filter(pk=application.pk).update(education_approved_on=approved, stage=stage)
    promises.remind()
    assert not Letter.objects.exists()


@given(st.dates(date(1999, 1, 1), date(2099, 12, 31)))
def test_three_years_back_is_the_turn_of_three_years_on(day):
    before = rules.three_years_before(day)
    assert rules.three_years_after(before) <= day < rules.three_years_after(before + DAY)


def test_a_moved_promise_is_a_list_with_its_clock(client, cast):
    DatedRuleFactory()
    late = ApplicationFactory(status=Status.SUBMITTED, answer_by=timezone.localdate())
    ApplicationFactory(status=Status.SUBMITTED)
    promises.still_processing()
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:intake_application_changelist"), {"queue": "postponed"})
    assert [row.pk for row in page.context["cl"].result_list] == [late.pk]
    late.refresh_from_db()
    assert f"({distance(late.answer_by)})" in page.content.decode()


def test_the_clock_does_it():
    assert {promises.still_processing, promises.remind} < set(tick.DUE)


@pytest.mark.parametrize(
    ("act", "letter"),
    [
        (review.take_in, "intake/reading"),
        (review.make_ready, "intake/looking"),
        (HOLD, "intake/on_hold"),
    ],
)
def test_every_step_writes_to_her_each_time_it_is_taken(cast, act, letter):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    act(application, by=cast.kirsten)
    written = Letter.objects.get()
    assert (written.name, written.to) == (letter, cast.ana)
    assert "/apply/status/" in written.body
    assert cast.ana.name not in written.body
    if act is HOLD:
        review.take_in(application, by=cast.kirsten)
        HOLD(application, by=cast.kirsten)
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
