"""The queue is gone or says nothing: people go on, and each letter is sent once when it is back."""

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from intake.models import Status
from portal import mail
from portal.celery import app
from portal.models import Letter
from tests.factories import ApplicationFactory, DatedRuleFactory, UserFactory

MOST_SECONDS = 2


def forget_connections():
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture(params=["gone", "silent"])
def broken_queue(request, tmp_path):
    """An address where nobody is, or where somebody takes the call and never answers."""
    was = app.conf.broker_url
    forget_connections()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(16)
        gone, silent = (
            f"redis+socket://{tmp_path}/nobody.sock",
            f"redis://127.0.0.1:{door.getsockname()[1]}/0",
        )
        app.conf.broker_url = gone if request.param == "gone" else silent
        yield
        app.conf.broker_url = was
        forget_connections()


@pytest.mark.django_db(transaction=True)
def test_she_sends_her_application_and_her_letter_goes_out_once_later(broken_queue, client, mailoutbox):
    DatedRuleFactory()
    application = ApplicationFactory(filled=True)
    client.force_login(application.applicant)
    client.get("/apply/check/")
    began = time.monotonic()
    answer = client.post(reverse("intake:submit"))
    assert time.monotonic() - began < MOST_SECONDS
    assert answer.url == reverse("intake:receipt")
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    letter = Letter.objects.get()
    assert (letter.sent_at, len(mailoutbox)) == (None, 0)
    with ThreadPoolExecutor(2) as pool:  # two clocks strike at the same time
        assert sum(pool.map(lambda _clock: deliver(), range(2))) == 1
    letter.refresh_from_db()
    assert (letter.sent_at is None, letter.body) == (False, "")
    assert [sent.to for sent in mailoutbox] == [[application.applicant.email]]
    assert mail.deliver() == 0


@pytest.mark.django_db(transaction=True)
def test_she_logs_in_and_the_limits_are_counted(broken_queue, client, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "request_login_code": "20/m/ip,3/m/key"}
    ana = UserFactory()
    client.post("/account/start/", {"email": ana.email})
    assert mail.deliver() == 1
    code = re.search(r"^([A-Z0-9-]{6,9})$", mailoutbox[0].body, re.MULTILINE)[1]
    client.post("/account/code/", {"code": code})
    assert client.session["_auth_user_id"] == str(ana.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone()[0] > 0


def deliver():
    try:
        return mail.deliver()
    finally:
        connection.close()
