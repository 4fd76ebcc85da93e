"""What one change at a seat or a site opens, counted by hand."""

import pytest

from placements.matching import rank
from placements.matching.openings import openings, supervision

from .cases import TODAY, people, seats
from .test_explain import SAY

STRONG, WEAK = {"oral": 50, "written": 50}, {"oral": 20, "written": 20}


def said(found):
    return [each.sentence.say(show=SAY) for each in found]


@pytest.mark.parametrize(
    "asks, told",
    [
        ((30, 0), "Danish A2+ spoken instead of B1 would open it to 1 more."),
        ((0, 30), "Danish A2+ written instead of B1 would open it to 1 more."),
        ((30, 30), "Danish A2+, both spoken and written, would open it to 1 more."),
    ],
)
def test_less_danish_is_told_for_what_is_lacking_and_once(asks, told):
    some = people(STRONG, WEAK | {"oral": 25, "written": 25}, WEAK)
    seat = seats({"min_oral": asks[0], "min_written": asks[1]})
    found = said(openings(some, seat, rank(some, seat)))
    assert [text for text in found if "Danish" in text] == [told]


def test_a_supervisor_places_as_many_as_the_site_has_seats_for():
    """Four could have the first seat or the second, one of them the long one alone; the helper none."""
    site = seats(
        {"trained": False, "room": 0}, {"trained": False, "room": 0, "min_weeks": 10, "max_weeks": 20}
    )
    some = people({"weeks": 4}, {"weeks": 5}, {"weeks": 9}, {"weeks": 12}, {"weeks": 4, "profession": 4})
    assert said(supervision(some, site, "Havkær")) == [
        "A trained supervisor at Havkær from 2027-01-19 would give 2 a place; 4 people fit there."
    ]
    assert said(supervision(some.at([0, 1, 2]), site, "Havkær")) == [
        "A trained supervisor at Havkær from 2027-01-19 would give 1 a place; 3 people fit there."
    ]
    assert supervision(some.at([4]), site, "Havkær") == []


def test_a_supervisor_is_not_asked_for_where_there_is_one_or_no_seat():
    here = seats({"opens": TODAY + 3})
    assert (
        supervision(people(), here, "Havkær") == supervision(people(), here.at(slice(0, 0)), "Havkær") == []
    )
