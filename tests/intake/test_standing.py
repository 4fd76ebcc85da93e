"""Who has the ball: she, while we wait for something of hers, on her page and in our lists; a pause has a reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import desk, questions, review
from intake.models import Application, Asked, Status
from intake.models.application import WhyHold
from portal.models import Letter

pytestmark = pytest.mark.django_db
WE, YOU = "We have the ball.", "You have the ball."


@pytest.fixture
def ana(client, cast, make):
    client.force_login(cast.ana)
    return make.ApplicationFactory(applicant=cast.ana, status=Status.SCREENING)


def her_page(client):
    return client.get(reverse("intake:status")).content.decode()


def queues():
    today = timezone.localdate()
    return {n for n in ("ours", "hers") if Application.objects.filter(desk.QUEUES[n][1](today)).exists()}


@pytest.mark.parametrize("what", ["question", "document"])
def test_whoever_is_asked_has_the_ball_until_she_answers(client, cast, ana, what):
    assert (WE in her_page(client), queues()) == (True, {"ours"})
    if what == "question":
        asked = questions.ask(ana, "When may you work nights?", by=cast.kirsten)
    else:
        asked = Asked.objects.create(application=ana, kind="diploma", by=cast.kirsten)
    page = her_page(client)
    assert (YOU in page, WE in page, "Answer below, and we go on." in page) == (True, False, True)
    assert queues() == {"hers"}
    type(asked).objects.update(answered_at=timezone.now())
    assert (WE in her_page(client), queues()) == (True, {"ours"})


@pytest.mark.parametrize("why", WhyHold)
def test_a_pause_has_a_reason_that_she_reads_and_her_letter_does_not(client, cast, ana, why):
    client.force_login(cast.kirsten)
    address = reverse("admin:intake_application_change", args=[ana.pk])
    assert client.post(address, {"act": "hold"}).status_code == 400
    assert client.post(address, {"act": "hold", "why_hold": why}).url == address
    client.force_login(cast.ana)
    page = her_page(client)
    assert str(why.label) in page
    assert (WE in page, YOU in page) == ((True, False) if why == WhyHold.NO_PLACE else (False, True))
    letter = Letter.objects.get(name="intake/on_hold")
    assert (letter.to, str(why.label) in letter.body, "/apply/status/" in letter.body) == (
        cast.ana,
        False,
        True,
    )


def test_many_are_paused_with_one_reason_and_the_preview_says_that_a_letter_goes_out(client, cast, ana):
    client.force_login(cast.kirsten)
    sent = {"action": "hold_all", "_selected_action": [ana.pk]}
    address = reverse("admin:intake_application_changelist")
    assert "Each gets a letter" in client.post(address, sent).content.decode()
    client.post(address, sent | {"confirmed": "1", "why_hold": "danish"})
    ana.refresh_from_db()
    assert (ana.status, ana.why_hold) == (Status.ON_HOLD, "danish")
    review.take_in(ana, by=cast.kirsten)
    client.force_login(cast.ana)
    assert str(WhyHold.DANISH.label) not in her_page(client)
