"""Every kind of answer carries the policy that forbids what nobody asked for, errors and redirects too."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ApplicationFactory

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
START = "/account/start/"
ANSWERS = [  # who asks, how, what, and the answer that comes
    (None, "get", "/", 200),
    (None, "get", START, 200),
    (None, "get", "/apply/", 302),
    (None, "get", "/nowhere/", 404),
    (None, "get", "/fail/", 500),
    (None, "get", "/healthz", 200),
    ("ana", "get", "/apply/about/", 200),
    ("ana", "get", "/mentoring/", 403),
    ("ana", "post", "/apply/receipt/", 405),
    ("kirsten", "get", "/admin/", 200),
    ("kirsten", "get", "/admin/intake/application/999999/change/", 404),
    ("mette", "get", "/mentoring/999999/", 404),
]


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


@pytest.fixture
def asked(cast, settings):
    """Ask for something as one of the cast, at a house where /fail/ fails."""
    settings.ROOT_URLCONF = "tests.safety.failing"
    ApplicationFactory(applicant=cast.ana)

    def ask(who, method, url, **more):
        client = Client(raise_request_exception=False, headers={"accept-language": "en"}, **more)
        if who:
            client.force_login(getattr(cast, who))
        return getattr(client, method)(url)

    return ask


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("who, method, url, code", ANSWERS)
def test_every_kind_of_answer_has_the_policy_and_the_headers(asked, who, method, url, code):
    answer = asked(who, method, url)
    assert answer.status_code == code
    assert policy(answer) == POLICY
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_a_form_without_its_token_is_answered_with_them_too(asked):
    answer = asked(None, "post", START, enforce_csrf_checks=True)
    assert (answer.status_code, policy(answer)) == (403, POLICY)
    assert [answer.headers.get(name) for name in HEADERS] == list(HEADERS.values())


def test_a_foreign_host_is_answered_with_them_too(settings, db):
    answer = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert (answer.status_code, policy(answer)) == (400, POLICY)


def test_a_file_of_the_house_may_be_kept_but_not_sniffed(client):
    answer = client.get("/static/portal.js")
    assert answer.getvalue()
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("url, code", [("/nowhere/", 404), ("/fail/", 500)])
def test_what_went_wrong_is_said_in_words_and_without_a_trace(asked, url, code):
    page = asked(None, "get", url)
    assert page.status_code == code
    assert "<h1" in page.text
    assert [
        word for word in ("Traceback", "RuntimeError", "on purpose", "settings") if word in page.text
    ] == []


def test_no_page_is_framed_by_the_admin_either(asked):
    assert (
        asked("signe", "get", reverse("admin:portal_event_changelist")).headers["X-Frame-Options"] == "DENY"
    )
