"""Each preference as a table of shares, and how shares become points."""

import numpy as np
import pytest

from placements.matching import preferences
from placements.matching.codes import Setting, mask
from placements.matching.preferences import PREFERENCES, TOTAL, WEIGHTS, WHOLE, points, scaled
from placements.matching.ranking import rank

from .cases import TODAY, a_town, people, seats

HALF = WHOLE // 2
AWAY = 330.0  # metres in a minute

SHARES = [
    ("setting_wish", {}, {}, 0),
    ("setting_wish", {"settings": mask(Setting.CARE_HOME, Setting.SHELTER)}, {}, WHOLE),
    ("setting_wish", {"settings": mask(Setting.SHELTER)}, {}, 0),
    ("district_wish", {"districts": 6}, {"district": 2}, WHOLE),
    ("district_wish", {"districts": 6}, {"district": 8}, 0),
    ("learning", {"goals": 7}, {"teaches": 8}, 0),
    ("learning", {"goals": 7}, {"teaches": 12}, HALF),
    ("learning", {"goals": 7}, {"teaches": 3}, WHOLE),
    ("learning", {"goals": 7}, {"teaches": 7}, WHOLE),
    ("specialisation", {"experience": 1}, {"strengths": 3}, HALF),
    ("danish_level", {"oral": 40}, {"good_oral": 40}, WHOLE),
    ("danish_level", {"oral": 30}, {"good_oral": 40}, HALF),
    ("danish_level", {"oral": 20}, {"good_oral": 40}, 0),
    ("danish_level", {"oral": 60}, {"good_oral": 40}, WHOLE),
    ("danish_level", {"oral": 60, "written": 20}, {"good_oral": 40, "good_written": 30}, HALF),
    ("travel_time", {}, {"north_seat": 5 * AWAY}, WHOLE),
    ("travel_time", {}, {"north_seat": 50 * AWAY}, 0),
    ("travel_time", {}, {"north_seat": 500 * AWAY}, 0),
    ("travel_time", {}, {"north_seat": float("nan")}, 0),
    ("volunteer_tie", {}, {}, 0),
    ("volunteer_tie", {"tie_site": 7}, {}, WHOLE),
    ("volunteer_tie", {"tie_site": 8}, {}, 0),
    ("volunteer_tie", {"tie_site": 0}, {"site": 0}, 0),
    ("volunteer_tie", {"associations": 4}, {"partners": 6}, HALF),
    ("volunteer_tie", {"tie_site": 7, "associations": 4}, {"partners": 6}, WHOLE),
    ("languages", {"languages": 1}, {"site_languages": 3}, WHOLE),
    ("languages", {"languages": 4}, {"site_languages": 3}, 0),
    ("waiting", {"waiting_since": TODAY}, {}, 0),
    ("waiting", {"waiting_since": TODAY + 5}, {}, 0),
    ("waiting", {"waiting_since": TODAY - 91}, {}, HALF),
    ("waiting", {"waiting_since": TODAY - 9000}, {}, WHOLE),
    ("permit_running_out", {"permit_to": TODAY + 400}, {}, 0),
    ("permit_running_out", {"permit_to": TODAY + 225}, {}, HALF),
    ("permit_running_out", {"permit_to": TODAY + 20}, {}, WHOLE),
    ("rotation", {}, {}, WHOLE),
    ("rotation", {"covered": mask(Setting.CARE_HOME)}, {}, 0),
]


@pytest.mark.parametrize("name, person, seat, share", SHARES)
def test_preference(name, person, seat, share):
    assert getattr(preferences, name)(people(person), seats(seat)).item() == share


def test_every_preference_stands_in_the_table():
    assert {each.name for each in PREFERENCES} == {name for name, *_ in SHARES}


def test_a_share_never_leaves_its_bounds():
    persons, places = a_town(np.random.default_rng(2), 80, 60)
    for each in PREFERENCES:
        share = each.share(persons.column(), places)
        assert share.min() >= 0 and share.max() <= WHOLE, each.name


@pytest.mark.parametrize(
    "share, weight, expected", [(0, 150, 0), (64, 150, 150), (32, 15, 7), (64, 1000, 1000)]
)
def test_points(share, weight, expected):
    assert points(np.int16(share), weight) == expected


def test_the_weights_the_house_starts_with_sum_to_the_total():
    assert sum(WEIGHTS.values()) == TOTAL
    assert scaled(WEIGHTS) == WEIGHTS


def test_any_weights_are_brought_to_the_total():
    assert sum(scaled({name: 7 for name in WEIGHTS}).values()) == TOTAL
    alone = dict.fromkeys(WEIGHTS, 0) | {"waiting": 3}
    assert scaled(alone) == dict.fromkeys(WEIGHTS, 0) | {"waiting": TOTAL}


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"waiting": -1}, "negative: waiting"),
        ({"waiting": float("nan")}, "negative: waiting"),
        ({"nationality": 5}, "unknown: nationality"),
        (dict.fromkeys(WEIGHTS, 0), "all weights are zero"),
    ],
)
def test_weights_that_make_no_sense_are_refused(change, complaint):
    with pytest.raises(ValueError, match=complaint):
        scaled(WEIGHTS | change)


def test_a_missing_weight_is_named():
    with pytest.raises(ValueError, match="missing or unknown: waiting"):
        scaled({name: weight for name, weight in WEIGHTS.items() if name != "waiting"})


def test_the_fit_is_the_sum_of_the_points():
    persons, places = a_town(np.random.default_rng(3), 30, 20)
    ranking = rank(persons, places)
    assert (ranking.fit == ranking.points.sum(axis=0)).all()
    assert ranking.fit.min() >= 0 and ranking.fit.max() <= TOTAL
