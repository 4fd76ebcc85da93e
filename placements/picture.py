"""The best of a workbench as a picture: how well each fits, and how long the way to work is."""

from django.utils.translation import gettext as _

from portal import charts

WIDTH, LEFT, TOP, HIGH = 360, 36, 12, 200
FAR = 60  # minutes at the right edge; what is further stands there too
NUMBERED = 3  # so many carry their number, or the numbers would cover each other


def fit_and_way(head, found):
    """A dot for each of `found`, (name, fit of 100, minutes or None); the numbers are those of the list."""
    known = [(place, fit, way) for place, (_name, fit, way) in enumerate(found, 1) if way is not None]
    marks = [*frame(), *(mark for each in known for mark in dot(*each))]
    told = [
        (f"{place}. {name}", fit, _("not known") if way is None else way)
        for place, (name, fit, way) in enumerate(found, 1)
    ]
    return charts.Chart(
        _("Fit and way to work"),
        _("Higher fits better, further left is nearer. The first three carry their number."),
        WIDTH,
        TOP + HIGH + 44,
        (head, _("Fit"), _("Minutes on the way")),
        told if known else [],
        marks,
    )


def frame():
    for fit in (0, 50, 100):
        yield charts.line(LEFT, height(fit), WIDTH - 16, height(fit))
        yield charts.words(LEFT - 8, height(fit) + 4, fit, charts.GREY, "end")
    for way in range(0, FAR + 1, 30):
        yield charts.words(across(way), TOP + HIGH + 20, way, charts.GREY, "middle")
    yield charts.words(WIDTH - 16, TOP + HIGH + 40, _("Minutes on the way"), charts.GREY, "end")


def dot(place, fit, way):
    yield charts.dot(
        across(way), height(fit), 4, charts.ACCENT if place <= NUMBERED else charts.SOFT, charts.ACCENT
    )
    if place <= NUMBERED:
        yield charts.words(across(way) + 9, height(fit) + 4, place, weight=600)


def height(fit):
    return TOP + HIGH * (100 - fit) / 100


def across(way):
    return LEFT + (WIDTH - LEFT - 40) * min(way, FAR) / FAR
