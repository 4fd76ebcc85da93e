"""The workbench both ways with 5,000 sites and 100,000 people who are all ready for a place."""

import random
from statistics import median
from time import perf_counter

from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench._crowd import Crowd, crowds
from intake.models import Application
from placements.models import Seat
from portal.sample import places

SITES, PEOPLE = 5_000, 100_000
PAGES = 15
MOST_QUERIES = 12
PLACES_MS, PEOPLE_MS = 150, 300
READY = "UPDATE intake_application SET status = 'matchable' WHERE status <> 'draft'"


class Town(Crowd):
    """A crowd with sites for it, everybody ready to match."""

    def fill(self):
        super().fill()
        with self.here():
            places.build(random.Random(7), SITES, timezone.localdate())
            with connections["default"].cursor() as cursor:
                cursor.execute(READY)
                cursor.execute("ANALYZE")
            self.ready = list(Application.objects.matchable().values_list("pk", flat=True)[: PAGES * 2])
            offered = Seat.objects.offered(timezone.localdate()).order_by("site_id")
            self.seats = list(offered.values_list("pk", flat=True)[: PAGES * 2])


def rows():
    with (
        override_settings(ROOT_URLCONF="bench._crowd", ALLOWED_HOSTS=["*"]),
        crowds(PEOPLE, kind=Town) as (town,),
    ):
        hers = [reverse("admin:placements_workbench", args=[key]) for key in town.ready]
        theirs = [reverse("admin:placements_seat_bench", args=[key]) for key in town.seats]
        yield from way(town, "places", hers, PLACES_MS, f"the best places for one person among {SITES} sites")
        yield from way(
            town, "people", theirs, PEOPLE_MS, f"the best people for one seat among {PEOPLE} ready"
        )
        yield queries(town, [hers[0], theirs[0]])


def way(town, name, addresses, goal, words):
    """Page after page of different records, then the same after a colleague has changed one record each time."""
    first = milliseconds(town, addresses[0])
    took = [milliseconds(town, address) for address in addresses[1:PAGES]]
    yield row(f"workbench.{name}", took, goal, f"{words}; the first page of a process takes {first:.0f} ms")
    after = []
    for number, address in enumerate(addresses[PAGES:]):
        change(town, number)
        after.append(milliseconds(town, address))
    yield row(f"workbench.{name}_changed", after, goal, "the same, each after a colleague's change")


def milliseconds(town, address):
    began = perf_counter()
    town.get(address)
    return (perf_counter() - began) * 1000


def change(town, number):
    """A colleague confirms a seat, and somebody says what she would like."""
    with town.here():
        Seat.objects.filter(pk=town.seats[number]).update(confirmed_on=timezone.localdate())
        Application.objects.get(pk=town.ready[number]).wishes.save()


def row(name, took, goal, words):
    value = median(took)
    return {
        "name": name,
        "value": value,
        "unit": "ms",
        "limit": f"{words}; {min(took):.0f} to {max(took):.0f} ms, the median of {len(took)}",
        "goal": f"≤ {goal} ms",
        "met": value <= goal,
    }


def queries(town, addresses):
    """How often a page asks the database once the process knows the town."""
    counts = []
    for address in addresses:
        town.get(address)  # what has changed meanwhile is read
        with town.here(), CaptureQueriesContext(connections["default"]) as asked:
            town.get(address)
        counts.append(len(asked))
    return {
        "name": "workbench.queries",
        "value": max(counts),
        "unit": "queries",
        "limit": f"a person's page and a seat's page: {counts}",
        "goal": f"≤ {MOST_QUERIES}",
        "met": max(counts) <= MOST_QUERIES,
    }
