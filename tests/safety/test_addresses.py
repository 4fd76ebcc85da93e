"""Addresses and forms: no other host in a letter, no way out through `next`, no act without the form's own token."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from portal.models import Letter
from tests.test_access import ACTED_ON_BY_DJANGO, addresses

OUTSIDE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    r"/\evil.example/",
    r"\\evil.example",
    "/\t/evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https:///evil.example",
    "\x00//evil.example",
]
PLAIN = {  # a value for each argument of an address, where no row is needed
    "slug": "about",
    "app_label": "intake",
    "uidb36": "1",
    "kind": "language",
    "extra_context": "",
}


@pytest.fixture
def staff(cast):
    cast.mette.set_password("a long enough password")
    cast.mette.save()
    return cast.mette


# --- hosts -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", ""]
)
def test_a_foreign_host_is_refused(db, host):
    answer = Client().get("/account/start/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_a_letter_leads_to_the_address_of_the_house_whatever_the_browser_says(client, staff, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    forged = {"host": "other.example", "x-forwarded-host": "evil.example"}
    client.post(reverse("account_reset_password"), {"email": staff.email}, headers=forged)
    letter = Letter.objects.get()
    assert letter.name == "account/password_reset_key"
    hosts = set(re.findall(r"https?://[^/\s]+", letter.body))
    assert hosts == {settings.SITE_URL}


# --- where a log-in leads --------------------------------------------------------------------------------
def inside(answer):
    return re.fullmatch(r"/[^/\\].*|/", answer.url) is not None


@pytest.mark.parametrize("way_out", OUTSIDE)
def test_logging_in_leads_nowhere_else(client, staff, way_out):
    sent = {"login": staff.email, "password": "a long enough password", "next": way_out}
    answer = client.post(reverse("account_login"), sent)
    assert (answer.status_code, inside(answer)) == (302, True)
    assert client.session["_auth_user_id"] == str(staff.pk)


@pytest.mark.parametrize("way_out", OUTSIDE)
def test_a_code_a_language_and_logging_out_lead_nowhere_else(client, cast, way_out):
    asked = client.post(reverse("account_request_login_code"), {"email": cast.ana.email, "next": way_out})
    assert inside(asked)
    code = re.search(r"^([A-Z0-9-]{6,9})$", Letter.objects.latest("pk").body, re.MULTILINE).group(1)
    for name, data in [
        ("account_confirm_login_code", {"code": code}),
        ("set_language", {"language": "da"}),
        ("account_logout", {}),
    ]:
        answer = client.post(reverse(name), data | {"next": way_out})
        assert (answer.status_code, inside(answer)) == (302, True), (name, answer.headers)


# --- forms and their token -------------------------------------------------------------------------------
def named():
    return sorted(each for each in set(addresses()) if not ACTED_ON_BY_DJANGO.match(each[0]))


def argument(name, of):
    return UUID(int=1) if (name.endswith("document"), of) == (True, "key") else PLAIN.get(of, 1)


def test_no_form_is_taken_without_its_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.signe)
    taken = {}
    for name, arguments in named():
        url = reverse(name, kwargs={each: argument(name, each) for each in arguments})
        for origin in ({}, {"origin": "https://evil.example"}):
            answer = client.post(url, {"csrfmiddlewaretoken": "x" * 64}, headers=origin)
            if answer.status_code != 403:
                taken[name] = answer.status_code
    assert taken == {}


def test_a_form_without_its_token_is_explained(client):
    answer = Client(enforce_csrf_checks=True, headers={"accept-language": "en"}).post("/account/start/")
    assert answer.templates[0].name == "403_csrf.html"
