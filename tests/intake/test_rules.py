"""Rules of the intake as tables."""

from datetime import date

import pytest

from intake import rules


@pytest.mark.parametrize(
    ("citizenship", "education", "needed", "track"),
    [
        ("PH", "PH", True, "THIRD_COUNTRY"),
        ("PH", "DE", True, "THIRD_COUNTRY"),
        ("RO", "RO", True, "NORDIC_EU_EEA"),
        ("NO", "SE", True, "NORDIC_EU_EEA"),
        ("PL", "UA", True, "UNCLEAR"),
        ("GB", "GB", True, "THIRD_COUNTRY"),
        ("PH", "DK", True, "DK"),
        ("", "PH", True, "UNCLEAR"),
        ("PH", "", True, "UNCLEAR"),
        ("PH", "PH", False, "NOT_REGULATED"),
        ("DK", "GL", True, "GL_FO"),
        ("PH", "FO", True, "THIRD_COUNTRY"),
        ("PH PL", "PL", True, "NORDIC_EU_EEA"),
    ],
)
def test_the_likely_track(citizenship, education, needed, track):
    assert rules.track(citizenship.split(), education, needed) == track


@pytest.mark.parametrize(
    ("received", "days", "answer"),
    [
        (date(2027, 2, 22), 10, date(2027, 3, 4)),  # Monday to Thursday
        (date(2027, 2, 24), 10, date(2027, 3, 8)),  # to a Saturday: the Monday after
        (date(2027, 2, 25), 10, date(2027, 3, 8)),  # to a Sunday: likewise
        (date(2028, 2, 24), 5, date(2028, 2, 29)),
    ],
)
def test_the_promised_day_is_never_on_a_weekend(received, days, answer):
    assert rules.answer_by(received, days) == answer


@pytest.mark.parametrize(("finished", "old"), [(None, False), (2026, False), (2020, False), (2019, True)])
def test_an_education_is_old_after_six_years(finished, old):
    assert rules.old_education(finished, date(2026, 11, 22)) is old


@pytest.mark.parametrize(
    ("claimed", "assessed", "level"),
    [(30, None, 30), (30, 20, 20), (None, 20, 20), (None, None, None), (30, 0, 0)],
)
def test_the_assessed_level_counts_before_the_claimed(claimed, assessed, level):
    assert rules.working_level(claimed, assessed) == level
