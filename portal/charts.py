"""Pictures of figures: data becomes marks on a small canvas, drawn by one SVG template, with a table beside it.

All lengths are in the canvas's own units, about one pixel each at the width asked for: 360 fits a phone.
A picture never carries what people have typed, only words of our own: SVG text can't wrap or turn right to left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .levels import Level

ACCENT, SOFT = "#1d5b8f", "#7ba7cc"
INK, GREY, HAIRLINE, TRACK = "#1a1a1a", "#545454", "#d3d9df", "#e8edf2"
LETTER = 7.2  # the mean width of a letter at the size of the text, 13 units


@dataclass(frozen=True)
class Mark:
    """One thing drawn: `shape` is a rect, line, dot, path or text; numbers are kept as text, with a point."""

    shape: str
    x: str
    y: str
    x2: str = "0"
    y2: str = "0"
    fill: str = "none"
    stroke: str = "none"
    width: str = "0"
    text: str = ""
    anchor: str = "start"
    weight: str = "400"
    dash: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture, the sentence that says what it shows, and its figures as a table."""

    title: str
    says: str
    width: int
    height: int
    head: tuple[str, ...] = ()
    rows: list[tuple] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def __bool__(self):
        return bool(self.rows)

    @property
    def told(self) -> str:
        """The figures read aloud: on paper the table is not printed beside the picture."""
        return " ".join(f"{label}: {self._cells(cells)}." for label, *cells in self.rows)

    def _cells(self, cells) -> str:
        shown = [cell if isinstance(cell, str) else _figure(cell) for cell in cells]
        return ", ".join(f"{head} {cell}" for head, cell in zip(self.head[1:], shown, strict=True))


def number(value: float) -> str:
    """A length for SVG: a point whatever the language, and no more digits than a page can show."""
    return f"{value:.1f}".removesuffix(".0")


def rect(x, y, width, height, fill) -> Mark:
    return Mark("rect", number(x), number(y), number(max(width, 0)), number(height), fill=fill)


def line(x, y, x2, y2, stroke=HAIRLINE, width=1.0, dash="") -> Mark:
    return Mark("line", *map(number, (x, y, x2, y2)), stroke=stroke, width=number(width), dash=dash)


def dot(x, y, radius, fill=ACCENT, stroke=ACCENT) -> Mark:
    return Mark("dot", number(x), number(y), number(radius), fill=fill, stroke=stroke, width="2")


def path(points: Sequence[tuple[float, float]], stroke=ACCENT, width=2.0) -> Mark:
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return Mark("path", "0", "0", stroke=stroke, width=number(width), text=joined)


def words(x, y, text, fill=INK, anchor="start", weight=400) -> Mark:
    return Mark("text", number(x), number(y), fill=fill, text=str(text), anchor=anchor, weight=str(weight))


def fit(text: str, room: float) -> str:
    """The text, cut with a dot-dot-dot where it's wider than its room."""
    most = max(int(room / LETTER), 1)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# --- Danish on arrival, needed, on leaving ---------------------------------------------------------------
def level_steps(arrival, needed, leaving, width=360) -> Chart:
    """Danish on arrival, what the site needs and Danish on leaving (levels or None), on one scale."""
    kinds = [(_("On arrival"), arrival), (_("Needed here"), needed), (_("On leaving"), leaving)]
    left, right = (104, width - 54) if width < 500 else (124, width - 84)
    high = max([Level.C1, *(level for _label, level in kinds if level is not None)])
    steps = [level for level in Level if level % 10 == 0 and level <= high]
    bottom = 32 * len(kinds) + 4

    def at(level):
        return left + (right - left) * level / high

    marks = [line(at(level), 6, at(level), bottom) for level in steps]
    marks += [words(at(level), bottom + 17, level.label, GREY, "middle") for level in steps[1:]]
    if needed is not None:
        marks.append(line(at(needed), 6, at(needed), bottom, INK, 1.5, "4 3"))
    for place, (label, level) in enumerate(kinds):
        marks += _step(label, level, at, 32 * place + 22, place, None if place == 1 else needed)
    says = _steps_in_words(arrival, needed, leaving)
    rows = [(label, _name(level)) for label, level in kinds]
    return Chart(_("Danish on the way"), says, width, bottom + 24, (_("When"), _("Level")), rows, marks)


def _step(label, level, at, y, place, needed):
    yield words(0, y + 4, label, weight=600 if place == 2 else 400)
    if level is None:
        yield rect(at(0) + 3, y - 9, LETTER * len(_name(None)) + 6, 18, "#ffffff")
        yield words(at(0) + 6, y + 4, _name(None), GREY)
        return
    if place != 1:
        yield rect(at(0), y - 4, at(level) - at(0), 8, [SOFT, INK, ACCENT][place])
    yield dot(at(level), y, 6, ACCENT if place == 2 else "#ffffff", INK if place == 1 else ACCENT)
    yield words(_clear(at(level) + 13, _name(level), needed, at), y + 4, _name(level), weight=600)


def _clear(x, text, needed, at) -> float:
    """Where a word begins so that the line of what is needed doesn't cross it."""
    crossed = needed is not None and x - 4 < at(needed) < x + LETTER * len(text) + 4
    return at(needed) + 6 if crossed else x


def _name(level) -> str:
    return _("Not assessed") if level is None else str(Level(level).label)


def _steps_in_words(arrival, needed, leaving) -> str:
    facts = {"arrival": _name(arrival), "needed": _name(needed), "leaving": _name(leaving)}
    if arrival is None and leaving is None:
        return _("The level of Danish has not been assessed.")
    if leaving is None:
        return _("Danish was %(arrival)s on arrival. The level on leaving has not been assessed.") % facts
    if arrival is None:
        began = _("Danish is %(leaving)s on leaving.") % facts
    elif leaving > arrival:
        began = _("Danish rose from %(arrival)s on arrival to %(leaving)s on leaving.") % facts
    elif leaving == arrival:
        began = _("Danish is %(leaving)s, as on arrival.") % facts
    else:
        began = _("Danish was %(arrival)s on arrival and is %(leaving)s on leaving.") % facts
    if needed is None:
        return began
    reached = (
        _("The site needs %(needed)s: reached.")
        if leaving >= needed
        else _("The site needs %(needed)s: not yet.")
    )
    return f"{began} {reached % facts}"


# --- how much of each ------------------------------------------------------------------------------------
def bars(title, says, head, rows, unit="", most=None, width=360) -> Chart:
    """One bar a row, longest as given by `most` or the largest value; `rows` are (label, value, …more columns)."""
    most = most or max((row[1] for row in rows), default=0) or 1
    marks = []
    for place, (label, value, *_more) in enumerate(rows):
        y = 34 * place
        shown = f"{_figure(value)} {unit}".strip()
        marks += [
            words(0, y + 13, fit(str(label), width - len(shown) * LETTER - 16)),
            words(width, y + 13, shown, INK, "end", 600),
            rect(0, y + 19, width, 7, TRACK),
            rect(0, y + 19, width * min(value / most, 1), 7, ACCENT),
        ]
    return Chart(title, says, width, 34 * len(rows), head, list(rows), marks)


def _figure(value) -> str:
    whole = float(value).is_integer()
    return number_format(value, 0 if whole else 1, use_l10n=True, force_grouping=True)


# --- a level over the weeks ------------------------------------------------------------------------------
def trend(title, says, head, series, weeks, width=360) -> Chart:
    """One small line a row, so lines never cross: `series` are (label, [(week, level), …]) with weeks from 1."""
    seen = [level for _label, points in series for _week, level in points]
    low, high = (min(seen), max(seen)) if seen else (0, 0)
    narrow = width < 500  # then the label has a line of its own
    left, right, row = (36, width - 40, 60) if narrow else (240, width - 44, 36)

    def at(week, level, floor):
        x = left + (right - left) * ((week - 1) / (weeks - 1) if weeks > 1 else 1)
        return x, floor - 8 - 20 * ((level - low) / (high - low) if high > low else 0.5)

    marks = []
    for place, (label, points) in enumerate(series):
        floor = row * (place + 1) + 4
        ends = [at(week, level, floor) for week, level in points]
        marks.append(
            words(0, floor - (42 if narrow else 12), fit(str(label), width if narrow else left - 50))
        )
        marks += _small_line(ends, _name(points[0][1]), _name(points[-1][1]), left, right, floor)
    bottom = row * len(series) + 8
    first, last = _("Week 1"), _("Week %(number)s") % {"number": weeks}
    marks += [words(left, bottom + 14, first, GREY), words(right, bottom + 14, last, GREY, "end")]
    rows = [(label, _name(points[0][1]), _name(points[-1][1]), len(points)) for label, points in series]
    return Chart(title, says, width, bottom + 20, head, rows, marks)


def _small_line(ends, began, ended, left, right, floor):
    yield line(left, floor, right, floor)
    if len(ends) > 1:
        yield words(ends[0][0] - 8, ends[0][1] + 4, began, GREY, "end")
        yield path(ends)
    yield dot(*ends[-1], 4)
    yield words(ends[-1][0] + 11, ends[-1][1] + 4, ended, weight=600)
