"""Words for people: what a day, a deadline, a list and a status are called."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from intake.models import Status
from portal import text

TODAY = date(2027, 3, 2)


def test_a_day_is_said_with_its_weekday():
    with override("en"):
        assert text.full_day(TODAY) == "Tuesday 2 March 2027"
        assert text.short_day(TODAY) == "2 March 2027"
        assert text.full_day(None) == ""


def test_a_moment_is_told_by_the_clock_here():
    with override("en"):
        at = datetime(2027, 7, 1, 12, 5, tzinfo=ZoneInfo("UTC"))
        assert text.moment(at) == "Thursday 1 July 2027 at 14:05"


@pytest.mark.parametrize(
    "day, said",
    [(1, "yesterday"), (2, "today"), (3, "tomorrow"), (8, "in 6 days"), (None, "")],
)
def test_a_deadline_is_said_as_a_distance(day, said):
    with override("en"):
        assert text.distance(day and date(2027, 3, day), TODAY) == said


def test_a_day_long_gone_is_counted_back():
    with override("en"):
        assert text.distance(date(2027, 2, 27), TODAY) == "3 days ago"


@pytest.mark.parametrize(
    "words, said",
    [([], ""), (["Arabic"], "Arabic"), (["Arabic", "Danish", "English"], "Arabic, Danish and English")],
)
def test_a_list_is_joined_as_one_says_it(words, said):
    with override("en"):
        assert text.joined(words) == said


@pytest.mark.parametrize("status", Status)
def test_every_status_of_an_application_has_a_tone(status):
    assert text.tone(status) != "note", status


def test_an_unknown_status_is_noted():
    assert text.tone("somewhere") == "note"


@pytest.mark.parametrize("label, noun", [("Start date", "start date"), ("CPR number", "CPR number")])
def test_a_label_becomes_a_noun(label, noun):
    assert text.as_noun(label) == noun


def test_a_label_keeps_its_capital_in_german():
    with override("de"):
        assert text.as_noun("Nachname") == "Nachname"


def test_a_day_and_its_time_are_said_as_each_language_says_them():
    late = datetime(2027, 3, 2, 14, 5, tzinfo=ZoneInfo("Europe/Copenhagen"))
    with override("de"):
        assert text.moment(late) == "Dienstag, 2. März 2027, 14:05 Uhr"
    with override("es"):
        assert text.moment(late) == "martes 2 de marzo de 2027 a las 14:05"
