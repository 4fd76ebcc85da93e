"""Another e-mail: it counts once the code sent there is written back, and the old one hears of it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from intake.models import Application, Referral
from portal.models import Event, Letter, User

NEW = "ana.reyes@example.net"
PAGE, CODE = "/apply/contact-details/e-mail/", "/apply/contact-details/e-mail/code/"


@pytest.fixture
def ana(client, cast, make):
    EmailAddress.objects.create(user=cast.ana, email=cast.ana.email, primary=True, verified=True)
    make.ApplicationFactory(applicant=cast.ana, status="submitted")
    client.force_login(cast.ana)
    return cast.ana


def asked(client, email):
    assert client.post(PAGE, {"email": email}).url == CODE
    letter = Letter.objects.latest("pk")
    assert (letter.name, letter.address) == ("account/login_code", email.lower())
    return re.search(r"^([A-Z0-9-]{6,9})$", letter.body, re.MULTILINE).group(1)


def addresses(user):
    return list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified"))


def test_the_new_address_counts_once_its_code_is_written_back(client, ana, make):
    referral = Referral.objects.create(
        partner=make.PartnerFactory(), reference="HV-1", email=ana.email, language="da"
    )
    code = asked(client, NEW.upper())
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"  # not before
    assert client.post(CODE, {"code": code}, follow=True).redirect_chain == [("/apply/contact-details/", 302)]
    assert User.objects.get(pk=ana.pk).email == NEW
    assert addresses(ana) == [(NEW, True, True)]
    told = Letter.objects.latest("pk")
    assert (told.name, told.address) == ("account/address_changed", "ana@example.org")
    assert NEW not in told.body
    referral.refresh_from_db()
    assert referral.email == NEW
    assert Event.objects.filter(who=ana, purpose="e-mail-address").count() == 1
    found = Application.objects.filter(card__words__begin="'ana.reyes':*").count()
    assert found == 1  # coordinators find her by it
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": NEW})
    assert (Letter.objects.latest("pk").name, Letter.objects.latest("pk").address) == (
        "account/login_code",
        NEW,
    )


def test_three_wrong_codes_end_it(client, ana):
    code = asked(client, NEW)
    for _try in range(2):
        assert client.post(CODE, {"code": "WRONG-1"}).status_code == 200
    assert client.post(CODE, {"code": "WRONG-1"}).url == PAGE
    assert client.post(CODE, {"code": code}).url == PAGE
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_somebody_elses_address_is_not_given_away_and_not_taken(client, ana, cast):
    """Only who reads that mailbox learns that it has an account."""
    code = asked(client, cast.yusuf.email)
    page = client.post(CODE, {"code": code})
    assert "This e-mail has an application already." in page.content.decode()
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"
    page = client.post(PAGE, {"email": "ANA@example.org"})
    assert "You log in with this e-mail already." in page.content.decode()


def test_staff_have_no_such_page(client, cast):
    client.force_login(cast.kirsten)
    assert client.post(PAGE, {"email": NEW}).status_code == 403
    assert Letter.objects.count() == 0
