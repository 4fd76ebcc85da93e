"""What a coordinator reads: reasons with their facts and sources, blockers, and what would open the way."""

from datetime import date

import numpy as np
import pytest

from placements.matching import People, explain, nearest_misses, rank
from placements.matching.explain import pair
from placements.matching.facts import APPLICATION, PROFILE, SEAT, SUPERVISORS, Seats
from placements.matching.preferences import PREFERENCES
from placements.matching.rules import FAIL, PASS, RULES, SUPPORT
from placements.matching.sentences import Sentence, Value, names_in
from placements.matching.words import Words

from .cases import TODAY, a_town, people, seats

SAY = Words(
    tags=["dementia", "wounds", "palliation"],
    languages=["Arabic", "Ukrainian"],
    districts=["North", "South"],
    associations=["Red Cross"],
)


def told(explanation, kind):
    return [reason.sentence.say(show=SAY) for reason in explanation.reasons if reason.kind == kind]


def test_a_pair_that_fits_is_told_by_its_points_and_what_is_met():
    found = explain(people({"settings": 1}), seats(), 0, 0)
    assert found.eligible
    assert found.verdict == PASS
    assert told(found, "points")[0] == "The applicant wishes this kind of place: care home."
    assert told(found, "met")[0] == "The site takes this profession: nurse."
    assert found.fit == sum(reason.points for reason in found.reasons)
    assert found.nearest_miss == []


def test_blockers_come_first_then_support_then_the_points_from_the_highest():
    found = explain(
        people({"oral": 10, "shifts": 1, "settings": 1}), seats({"seat_shifts": 3, "room": 0}), 0, 0
    )
    kinds = [reason.kind for reason in found.reasons]
    assert kinds == sorted(kinds, key=["blocker", "support", "points", "met"].index)
    assert told(found, "blocker") == [
        "Danish A1 spoken, B1 written; the site needs B1 and A2.",
        "No trained supervisor has room there.",
    ]
    assert told(found, "support") == [
        "The applicant can take day; the seat also has evening: agree on the shifts."
    ]
    points = [reason.points for reason in found.reasons if reason.kind == "points"]
    assert points == sorted(points, reverse=True)
    assert found.verdict == FAIL
    assert [miss.say(show=SAY) for miss in found.nearest_miss] == [
        "Danish B1 spoken and A2 written.",
        "A trained supervisor with room.",
    ]


def test_where_the_facts_come_from():
    both = explain(people({"languages": 1}), seats({"site_languages": 1}), 0, 0)
    found = {reason.name: reason.sources for reason in both.reasons}
    assert found["languages"] == (
        APPLICATION,
        PROFILE,
    )  # what she speaks besides Danish is nobody's assessment
    assert found["supervisor"] == (SUPERVISORS,)
    assert found["fresh"] == (SEAT,)
    assert found["child_care"] == (PROFILE,)


def test_a_row_may_name_its_own_source():
    own = people({}, {}, sources={"oral": {2: "PD3, June 2026"}})
    usual, named = (
        next(reason.sources for reason in explain(own, seats(), row, 0).reasons if reason.name == "danish")
        for row in (0, 1)
    )
    assert usual == ("the Danish level, assessed or claimed",)
    assert named == ("PD3, June 2026", "the Danish level, assessed or claimed")


@pytest.mark.parametrize("seed", range(20))
def test_every_pair_has_three_reasons_each_with_a_source_and_a_sentence(seed):
    persons, places = a_town(np.random.default_rng(seed), 6, 5)
    ranking = rank(persons, places)
    for person, seat in np.ndindex(6, 5):
        found = explain(persons, places, person, seat)
        assert len(found.reasons) >= 3
        assert all(reason.sources and "%" not in reason.sentence.say(show=SAY) for reason in found.reasons)
        assert found.fit == ranking.fit[person, seat]
        assert found.verdict == ranking.verdict[person, seat]
        assert len(told(found, "blocker")) == ranking.blockers[person, seat] == len(found.nearest_miss)


def test_the_order_of_seats_is_eligible_first_and_the_better_fit_first():
    persons, places = a_town(np.random.default_rng(5), 4, 50)
    ranking = rank(persons, places)
    order = ranking.seats_for(2)
    keys = [(ranking.blockers[2, seat], -ranking.fit[2, seat]) for seat in order]
    assert keys == sorted(keys)
    keys = [(ranking.blockers[who, 7], -ranking.fit[who, 7]) for who in ranking.people_for(7)]
    assert keys == sorted(keys)


def test_support_is_eligible():
    persons, places = people({"oral": 20, "language_plan": True}), seats()
    assert rank(persons, places).verdict.tolist() == [[SUPPORT]]
    assert explain(persons, places, 0, 0).eligible


def test_the_nearest_miss_counts_the_places_one_change_would_open():
    places = seats(*[{"min_oral": 40}] * 3, {"min_oral": 50}, {"room": 0}, {"min_oral": 40, "room": 0}, {})
    misses = nearest_misses(people(), places, 0, rank(people(), places))
    assert [(miss.name, miss.count, miss.seats.tolist()) for miss in misses] == [
        ("danish", 3, [0, 1, 2]),
        ("supervisor", 1, [4]),
    ]
    assert misses[0].sentence.say(show=SAY) == (
        "Danish B2 spoken instead of B1. That alone would open 3 more places."
    )


def told_of_misses(person, places):
    found = nearest_misses(person, places, 0, rank(person, places))
    return [(miss.sentence.say(show=SAY), miss.seats.tolist()) for miss in found]


def test_what_a_step_in_danish_opens_is_counted_by_hand():
    """Some seats need more spoken, some more written Danish, some both, some a mentor's help to make the step do."""
    asked = [(30, 0, 2, False), (0, 30, 1, False), (30, 30, 1, False), (40, 0, 1, True), (40, 0, 1, False)]
    names = ("min_oral", "min_written", "places", "language_support")
    places = seats(*[dict(zip(names, each, strict=True)) for each in asked])
    weak = people({"oral": 20, "written": 20})
    assert told_of_misses(weak, places) == [
        ("Danish B1, both spoken and written. That alone would open 5 more places.", [0, 1, 2, 3])
    ]
    assert told_of_misses(weak, places.at([1, 4])) == [
        ("Danish B1 written instead of A2. That alone would open 1 more place.", [0])
    ]


@pytest.mark.parametrize(
    "person, changes, said, opened",
    [
        # of several hours, weeks and minutes the least that opens half of them
        (
            {"hours": 20},
            [{"min_hours": 37}, {"min_hours": 25}, {"min_hours": 30}],
            "More hours a week: 30. That alone would open 2 more places.",
            [1, 2],
        ),
        (
            {"travel_limit": 15, "east": 0.0, "north": 0.0},
            [{"north_seat": metres} for metres in (330.0 * 60, 330.0 * 40, 330.0 * 200)],
            "A longer way to work: 70 minutes. That alone would open 2 more places.",
            [0, 1],
        ),
        # of several shifts those most seats work in, not all that differ
        (
            {"shifts": 1},
            [{"seat_shifts": 4}, {"seat_shifts": 2}, {"seat_shifts": 4}],
            "Other shifts: night. That alone would open 2 more places.",
            [0, 2],
        ),
        # a seat without a place isn't opened by its confirmation
        (
            {},
            [{"fresh_until": TODAY - 1, "places": places} for places in (1, 0)],
            "A fresh confirmation from the site. That alone would open 1 more place.",
            [0],
        ),
    ],
)
def test_only_what_the_change_really_opens_is_counted(person, changes, said, opened):
    assert told_of_misses(people(person), seats(*changes)) == [(said, opened)]


def test_a_sentence_is_put_together_in_the_readers_language():
    danish = {"Other dates until %(day)s.": "Andre datoer til %(day)s."}
    sentence = Sentence("Other dates until %(day)s.", {"day": Value("day", date(2027, 3, 2).toordinal())})
    words = Words(translate=danish.get, date=lambda day: f"{day:%d.%m.%Y}")
    assert sentence.say(danish.get, words) == "Andre datoer til 02.03.2027."


@pytest.mark.parametrize(
    "shown, number, words",
    [
        ("level", 25, "A2+"),
        ("day", TODAY, "2027-01-19"),
        ("day", 0, "not set"),
        ("day", 4_000_000, "no end"),
        ("clock", 425, "07:05"),
        ("shifts", 5, "day, night"),
        ("checks", 0, "none"),
        ("tags", 5, "dementia, palliation"),
        ("minutes", 45, "45"),
        ("work", 4, "no right to work"),
    ],
)
def test_words(shown, number, words):
    assert SAY(Value(shown, number)) == words


def test_every_name_in_a_sentence_is_a_fact():
    texts = [rule.sentence(answer) for rule in RULES for answer in (PASS, SUPPORT, FAIL)]
    texts += [rule.opens for rule in RULES] + [each.sentence for each in PREFERENCES]
    persons, places = people(), seats()
    both = pair(persons, places, 0, 0)
    assert all(both.value(name).shown for text in texts for name in names_in(text))


def test_nationality_sex_age_and_religion_are_no_facts():
    words = {word for name in [*People.told(), *Seats.told()] for word in name.split("_")}
    assert words.isdisjoint(
        {
            "nationality",
            "citizenship",
            "country",
            "sex",
            "gender",
            "age",
            "born",
            "birth",
            "religion",
            "faith",
        }
    )
    with pytest.raises(ValueError, match="People knows no nationality"):
        People.of({"id": [1], "nationality": ["UA"]})


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="not 2 values each: oral"):
        People.of({"id": [1, 2], "oral": [30]})
