"""Every address as everybody, only looked at: nothing changes, and no page asks more because there is more."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import User
from portal.sample import year
from tests.test_access import ACTED_ON_BY_DJANGO, COLUMNS, addresses, argument

TODAY = date(2026, 11, 20)
MOST_QUERIES = 12
PERSONAS = [name for name in COLUMNS if name not in {"Lars", "Søren"}]  # as Mette and Birgitte, elsewhere
TRAILS = {"portal.event", "sessions.session"}  # reading is noted, and a session is what makes a visitor


@pytest.fixture
def cities(db, settings):
    """The sample year with that many applicants, taken back afterwards."""
    settings.DEMO = True

    def city(applicants, look):
        with transaction.atomic():
            year.build(seed=7, applicants=applicants, sites=8, today=TODAY)
            found = look()
            transaction.set_rollback(True)
        return found

    return city


def pages():
    """What there is to look at: the name of each address, and where it leads."""
    for name, arguments in sorted(set(addresses())):
        if not ACTED_ON_BY_DJANGO.match(name) and "logout" not in name:
            yield name, reverse(name, kwargs={each: argument(name, each) for each in arguments})


def look(known=None):
    """How many questions each page asks for each persona, after which every table is as it was."""
    there, before, asked = list(pages()), tables(), {}
    for persona in PERSONAS:
        client = Client()
        if email := COLUMNS[persona]:
            client.force_login(User.objects.get(email=email))
            before = tables()  # a log-in leaves its time
        for name, url in there:
            if known and (name, persona) not in known:
                continue
            count = questions(client, url)
            if count and count > MOST_QUERIES:
                count = questions(client, url)  # a process reads the facts of the match once, and keeps them
            if count:
                asked[name, persona] = count
        now = tables()
        assert {name for name in now if now[name] != before[name]} == set(), persona
    return asked


def questions(client, url):
    """How often a page asks the database; None where there is no page for this persona."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    if answer.streaming:
        assert answer.getvalue()
    return len(queries) if answer.status_code == 200 else None


def tables():
    """A fingerprint of the rows of every table."""
    kinds = apps.get_models(include_auto_created=True)
    names = sorted({kind._meta.db_table for kind in kinds if kind._meta.label_lower not in TRAILS})
    each = "SELECT '{0}', coalesce(sum(hashtextextended(t::text, 0)), 0), count(*) FROM {0} AS t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each.format(name) for name in names))
        return {name: (total, count) for name, total, count in cursor.fetchall()}


def test_looking_changes_nothing_and_asks_no_more_of_a_big_city(cities):
    small = cities(60, look)
    big = cities(240, lambda: look(small))
    assert len(small) > 100
    assert {page: count for page, count in (small | big).items() if count > MOST_QUERIES} == {}
    grown = {page: (small[page], big[page]) for page in small if big.get(page, 0) > small[page] + 2}
    assert grown == {}  # one record may hold a thing or two more than another; rows ask nothing
