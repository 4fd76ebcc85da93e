"""The rules of mentoring as tables: when an item falls due, and how many days of work there are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring import rules
from mentoring.models import Situation

MONDAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    "offset, due",
    [
        (-14, date(2027, 2, 15)),
        (-3, date(2027, 2, 26)),
        (-2, date(2027, 2, 26)),  # a Saturday before the start: the Friday
        (-1, date(2027, 2, 26)),  # a Sunday before the start: the Friday
        (0, MONDAY),
        (4, date(2027, 3, 5)),
        (5, date(2027, 3, 8)),  # a Saturday after the start: the Monday
        (6, date(2027, 3, 8)),  # a Sunday after the start: the Monday
        (7, date(2027, 3, 8)),
        (28, date(2027, 3, 29)),  # across the change to summer time
    ],
)
def test_when_an_item_falls_due(offset, due):
    assert rules.due_on(MONDAY, offset) == due


@pytest.mark.parametrize("start", [date(2027, 3, 6), date(2027, 3, 7)])
def test_the_first_day_of_a_weekend_start_is_the_monday(start):
    assert rules.due_on(start, 0) == date(2027, 3, 8)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-60, 400))
def test_nothing_falls_due_on_a_weekend_or_far_from_its_day(start, offset):
    due = rules.due_on(start, offset)
    assert due.weekday() < 5
    assert abs((due - start).days - offset) <= 2
    assert offset >= 0 or due <= start + timedelta(days=offset)


@pytest.mark.parametrize(
    "first, last, days",
    [
        (MONDAY, MONDAY, 1),
        (MONDAY, date(2027, 3, 7), 5),
        (MONDAY, date(2027, 3, 8), 6),
        (date(2027, 3, 6), date(2027, 3, 7), 0),
        (date(2027, 3, 5), date(2027, 3, 8), 2),
        (MONDAY, date(2027, 2, 28), 0),
        (MONDAY, date(2027, 5, 21), 60),
    ],
)
def test_days_of_work(first, last, days):
    assert rules.workdays(first, last) == days


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 500))
def test_days_of_work_are_those_one_counts_on_the_fingers(first, length):
    days = [first + timedelta(days=n) for n in range(length)]
    last = first + timedelta(days=length - 1)
    assert rules.workdays(first, last) == sum(day.weekday() < 5 for day in days)


def test_every_situation_has_three_phrases_in_both_languages():
    assert set(rules.PHRASES) == {situation.value for situation in Situation}
    for phrases in rules.PHRASES.values():
        assert len(phrases) == 3
        assert all(danish and english and danish != english for danish, english in phrases)
