"""The coordinator's list and the sending of an application, with 100,000 of them in the database."""

from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter

from django.db import connection, connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import _whole
from bench._crowd import LIST, crowds
from intake import actions
from intake.models import Application, Status
from portal import searching
from portal.models import Letter, Step, User

MANY, FEW = 100_000, 1_000
ROUNDS = 15
MOST_QUERIES = 12
AT_ONCE, SENT = 8, 160


def rows():
    with (
        override_settings(ROOT_URLCONF="bench._crowd", ALLOWED_HOSTS=["*"]),
        crowds(FEW, MANY) as (few, many),
    ):
        yield from lists(few, many)
        yield from queries(few, many)
        with many.here():
            yield sending()
            yield at_once()


def lists(few, many):
    """Every page in turn in each round, so that a busy machine slows all of them alike."""
    deep = many.row_before(int(MANY * 0.95))
    with many.here():
        key = searching.key_of(many.kirsten, "mar kov")  # stands in the address instead of the words
    pages = {
        "rows": lambda: many.get(reverse("bench_rows")),
        "filtered": many.filtered,
        "small": few.filtered,
        "first": many.first_page,
        "deep": lambda: many.get(reverse(LIST), after=deep),
        "search": lambda: many.get(reverse(LIST), q=key),
        "reference": lambda: many.get(reverse(LIST), q="PR-20"),
    }
    for page in pages.values():
        page(), page()
    took = {name: [] for name in pages}
    for number in range(ROUNDS):
        for name in list(pages)[:: 1 if number % 2 else -1]:
            took[name].append(seconds(pages[name]))
    for name, one, other, goal, beside in [
        ("intake.list", "filtered", "rows", 5, "a page of 25 ready rows in the same frame"),
        ("intake.growth", "filtered", "small", 1.3, f"the same list with {FEW} applications"),
        ("intake.depth", "deep", "first", 1.3, "page 1; this page begins at row 95,000"),
        ("intake.search", "search", "first", 1.5, "page 1; two beginnings of names"),
        ("intake.search_all", "reference", "first", 1.5, "page 1; a beginning that every reference has"),
    ]:
        yield row(name, took[one], took[other], goal, beside)


def seconds(page):
    began = perf_counter()
    page()
    return perf_counter() - began


def row(name, ours, theirs, goal, beside):
    """The least of each, as others share the machine; the median of the pairs is said beside it."""
    ratio = min(ours) / min(theirs)
    pairs = median(one / other for one, other in zip(ours, theirs, strict=True))
    said = f"{beside}: {min(ours) * 1000:.0f} and {min(theirs) * 1000:.0f} ms, least of {len(ours)}; pairs {pairs:.2f}"
    return {"name": name, "ratio": ratio, "limit": said, "goal": f"≤ {goal}", "met": ratio <= goal}


def queries(few, many):
    """How often a page asks the database, with many rows and with few."""
    counts = []
    for crowd in (few, many):
        for page in (crowd.filtered, crowd.first_page):
            with crowd.here(), CaptureQueriesContext(connections["default"]) as asked:
                page()
            counts.append(len(asked))
    alike = counts[:2] == counts[2:]
    yield {
        "name": "intake.queries",
        "value": max(counts),
        "unit": "queries",
        "limit": f"filtered and first page with {FEW} and {MANY}: {counts}",
        "goal": f"≤ {MOST_QUERIES}, as many for both",
        "met": max(counts) <= MOST_QUERIES and alike,
    }


def drafts(number):
    """So many applications as they are before they are sent: whole, and nobody has read them."""
    found = list(Application.objects.exclude(status=Status.DRAFT).order_by("-pk")[:number])
    keys = [one.pk for one in found]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "UPDATE intake_application SET status = 'draft', submitted_at = NULL, answer_by = NULL"
            " WHERE id = ANY (%s)",
            [keys],
        )
    Step.objects.filter(of="intake.application", row__in=keys).delete()
    Letter.objects.filter(name="intake/received").delete()
    return list(Application.objects.filter(pk__in=keys).select_related("applicant"))


def sending():
    """A whole application, beside a bare transaction that writes the same rows and reads the same files."""
    answers, handed, ours, theirs = _whole.typed(), _whole.uploads(), [], []
    people = [User.objects.create_user(f"whole{number}@bench.example") for number in range(4 * ROUNDS + 2)]
    rows = _whole.Rows(_whole.ours(people.pop(), answers, handed))
    rows.written(people.pop(), "first", handed)
    for number in range(ROUNDS * 2):
        one, other = people.pop(), people.pop()
        ours.append(seconds(lambda one=one: _whole.ours(one, answers, handed)))
        theirs.append(seconds(lambda other=other, number=number: rows.written(other, number, handed)))
    return row(
        "intake.submit", ours, theirs, 1.3, "a bare transaction that writes the same rows and reads the files"
    )


def at_once():
    """Eight people send at the same time, each by a connection of their own."""
    waiting = drafts(SENT)
    settings = dict(connection.settings_dict)

    def send(application):
        from django.db.backends.postgresql.base import DatabaseWrapper

        if connections["default"].settings_dict["NAME"] != settings["NAME"]:
            connections["default"] = DatabaseWrapper(settings, alias="default")
        began = perf_counter()
        actions.submit(application, by=application.applicant, language="en")
        return perf_counter() - began

    with ThreadPoolExecutor(AT_ONCE) as pool:
        took = sorted(pool.map(send, waiting))
    usual, worst = median(took), took[int(len(took) * 0.99)]
    said = f"the median: {worst * 1000:.0f} and {usual * 1000:.0f} ms, {SENT} sent by {AT_ONCE} at once, no error"
    return {
        "name": "intake.at_once",
        "ratio": worst / usual,
        "limit": said,
        "goal": "≤ 4",
        "met": worst <= 4 * usual,
    }
