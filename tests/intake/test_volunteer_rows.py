"""Volunteer work in the form: several places, and somebody at each who may be asked, never herself."""

import pytest
from django.urls import reverse

from intake import vouching
from intake.models import Application, Vouch
from portal.models import Letter

ADDRESS = "/apply/volunteering/"
TWO = {
    "works": ["0", "1"],
    "works-0-organisation": "Sprogcaféen Nord",
    "works-0-tasks": "Taler dansk med gæster",
    "works-0-hours": "60",
    "works-0-contact_name": "Inger Vad",
    "works-0-contact_email": "Inger@Example.org",
    "works-0-may_ask": "on",
    "works-1-organisation": "Røde Kors",
    "works-1-hours": "12",
}


@pytest.fixture
def ana(client, cast, make, lists):
    client.force_login(cast.ana)
    return make.ApplicationFactory(applicant=cast.ana, filled=True)


def works():
    rows = Application.objects.get().volunteering.works
    return [(row.organisation, row.hours, row.contact_email, row.may_ask) for row in rows.all()]


@pytest.mark.promise("budget-12")
def test_each_place_is_kept_and_its_contact_is_written_to_once_she_has_sent_it(client, ana):
    assert client.post(ADDRESS, TWO).url == "/apply/wishes/"
    first = ("Sprogcaféen Nord", 60, "inger@example.org", True)
    assert works() == [first, ("Røde Kors", 12, "", False)]
    read = client.get(reverse("intake:check")).content.decode()
    assert "Volunteer work 1" in read and "E-mail of the person: inger@example.org" in read
    client.post(ADDRESS, TWO | {"drop": "works-1"})
    assert works() == [first]
    assert client.post(reverse("intake:submit"), follow=True).redirect_chain == [("/apply/receipt/", 302)]
    vouching.ask_all()
    assert [(vouch.name, vouch.email) for vouch in Vouch.objects.all()] == [
        ("Inger Vad", "inger@example.org")
    ]
    assert [row.address for row in Letter.objects.filter(name="intake/vouch_asked")] == ["inger@example.org"]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"works-0-contact_email": "ANA@example.org"}, ["This is your own e-mail."]),
        ({"works-0-contact_name": ""}, ["Write the name of the person who can confirm it."]),
        ({"works-0-contact_email": ""}, ["Write the e-mail of the person, for example"]),
        ({"works-0-may_ask": ""}, ["Ask the person first and tick the box"]),
        ({"works-1-organisation": ""}, ["Write the name of the organisation."]),
    ],
)
def test_a_contact_is_somebody_else_who_was_asked(client, ana, change, wrong):
    page = client.post(ADDRESS, TWO | change)
    said = [error for errors in page.context["form"].errors.values() for error in errors]
    assert len(said) == len(wrong) and all(map(str.startswith, said, wrong))
    assert not Application.objects.get().volunteering.complete


def test_no_volunteer_work_is_an_answer(client, ana):
    client.post(ADDRESS, TWO)
    assert client.post(ADDRESS, {"works": ["0"]}).status_code == 302
    assert (works(), Application.objects.get().volunteering.complete) == ([], True)
