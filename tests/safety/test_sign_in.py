"""Who is in stays who she is: codes bound to a browser, sessions that end, rights that hold from the next click."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from intake.models import Application
from portal.models import Letter, User
from portal.roles import Role
from tests.factories import ApplicationFactory

PASSWORD = "a long enough password"
START, CODE = "/account/start/", "/account/code/"
LIMITS = {"login_failed": "3/m/ip", "request_login_code": "20/m/ip,3/m/key", "login": "30/m/ip"}


def browser(language="en"):
    return Client(headers={"accept-language": language})


def ask(client, email):
    client.post(START, {"email": email})
    return re.search(r"^([A-Z0-9-]{6,9})$", Letter.objects.latest("pk").body, re.MULTILINE).group(1)


def is_in(client):
    client.get("/apply/about/")
    return "_auth_user_id" in client.session


@pytest.fixture
def mette(cast):
    cast.mette.set_password(PASSWORD)
    cast.mette.save()
    return cast.mette


# --- codes -----------------------------------------------------------------------------------------------
def test_a_code_read_over_her_shoulder_opens_nothing_in_another_browser(client, cast):
    code, thief = ask(client, cast.ana.email), browser()
    assert thief.post(CODE, {"code": code}).url == START
    thief.post(START, {"email": cast.ana.email})
    thief.post(CODE, {"code": code})
    assert not is_in(thief)
    client.post(CODE, {"code": code})
    assert is_in(client)


def test_a_scanner_that_follows_the_links_of_a_letter_uses_nothing_up(client, cast):
    code = ask(client, cast.ana.email)
    body = Letter.objects.latest("pk").body
    scanner = browser()
    for link in [*re.findall(r"https?://\S+", body), CODE, f"{CODE}?code={code}"]:
        scanner.get(link)
        client.get(link)
    assert not is_in(scanner)
    assert not is_in(client)
    client.post(CODE, {"code": code})
    assert is_in(client)


def test_who_wrote_a_wrong_address_writes_another(client, cast):
    ask(client, "anna@example.org")
    page = client.get(START)
    assert (page.status_code, page.templates[0].name) == (200, "account/request_login_code.html")
    client.post(CODE, {"code": ask(client, cast.ana.email)})
    assert client.session["_auth_user_id"] == str(cast.ana.pk)


def test_who_works_here_and_came_to_the_wrong_door_finds_the_right_one(client, mette):
    client.post(START, {"email": mette.email})
    door = re.search(r"https?://[^/]+(/\S*login/)", Letter.objects.get().body).group(1)
    assert client.get(door).templates[0].name == "account/login.html"
    client.post(door, {"login": mette.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(mette.pk)


def test_a_newer_code_ends_the_older_one(client, cast):
    older, newer = ask(client, cast.ana.email), ask(client, cast.ana.email)
    client.post(CODE, {"code": older})
    assert not is_in(client)
    client.post(CODE, {"code": newer})
    assert is_in(client)


@pytest.mark.parametrize("code", ["", "x" * 10_000, "\x00", "‮ABCDEF", "' OR 1=1 --", "😀😀😀😀😀😀"])
def test_what_is_no_code_is_explained(client, cast, code):
    ask(client, cast.ana.email)
    page = client.post(CODE, {"code": code})
    assert page.status_code == 200
    assert page.context["form"].errors["code"]
    assert not is_in(client)


# --- too many tries --------------------------------------------------------------------------------------
@pytest.fixture
def limited(settings):
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    "language, words", [("en", "You have tried many times"), ("da", "Du har prøvet mange gange")]
)
def test_the_fourth_letter_in_a_minute_is_not_sent_and_it_is_said_why(cast, limited, language, words):
    pages = [browser(language).post(START, {"email": cast.ana.email}) for _try in range(4)]
    assert [page.status_code for page in pages] == [302, 302, 302, 200]
    assert words in pages[-1].text
    assert pages[-1].context["form"]["email"].value() == cast.ana.email
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("language, words", [("en", "Too many tries"), ("da", "mange forsøg")])
def test_who_asks_for_everybody_is_stopped_altogether(db, limited, language, words):
    client = browser(language)
    pages = [client.get(reverse("account_login")) for _try in range(31)]
    pages += [client.post(reverse("account_login"), {"login": "a@example.dk"}) for _try in range(31)]
    assert pages[-1].status_code == 429
    assert words in pages[-1].text


def test_guessing_a_password_is_stopped_for_the_right_one_too(client, mette, limited):
    for _try in range(6):
        client.post(reverse("account_login"), {"login": mette.email, "password": "a wrong password"})
    page = client.post(reverse("account_login"), {"login": mette.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert "You have tried many times" in page.text


def test_a_wrong_password_and_an_unknown_address_are_the_same_answer(mette):
    said = set()
    for email in (mette.email, "nobody@example.dk"):
        page = browser().post(reverse("account_login"), {"login": email, "password": "wrong password here"})
        text = re.sub(r'value="[^"]{20,}"', "", page.text.replace(email, ""))
        said.add((page.status_code, text))
    assert len(said) == 1


# --- sessions --------------------------------------------------------------------------------------------
def test_a_session_planted_before_is_worth_nothing_after(client, cast):
    client.get(START)
    code = ask(client, cast.ana.email)
    planted = client.cookies["session"].value
    client.post(CODE, {"code": code})
    assert is_in(client)
    assert client.cookies["session"].value != planted
    thief = browser()
    thief.cookies["session"] = planted
    assert not is_in(thief)


def test_logging_out_ends_the_session_for_whoever_kept_the_cookie(client, cast):
    ApplicationFactory(applicant=cast.ana)
    client.force_login(cast.ana)
    kept = client.cookies["session"].value
    assert client.get("/apply/about/").status_code == 200
    client.post(reverse("account_logout"))
    thief = browser()
    thief.cookies["session"] = kept
    assert thief.get("/apply/about/").url == f"{START}?next=/apply/about/"


def test_who_is_switched_off_is_out_at_the_next_click(client, cast):
    client.force_login(cast.mette)
    assert client.get("/mentoring/").status_code == 200
    User.objects.filter(pk=cast.mette.pk).update(is_active=False)
    assert client.get("/mentoring/").url == "/account/login/?next=/mentoring/"


def test_a_new_password_ends_the_sessions_of_the_old_one(client, mette):
    client.force_login(mette)
    mette.set_password("another long enough password")
    mette.save()
    assert client.get("/mentoring/").status_code == 302


def test_a_new_role_binds_at_once(client, cast):
    client.force_login(cast.kirsten)
    assert client.get("/admin/intake/application/").status_code == 200
    User.objects.filter(pk=cast.kirsten.pk).update(role=Role.LEADER)
    assert client.get("/admin/intake/application/").status_code == 302
    assert client.get("/figures/").status_code == 200


def test_a_site_one_has_left_is_closed_at_once(client, cast):
    page = reverse("mentoring:placement", args=[cast.placement.pk])
    client.force_login(cast.birgitte)
    assert client.get("/evaluation/reports/").status_code == 200
    client.force_login(cast.mette)
    assert client.get(page).status_code == 200
    cast.placement.supervisor = cast.lars.supervisor
    cast.placement.save()
    cast.mette.supervisor.shares.all().delete()
    assert client.get(page).status_code == 404


# --- the second factor -----------------------------------------------------------------------------------
STAFF_PAGES = ["/", "/mentoring/", "/evaluation/reports/", "/placements/", "/admin/", "/figures/"]


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_staff_see_nothing_before_the_second_factor(cast, settings, page):
    settings.SECOND_FACTOR = True
    for user in cast.staff:
        client = browser()
        client.force_login(user)
        for answer in (client.get(page), client.post(page)):
            assert answer.url == "/account/second-factor/totp/activate/"


def test_an_applicant_needs_none(client, cast, settings):
    settings.SECOND_FACTOR = True
    ApplicationFactory(applicant=cast.ana)
    client.force_login(cast.ana)
    assert client.get("/apply/about/").status_code == 200


def test_a_password_alone_does_not_let_in_who_has_a_second_factor(client, mette, settings):
    settings.SECOND_FACTOR = True
    Authenticator.objects.create(user=mette, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = client.post(reverse("account_login"), {"login": mette.email, "password": PASSWORD})
    assert answer.url == "/account/second-factor/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/mentoring/").url.startswith("/account/login/")


def test_the_admin_has_no_door_of_its_own(client, mette, cast):
    cast.signe.set_password(PASSWORD)
    cast.signe.save()
    sent = {"username": cast.signe.email, "password": PASSWORD}
    answer = client.post("/admin/login/", sent)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, START)
    assert "_auth_user_id" not in client.session


# --- the demonstration -----------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["/demo/", "/demo/become/", "/demo/outbox/", "/demo/components/"])
def test_outside_the_demonstration_nobody_becomes_somebody(client, cast, settings, page):
    settings.DEMO = False
    for method in (client.get, client.post):
        answer = method(page, {"email": cast.signe.email})
        assert answer.status_code == (405 if page.endswith("become/") and method == client.get else 404)
    assert "_auth_user_id" not in client.session


def test_in_the_demonstration_nobody_becomes_somebody_real(client, cast, settings):
    settings.DEMO = True
    real = User.objects.create_user("real@example.dk", role=Role.ADMINISTRATOR)
    assert client.post("/demo/become/", {"email": real.email}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert Application.objects.count() == 0
