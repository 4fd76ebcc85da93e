"""Databases with a small and a large crowd of applications, and the pages measured in them."""

import random
from contextlib import contextmanager
from pathlib import Path

from django.contrib import admin
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone

from intake.models import Application, Profession
from portal import reference
from portal.access import signed_in
from portal.models import User
from portal.roles import Role
from portal.sample import partners, people

LIST = "admin:intake_application_changelist"
ROW = ["PR-2027-00042", "Ana Reyes", "Nurse", "B1 (own view)", "Received", "2 March 2027 (in 6 days)"]
MIX = """
UPDATE intake_application SET status = (array['submitted', 'screening', 'matchable', 'on_hold', 'completed',
  'completed', 'completed', 'declined', 'withdrawn', 'completed'])[1 + id % 10] WHERE status <> 'draft'
"""


CARDS = """
INSERT INTO intake_card (application_id, received, status, departments, source, name, phone)
SELECT id, created_at, status, '{}', '', '', '' FROM intake_application;
SELECT intake_cards_refresh(array(SELECT id FROM intake_application));
"""


@signed_in
def twenty_five_rows(request):
    """What a page costs that has the admin's frame and 25 rows of ready words, and asks for nothing."""
    template = engines["django"].from_string(Path(__file__).with_name("_rows.html").read_text())
    context = {**admin.site.each_context(request), "title": "Rows", "rows": [ROW] * 25}
    return HttpResponse(template.render(context, request))


urlpatterns = [path("bench/rows/", twenty_five_rows, name="bench_rows"), path("", include("portal.urls"))]


class Crowd:
    """A database of its own with so many applications, and a coordinator signed in to it."""

    def __init__(self, count):
        self.count = count
        settings = {**connection.settings_dict, "NAME": f"bench_crowd_{count}"}
        self.connection = DatabaseWrapper(settings, alias="default")

    def fill(self):
        with self.here():
            reference.load()
            self.kirsten = User.objects.create_user("kirsten@bench.example", role=Role.COORDINATOR)
            partners.build(timezone.localdate())
            with connections["default"].cursor() as cursor:
                cursor.execute(
                    "SET session_replication_role = replica"
                )  # the cards are written once, at the end
                people.build(random.Random(7), self.count, timezone.localdate())
                cursor.execute(MIX)
                cursor.execute("SET session_replication_role = origin")
                cursor.execute(CARDS)
                cursor.execute("ANALYZE")
            self.client = Client()
            self.client.force_login(self.kirsten)
            self.nurse = Profession.objects.get(code="NURSE").pk

    @contextmanager
    def here(self):
        """Everything inside asks this database."""
        before = connections["default"]
        connections["default"] = self.connection
        try:
            yield self
        finally:
            connections["default"] = before

    def get(self, address, **asked):
        with self.here():
            answer = self.client.get(address, asked)
        assert answer.status_code == 200, (address, asked, answer.status_code)
        return answer

    def filtered(self):
        return self.get(reverse(LIST), profession=self.nurse, department="MSB", danish=20)

    def first_page(self):
        return self.get(reverse(LIST))

    def row_before(self, number):
        """The number of the application that many rows down the list."""
        with self.here():
            rows = Application.objects.exclude(status="draft").order_by("-card__received", "-pk")
            return rows.values_list("pk", flat=True)[number - 1]


@contextmanager
def crowds(*counts, kind=Crowd):
    """Databases with so many applications each; they are dropped at the end."""
    made = [kind(count) for count in counts]
    with connection.cursor() as cursor:
        for crowd in made:
            cursor.execute(f"DROP DATABASE IF EXISTS bench_crowd_{crowd.count}")
            cursor.execute(f"CREATE DATABASE bench_crowd_{crowd.count}")
    try:
        for crowd in made:
            with crowd.here():
                call_command("migrate", verbosity=0)
            crowd.fill()
        yield made
    finally:
        with connection.cursor() as cursor:
            for crowd in made:
                crowd.connection.close()
                cursor.execute(f"DROP DATABASE IF EXISTS bench_crowd_{crowd.count} WITH (FORCE)")
