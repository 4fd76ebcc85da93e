"""What the shared entrance is worth, and other ways to fill the places: tables and pictures of a run, without names."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.charts import Chart, bars
from portal.text import joined

from ..sheets.titles import alone, title

FEWEST = 5  # smaller groups are not shown, so that nobody can be recognised
WHOLE = 10  # a fit of 1000 points is shown as 100


@dataclass(frozen=True)
class Table:
    """A head and rows of cells."""

    head: list[str]
    rows: list[list]


@dataclass(frozen=True)
class Pictures:
    """A table with its pictures and what its words mean."""

    charts: list[Chart]
    table: Table
    definitions: list[tuple[str, str]]


def shown(count):
    """A count of people, or that there are too few to tell."""
    return _("fewer than %(n)s") % {"n": FEWEST} if 0 < count < FEWEST else count


def points(fit):
    return round(fit / WHOLE)


def called(row):
    return alone(row["name"]) if row["alone"] else title(row["name"])


def in_order(rows):
    """Together first, then what it is compared with."""
    order = {"together": 0, "apart": 1}
    return sorted(rows, key=lambda row: (order.get(row["name"], 2), row["name"]))


def departments(run) -> Pictures:
    """The same people and seats with each department alone, at one door each, and together."""
    rows = in_order(run.comparisons.get("departments", []))
    reasons = list(dict.fromkeys(each["name"] for row in rows for each in row["unplaced_by_reason"]))
    head = [
        _("Way"),
        _("Placed"),
        _("Without a place"),
        _("Mean fit of 100"),
        _("Days waited, placed"),
        _("Days waited, without a place"),
        *(_("No place: %(why)s") % {"why": title(name)} for name in reasons),
    ]
    cells = [[called(row), *figures(row), *left(row, reasons)] for row in rows]
    bar = [(called(row), row["placed"]) for row in rows if row["placed"] >= FEWEST]
    chart = bars(_("Placed, by who shares"), gain(rows), (_("Way"), _("Placed")), bar)
    return Pictures([chart], Table(head, cells), worth_means())


def figures(row):
    return [
        shown(row["placed"]),
        shown(row["unplaced"]),
        points(row["mean"]),
        round(row["waited_placed"]),
        round(row["waited_unplaced"]),
    ]


def left(row, reasons):
    counts = {each["name"]: each["count"] for each in row["unplaced_by_reason"]}
    return [shown(counts.get(name, 0)) for name in reasons]


def gain(rows):
    """The figure the proposal turns on, in a sentence."""
    of = {row["name"]: row["placed"] for row in rows}
    if not {"together", "apart"} <= of.keys():
        return ""
    facts = {"together": of["together"], "apart": of["apart"]}
    said = _("Together %(together)s are placed; with one door each it would be %(apart)s.") % facts
    single = [f"{called(row)}: {shown(row['placed'])}" for row in rows if row["alone"]]
    return f"{said} {joined(single)}." if single else said


def worth_means():
    return [
        (title("together"), _("Everybody may come to any seat of both departments.")),
        (title("apart"), _("Each applicant asks the department of the seat that fits best, and no other.")),
        (alone("MSO / MSB"), _("Everybody, but only the seats of that department.")),
        (_("Placed"), _("People for whom a run finds a seat; no site has been asked yet.")),
        (_("Days waited"), _("Days from the application to the day of the run, on average.")),
    ]


def alternatives(run) -> Pictures:
    """The run beside other ways to fill the same seats."""
    rows = run.comparisons.get("alternatives", [])
    head = [
        _("Way"),
        _("Placed"),
        _("Fit in all"),
        _("Mean fit of 100"),
        _("Least fit"),
        _("Furthest from their best"),
        _("Same as this result"),
    ]
    cells = [
        [
            title(row["name"]),
            row["placed"],
            points(row["fit"]),
            points(row["mean"]),
            points(row["least"]),
            points(row["regret"]),
            row["same"],
        ]
        for row in rows
    ]
    charts = [
        bars(_("Placed"), _("How many get a place."), (_("Way"), _("Placed")), picked(rows, "placed", 1)),
        bars(
            _("The worst-off"),
            _("The fit of the person who fits least, of 100."),
            (_("Way"), _("Least fit")),
            picked(rows, "least", WHOLE),
        ),
    ]
    return Pictures(charts, Table(head, cells), ways_mean())


def picked(rows, name, unit):
    return [(title(row["name"]), round(row[name] / unit)) for row in rows]


def ways_mean():
    return [
        (
            title("fair"),
            _("As many as possible, then the worst-off as high as can be, then the best in all."),
        ),
        (title("greatest_total"), _("As many as possible, then the greatest sum of fit.")),
        (title("least_regret"), _("As many as possible, each as near as can be to the best place for them.")),
        (title("as_wished"), _("As many as possible, then only what people themselves have wished.")),
        (title("first_come"), _("Today's practice: the longest waiting chooses first.")),
        (
            title("stable"),
            _(
                "No applicant and seat would both rather have each other. Shared supervisors are left out here."
            ),
        ),
    ]
