"""How she came, what she allows us, and her answers on paper."""

import pytest
from django.urls import reverse

from intake.models import Application, ConsentRecord, Status
from portal import consents
from tests.factories import ApplicationFactory
from tests.pdfua import breaches


@pytest.mark.promise("answer-01")
def test_the_word_of_a_campaign_follows_her_through_the_log_in(client, cast):
    page = reverse("home") + "?source=spring-2027&category=student"
    client.get(page, headers={"referer": "https://www.study.example/jobs?user=1"})
    client.get(reverse("home") + "?source=another")  # the first one counts
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    application = Application.objects.get()
    told = (application.source, application.referrer, application.category)
    assert told == ("spring-2027", "www.study.example", "student")


def test_a_link_that_says_nothing_we_know_is_not_kept(client, cast):
    client.get(reverse("home") + "?source=%3Cb%3E&category=king", headers={"referer": "https://["})
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    application = Application.objects.get()
    assert (application.source, application.referrer, application.category) == ("", "", "")


@pytest.fixture
def sent(client, cast):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    client.force_login(cast.ana)
    return application


def test_her_page_leads_to_her_consents_and_her_answers_on_paper(client, sent):
    text = client.get(reverse("intake:status")).content.decode()
    for name in ("intake:consents", "intake:answers_pdf", "intake:copy"):
        assert f'href="{reverse(name)}"' in text


@pytest.mark.parametrize("language", ["en", "da", "ar"])
def test_her_answers_on_paper_can_be_read_aloud(client, sent, language):
    row = sent.background
    row.educations = [
        {"country": "PH", "title": "تمريض", "level": "bachelor", "year": 2015},
        {"country": "DK"},
    ]
    row.save()
    sent.applicant.language = language
    sent.applicant.save()
    paper = client.get(reverse("intake:answers_pdf"))
    file = paper.getvalue()
    assert file.startswith(b"%PDF")
    assert paper.headers["Content-Disposition"] == f'attachment; filename="{sent.reference}.pdf"'
    assert breaches(file) == []


def test_a_yes_is_given_and_taken_back_on_her_page(client, cast, sent):
    consents.load()
    page = reverse("intake:consents")
    assert client.get(page).content.decode().count("You have not said yes") == 3
    pool = reverse("intake:consent", args=["POOL"])
    for _twice in range(2):
        assert client.post(pool, {"yes": "1"}).url == page
    record = ConsentRecord.objects.get()
    assert (record.application, record.withdrawn_at) == (sent, None)
    assert client.get(page).content.decode().count("You have not said yes") == 2
    client.force_login(cast.yusuf)  # somebody else's page changes nothing of hers
    client.post(pool)
    record.refresh_from_db()
    assert record.withdrawn_at is None
    client.force_login(cast.ana)
    client.post(pool)
    record.refresh_from_db()
    assert record.withdrawn_at is not None
    assert client.post(reverse("intake:consent", args=["king"])).status_code == 404
