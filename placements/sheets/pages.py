"""The sheets of the workbook: a head, rows, and a chart where looking is quicker than reading."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from openpyxl.chart import BarChart, Reference

from .titles import title

FIGURES = ["placed", "unplaced", "places", "fit", "least", "median", "mean", "regret"]
WAITED = ["waited_placed", "waited_unplaced"]


class Page(NamedTuple):
    """One sheet: its title, head and rows, the cell below and right of what stays in sight, the chart."""

    title: str
    head: list
    rows: list
    freeze: str = "B2"
    chart: str = ""


def pages(result):
    """Every sheet, in the order of the questions."""
    yield applicants(result)
    yield totals(result)
    yield sites(result)
    yield departments(result)
    yield alternatives(result)
    yield wrong_rows(result)
    yield notes(result)


def applicants(result):
    names = list(result["weights"])
    head = [
        *(_("Applicant"), _("Site"), _("Seat"), _("Department"), _("Fit (of 1000)")),
        *(_("Best fit anywhere"), _("Seats that suit")),
        *(_("Why"), _("Before the start"), _("No place because"), _("Nearest place"), _("In the way there")),
        *(_("What would open places"), *(title(name) for name in names)),
    ]
    rows = [
        [
            *(entry["id"], entry["site"], entry["seat"], entry["department"]),
            *(entry["fit"] if entry["placed"] else "", entry["best_fit"], entry["open_places"]),
            "\n".join(weighed(reason) for reason in entry["reasons"]),
            "\n".join(entry["to_do"]),
            *(entry["why_not"], entry["nearest"]),
            "\n".join(reason["text"] for reason in entry["blockers"]),
            "\n".join(entry["would_open"]),
            *(entry["points"].get(name, "") for name in names),
        ]
        for entry in result["applicants"]
    ]
    return Page(_("Applicants"), head, rows)


def weighed(reason):
    """A reason with its points, where it has any."""
    return f"{reason['text']} (+{reason['points']})" if reason["points"] else reason["text"]


def words():
    """What the figures are called."""
    return {
        "applicants": _("Applicants"),
        "placed": _("Placed"),
        "unplaced": _("Without a place"),
        "places": _("Places"),
        "fit": _("Fit in all"),
        "least": _("Least fit"),
        "median": _("Median fit"),
        "mean": _("Mean fit"),
        "regret": _("Furthest from their best"),
        "waited_placed": _("Days waited, placed"),
        "waited_unplaced": _("Days waited, without a place"),
        "same": _("Same as this result"),
    }


def totals(result):
    called = words()
    rows = [[called[name], result["totals"][name]] for name in ["applicants", *FIGURES, *WAITED]]
    rows += [
        [_("Without a place: %(why)s") % {"why": left["title"]}, left["count"]]
        for left in result["totals"]["unplaced_by_reason"]
    ]
    rows += [
        [_("Floor: nobody placed fits less"), result["floor"]],
        [_("Proved to be the best possible"), _("yes") if result["proved"] else _("no")],
        [_("As of"), result["on"]],
        [_("Mark of the input"), result["input"]],
    ]
    rows += [
        [_("Weight: %(name)s") % {"name": title(name)}, weight] for name, weight in result["weights"].items()
    ]
    return Page(_("Totals"), [_("What"), _("How much")], rows)


def sites(result):
    head = [_("Site"), _("Seat"), _("Department"), _("Places"), _("Usable"), _("Filled"), _("Applicants")]
    rows = [
        [
            *(entry["site"], entry["seat"], entry["department"]),
            *(entry["places"], entry["usable"], entry["filled"], " | ".join(entry["applicants"])),
        ]
        for entry in result["sites"]
    ]
    return Page(_("Sites"), head, rows)


def departments(result):
    """One row for each way to share; why people are left stands in columns beside."""
    names = sorted({left["name"] for entry in result["departments"] for left in entry["unplaced_by_reason"]})
    called, figures = words(), [*FIGURES, *WAITED]
    head = [_("Way"), *(called[name] for name in figures)]
    head += [_("Without a place: %(why)s") % {"why": title(name)} for name in names]
    rows = []
    for entry in result["departments"]:
        counts = {left["name"]: left["count"] for left in entry["unplaced_by_reason"]}
        rows.append(
            [entry["title"], *(entry[name] for name in figures), *(counts.get(name, 0) for name in names)]
        )
    return Page(_("Departments"), head, rows, chart=_("Placed and without a place"))


def alternatives(result):
    called, figures = words(), [*FIGURES, *WAITED, "same"]
    rows = [[entry["title"], *(entry[name] for name in figures)] for entry in result["alternatives"]]
    return Page(_("Alternatives"), [_("Way"), *(called[name] for name in figures)], rows)


def wrong_rows(result):
    head = [_("File"), _("Line"), _("Id"), _("Column"), _("What is wrong")]
    names = ["file", "line", "id", "column", "reason"]
    rows = [[row[name] for name in names] for row in result["wrong_rows"]]
    return Page(_("Wrong rows"), head, rows, freeze="A2")


def notes(result):
    return Page(_("Notes"), [_("Note")], [[note] for note in result["notes"]], freeze="A2")


def chart(sheet, page):
    """Bars of the first two figures of each row."""
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.title = "bar", "stacked", 100, page.chart
    last = len(page.rows) + 1
    bars.add_data(Reference(sheet, min_col=2, max_col=3, min_row=1, max_row=last), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    bars.height, bars.width = 4 + 1.2 * len(page.rows), 24
    bars.x_axis.delete = bars.y_axis.delete = False
    return bars
