"""A search leaves no name in an address: the list is found by a key that is one person's, and forgotten in time."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal import searching, tick
from portal.models import Search

LISTS = {"admin:intake_application_changelist": "ana", "admin:intake_partner_changelist": "nord"}


def looked(client, name, **asked):
    return client.post(reverse(name), {"look": "1", **asked})


def rows(page):
    return [row.pk for row in page.context["cl"].result_list]


@pytest.fixture
def two(make, cast):
    """Ana and Bo, and two partners."""
    for given in ("Ana", "Bo"):
        application = make.ApplicationFactory(status="submitted")
        application.about.given_name = given
        application.about.save()
    make.PartnerFactory(name="Nordstjernen")
    make.PartnerFactory(name="Sydlyset")
    return cast


@pytest.mark.parametrize("name", LISTS)
def test_what_was_searched_for_is_in_no_address_and_no_log(client, two, name, caplog):
    client.force_login(two.kirsten)
    with caplog.at_level(logging.DEBUG):
        answer = looked(client, name, q=LISTS[name].upper())
        page = client.get(answer.url)
    assert len(rows(page)) == 1
    assert rows(client.get(answer.url)) == rows(page)  # again, and from a bookmark
    text = page.content.decode()
    assert f'value="{LISTS[name].upper()}"' in text  # the words stand in the field
    addresses = [part.split('"')[0] for part in text.split('href="')[1:]] + [answer.url]
    said = [*addresses, *caplog.messages]
    assert [one for one in said if f"={LISTS[name]}" in one.lower()] == []
    assert looked(client, name, q=LISTS[name].upper()).url == answer.url  # the same words, the same key


def test_filters_stay_beside_the_key(client, two):
    client.force_login(two.kirsten)
    url = looked(client, "admin:intake_application_changelist", q="ana", queue="new", order="name").url
    assert "queue=new&order=name&q=" in url
    assert looked(client, "admin:intake_application_changelist", queue="new").url.endswith("?queue=new")


def test_a_key_is_one_persons(client, two):
    """Jonas, a stranger to Kirsten's search, gets the whole list by it; so does who writes words into the address."""
    client.force_login(two.kirsten)
    url = looked(client, "admin:intake_application_changelist", q="ana").url
    client.force_login(two.jonas)
    assert len(rows(client.get(url))) == 2
    assert len(rows(client.get(reverse("admin:intake_application_changelist"), {"q": "ana"}))) == 2
    client.force_login(two.birgitte)
    assert looked(client, "admin:intake_application_changelist", q="bo").status_code == 302
    assert Search.objects.count() == 1


def test_a_reference_may_stand_in_an_address(client, two):
    client.force_login(two.kirsten)
    assert len(rows(client.get(reverse("admin:intake_application_changelist"), {"q": "PR-1900-00001"}))) == 0


def test_a_search_is_forgotten_a_month_after_its_last_use(client, two):
    client.force_login(two.kirsten)
    looked(client, "admin:intake_application_changelist", q="ana")
    searching.forget(timezone.now() + timedelta(days=29))
    assert Search.objects.count() == 1
    searching.forget(timezone.now() + timedelta(days=31))
    assert Search.objects.count() == 0
    assert searching.forget in tick.DUE
