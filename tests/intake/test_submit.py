"""Sending an application: once, whole, with a promise of when we answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from intake import actions
from intake.forms import FORMS
from intake.models import Application, Status
from portal.flow import Refused
from portal.models import DatedRule, Letter, Step
from tests.factories import ApplicationFactory, DatedRuleFactory, UserFactory, fill


def test_a_whole_application_gets_a_day_and_a_letter(client, cast, lists):
    application = ApplicationFactory(applicant=cast.ana, filled=True)
    with time_machine.travel("2027-02-22 10:00+01:00"):
        client.force_login(cast.ana)
        page = client.post(reverse("intake:submit"), follow=True)
    application.refresh_from_db()
    assert page.redirect_chain == [("/apply/receipt/", 302)]
    assert (application.status, application.answer_by) == (Status.SUBMITTED, date(2027, 3, 4))
    assert application.reference in page.content.decode()
    assert "Thursday 4 March 2027" in page.content.decode()
    letter = Letter.objects.get()
    assert (letter.name, letter.to) == ("intake/received", cast.ana)
    assert "Thursday 4 March 2027" in letter.body
    step = Step.objects.get()
    assert (step.row, step.was, step.now, step.by) == (application.pk, "draft", "submitted", cast.ana)


def test_sending_again_shows_the_same_receipt_and_writes_no_second_letter(client, cast, lists):
    ApplicationFactory(applicant=cast.ana, filled=True)
    client.force_login(cast.ana)
    first, second = (client.post(reverse("intake:submit"), follow=True) for _ in range(2))
    assert first.redirect_chain == second.redirect_chain == [("/apply/receipt/", 302)]
    assert Letter.objects.count() == Step.objects.count() == 1


def test_a_receipt_whose_promise_is_behind_her_leads_to_where_she_stands(client, cast, lists):
    ApplicationFactory(applicant=cast.ana, status=Status.MATCHABLE)
    client.force_login(cast.ana)
    assert client.get(reverse("intake:receipt")).url == reverse("intake:status")


@pytest.mark.parametrize(("read", "language"), [("da", "da"), ("en", "en")])
def test_she_is_written_to_in_the_language_she_reads(client, cast, lists, read, language):
    cast.ana.language = "en" if read == "da" else "da"
    cast.ana.save()
    ApplicationFactory(applicant=cast.ana, filled=True)
    client.force_login(cast.ana)
    client.post(reverse("set_language"), {"language": read})
    client.post(reverse("intake:submit"))
    cast.ana.refresh_from_db()
    assert cast.ana.language == language


@pytest.mark.parametrize("missing", ["about", "wishes"])
def test_an_application_with_a_part_missing_is_not_sent_and_names_it(client, cast, lists, missing):
    application = ApplicationFactory(applicant=cast.ana, filled=True)
    getattr(application, missing).delete()
    client.force_login(cast.ana)
    page = client.post(reverse("intake:submit"))
    assert [part.name for part in page.context["missing"]] == [missing]
    assert f'href="/apply/{missing}/"' in page.content.decode()
    application.refresh_from_db()
    assert application.status == Status.DRAFT
    assert Letter.objects.count() == 0


def test_the_days_of_the_rule_in_force_are_promised(db):
    old = DatedRuleFactory(value={"days": 20}, valid_to=date(2026, 12, 31))
    DatedRuleFactory(value={"days": 5}, valid_from=date(2027, 1, 1))
    assert actions.answer_days(old.valid_to) == 20
    assert actions.answer_days(old.valid_to + timedelta(days=1)) == 5


def test_without_the_rule_nothing_is_promised(db):
    assert not DatedRule.objects.exists()
    with pytest.raises(actions.NoRule, match='"answer-days" in force on 2027-02-22'):
        actions.answer_days(date(2027, 2, 22))


def test_the_answers_of_a_sent_application_are_fixed(client, cast, answers):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    client.force_login(cast.ana)
    page = client.post(
        reverse("intake:section", args=["about"]), answers["about"] | {"given_name": "Eva"}, follow=True
    )
    assert page.redirect_chain == [("/apply/status/", 302)]
    assert "its answers are fixed" in page.content.decode()
    application.about.refresh_from_db()
    assert application.about.given_name == "Ana"


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SCREENING, Status.MATCHABLE, Status.ON_HOLD])
def test_withdrawing_twice_is_withdrawing_once(client, cast, status):
    application = ApplicationFactory(applicant=cast.ana, status=status)
    client.force_login(cast.ana)
    assert "Yes, withdraw it" in client.get(reverse("intake:withdraw")).content.decode()
    for _ in range(2):
        page = client.post(reverse("intake:withdraw"), follow=True)
        assert "You have withdrawn your application" in page.content.decode()
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN
    assert [letter.name for letter in Letter.objects.all()] == ["intake/withdrawn"]


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.PLACED, Status.DECLINED])
def test_where_a_site_knows_her_withdrawing_is_done_together(client, cast, status):
    application = ApplicationFactory(applicant=cast.ana, status=status)
    with pytest.raises(Refused):
        actions.withdraw(application, by=cast.ana)
    client.force_login(cast.ana)
    page = client.post(reverse("intake:withdraw"), follow=True)
    assert "we withdraw it together" in page.content.decode()
    application.refresh_from_db()
    assert application.status == status


def test_after_the_end_one_may_begin_again(client, cast):
    old = ApplicationFactory(applicant=cast.ana, status=Status.WITHDRAWN)
    client.force_login(cast.ana)
    assert client.get(reverse("intake:tasks")).url == "/apply/status/"
    client.post(reverse("intake:tasks"))
    new = Application.objects.visible_to(cast.ana).newest()
    assert (new.status, new.reference == old.reference) == (Status.DRAFT, False)


def at_once(work, people):
    """Run `work` in threads of their own, all against the same rows."""

    def one(person):
        try:
            return work(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_send_one_application_and_one_letter():
    DatedRuleFactory()
    application = ApplicationFactory(filled=True)
    sent = at_once(lambda by: actions.submit(application, by=by).status, [application.applicant] * 8)
    assert sent == [Status.SUBMITTED] * 8
    assert Step.objects.count() == Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_at_once_begin_one_draft():
    ana = UserFactory()
    references = at_once(lambda by: actions.start(by).reference, [ana] * 8)
    assert len(set(references)) == Application.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_get_eight_references():
    references = at_once(lambda by: actions.start(by).reference, UserFactory.create_batch(8))
    assert len(set(references)) == 8
    assert all(len(reference) == len("PR-2027-00042") for reference in references)


def test_a_reference_that_is_taken_is_passed_over(db):
    first = actions.start(UserFactory())
    year, number = first.reference[3:7], int(first.reference[8:])
    ApplicationFactory.create(reference=f"PR-{year}-{number + 2:05d}")  # takes number + 1 itself
    assert actions.start(UserFactory()).reference == f"PR-{year}-{number + 3:05d}"


def test_a_section_sent_from_an_old_tab_after_submission_is_refused(cast, lists):
    application = ApplicationFactory(applicant=cast.ana)
    fill(application)
    actions.submit(application, by=cast.ana)
    form = FORMS["about"]({"given_name": "Eva", "phone": "+4520123456"}, instance=application.about)
    with pytest.raises(Refused):
        actions.save_section(application, form)
