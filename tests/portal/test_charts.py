"""Pictures of figures: true to the figures, in numbers SVG can read, with words and a table beside them."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from evaluation.report import context
from portal import charts
from portal.levels import Level
from tests.reports import empty, sample

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["danish", "kinds", "situations", "trend", "domains"]


def drawn(chart, language="da"):
    """The picture as a tree of elements."""
    with override(language):
        return ElementTree.fromstring(render_to_string("charts/chart.svg", {"chart": chart}))  # noqa: S314 - our own


def pictures(facts=None, paper=False, language="da"):
    with override(language):
        return {name: context(facts or sample(), paper)[name] for name in NAMES}


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_words_and_stays_on_its_canvas(name, paper):
    chart = pictures(paper=paper)[name]
    tree = drawn(chart)
    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title").text == f"{chart.title}. {chart.says}"
    assert chart.says.endswith(".")
    assert tree.get("font-family").startswith("IBM Plex Sans")
    for text in tree.iter(f"{SVG}text"):
        room = {"start": chart.width - float(text.get("x")), "end": float(text.get("x"))}
        wide = len(text.text) * charts.LETTER
        assert wide <= room.get(text.get("text-anchor"), 2 * min(room.values())) + 2, text.text
        assert 10 <= float(text.get("y")) <= chart.height  # the whole letter, from its top
    for each in tree.iter(f"{SVG}rect"):
        assert float(each.get("x")) + float(each.get("width")) <= chart.width


@pytest.mark.parametrize("name", NAMES)
def test_numbers_have_a_point_and_nothing_is_styled_in_line(name):
    svg = render_to_string("charts/chart.svg", {"chart": pictures()[name]})
    assert "style=" not in svg
    for attribute, value in re.findall(r' (x|y|x1|y1|x2|y2|cx|cy|r|width|height|points)="([^"]*)"', svg):
        assert re.fullmatch(r"(-?\d+(\.\d+)?[ ,]?)+", value), (attribute, value)
        assert attribute == "points" or "," not in value


@pytest.mark.parametrize("name", NAMES)
def test_the_table_holds_what_the_picture_shows(name):
    chart = pictures(language="en")[name]
    with override("en"):
        table = render_to_string("charts/table.html", {"chart": chart})
    assert chart.rows
    for row in chart.rows:
        assert len(row) == len(chart.head)
        assert str(row[0]) in table
    assert chart.told.count(":") >= len(chart.rows)


@pytest.mark.parametrize(
    "arrival, needed, leaving, says",
    [
        (
            Level.A2,
            Level.B1,
            Level.B1_PLUS,
            "Danish rose from A2 on arrival to B1+ on leaving. The site needs B1: reached.",
        ),
        (
            Level.A2,
            Level.B1,
            Level.A2_PLUS,
            "Danish rose from A2 on arrival to A2+ on leaving. The site needs B1: not yet.",
        ),
        (Level.B1, Level.B1, Level.B1, "Danish is B1, as on arrival. The site needs B1: reached."),
        (Level.B1, None, Level.A2, "Danish was B1 on arrival and is A2 on leaving."),
        (None, None, Level.A2, "Danish is A2 on leaving."),
        (Level.A1, Level.B1, None, "Danish was A1 on arrival. The level on leaving has not been assessed."),
        (None, Level.B1, None, "The level of Danish has not been assessed."),
    ],
)
def test_the_steps_say_what_they_show(arrival, needed, leaving, says):
    with override("en"):
        assert charts.level_steps(arrival, needed, leaving).says == says


def test_a_higher_level_reaches_further():
    def end(level):
        chart = charts.level_steps(Level.A1, Level.B1, level)
        return max(float(mark.x) for mark in chart.marks if mark.shape == "dot")

    ends = [end(level) for level in [Level.B1_PLUS, Level.B2, Level.C1, Level.C2]]
    assert ends[:3] == sorted(set(ends[:3]))
    assert ends[3] <= 360


def test_bars_are_as_long_as_their_figures():
    chart = charts.bars("Minutes", "", ("", ""), [("a", 200), ("b", 100), ("c", 0)])
    lengths = [float(mark.x2) for mark in chart.marks if mark.fill == charts.ACCENT]
    assert lengths == [360, 180, 0]


def test_long_labels_are_cut_on_the_picture_and_whole_in_the_table():
    label = "Samtale med borgere og pårørende om medicin, mad og hverdagens små ting"
    chart = charts.bars("Minutes", "", ("", ""), [(label, 200)], "min")
    shown = next(mark.text for mark in chart.marks if mark.shape == "text")
    assert shown.endswith("…") and label.startswith(shown[:-1])
    assert chart.rows == [(label, 200)]


def test_nothing_logged_draws_nothing():
    assert [name for name, chart in pictures(empty()).items() if chart.rows] == ["danish"]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour, least", [(charts.INK, 4.5), (charts.GREY, 4.5), (charts.ACCENT, 4.5)])
def test_words_and_figures_stand_out_from_the_page(colour, least):
    for ground in ["#ffffff", "#fbf8f2"]:
        assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= least
