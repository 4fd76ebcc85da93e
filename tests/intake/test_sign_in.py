"""The way in: an e-mailed code makes a newcomer's account and draft; a code works once, for one person."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from intake.forms import FORMS
from intake.models import Application
from intake.models.sections import Section
from portal.models import Letter, User
from tests.factories import fill

ANA = "ana.new@example.org"


def ask(client, email):
    client.post(reverse("account_request_login_code"), {"email": email, "next": reverse("intake:tasks")})
    return Letter.objects.latest("pk")


def code(letter):
    return re.search(r"^([A-Z0-9-]{6,9})$", letter.body, re.MULTILINE).group(1)


def enter(client, words):
    return client.post(
        reverse("account_confirm_login_code"), {"code": words, "next": reverse("intake:tasks")}
    )


@pytest.mark.promise("budget-01")
def test_a_newcomer_gets_in_with_an_e_mail_alone_and_both_departments_see_her(client, cast, lists):
    """No CPR number, no MitID, no department to choose: one form, one record."""
    letter = ask(client, ANA)
    assert (letter.name, letter.address) == ("account/login_code", ANA)
    assert enter(client, code(letter)).url == "/apply/"
    client.get("/apply/")
    application = Application.objects.get()
    assert application.applicant.email == ANA
    fill(application)
    client.post(reverse("intake:submit"))
    for coordinator in (cast.kirsten, cast.jonas):
        assert list(Application.objects.visible_to(coordinator)) == [application]
    related = Application._meta.related_objects
    sections = [each.name for each in related if issubclass(each.related_model, Section)]
    assert sorted(sections) == sorted(FORMS)  # every question belongs to the one form


def test_a_code_works_once(client, db):
    right = code(ask(client, ANA))
    assert enter(client, right).status_code == 302
    assert "_auth_user_id" in client.session
    client.logout()
    ask(client, ANA)
    assert enter(client, right).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_wrong_code_is_said_to_be_wrong_and_the_third_ends_it(client, db):
    right = code(ask(client, ANA))
    first = enter(client, "WRONG-1")
    assert first.status_code == 200
    assert first.context["form"].errors["code"]
    for _ in range(2):
        enter(client, "WRONG-1")
    enter(client, right)
    assert "_auth_user_id" not in client.session


def test_a_code_is_too_old_after_ten_minutes(client, db):
    right = code(ask(client, ANA))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        enter(client, right)
    assert "_auth_user_id" not in client.session


def test_one_address_is_one_person_however_it_is_written(client, db):
    for email in (ANA, ANA.upper(), f" {ANA} "):
        ask(client, email)
    assert User.objects.filter(email=ANA).count() == User.objects.count() == EmailAddress.objects.count() == 1


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a@b", "a\x00@example.org", "x" * 300 + "@example.org"])
def test_an_address_that_is_none_is_explained(client, db, email):
    page = client.post(reverse("account_request_login_code"), {"email": email})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["email"]
    assert User.objects.count() == Letter.objects.count() == 0


def test_staff_are_shown_their_own_door_and_get_no_code(client, cast):
    letter = ask(client, cast.kirsten.email)
    assert letter.name == "account/unknown_account"
    assert reverse("account_login") in letter.body
    assert "_auth_user_id" not in client.session


def test_the_page_says_the_same_to_everybody(client, cast):
    """Whether an address is known, new or that of somebody who works here can't be seen from outside."""
    said = set()
    for email in (cast.ana.email, cast.kirsten.email, "nobody@example.org"):
        client.cookies.clear()
        page = client.post(reverse("account_request_login_code"), {"email": email}, follow=True)
        text = page.content.decode().replace(email, "")
        said.add((tuple(page.redirect_chain), re.sub(r'value="[^"]{20,}"', "", text)))
    assert len(said) == 1
