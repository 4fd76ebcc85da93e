"""Every rule and preference says what it found, in English and Danish, with its facts and where they come from."""

import numpy as np
import pytest
from django.utils.translation import gettext, override

from placements.matching.codes import Check, Legal, Stage
from placements.matching.explain import explain, pair
from placements.matching.facts import People
from placements.matching.preferences import PREFERENCES
from placements.matching.rules import FAIL, PASS, RULES, SUPPORT
from placements.matching.words import Words

from .matching.cases import TODAY, a_town, people, seats
from .matching.test_rules import ANSWERS

MISSING = ("%(", "not set", "ikke angivet", " -1", " nan")  # what a sentence without its fact would hold
ENDS = (".", "?")
LABELS = {kind: [f"{kind}{bit}" for bit in range(32)] for kind in ("tags", "languages", "districts")}


def said(sentence):
    """(English, Danish)."""
    found = []
    for language in ("en", "da"):
        with override(language):
            found.append(sentence.say(gettext, Words(gettext, **LABELS)))
    return found


def told(rule, answer, person, seat):
    """What a rule says of one pair, checked for the answer and for both languages."""
    persons, places = person, seat
    assert int(rule.test(persons.at(0), places.at(0))) == answer
    text = rule.sentence(answer)
    both = pair(persons, places, 0, 0)
    assert both.sources(text, rule.about)
    return said(both.sentence(text))


@pytest.mark.parametrize("name, person, seat, answer", ANSWERS)
def test_every_answer_of_every_rule_is_a_whole_sentence_in_both_languages(name, person, seat, answer):
    rule = next(each for each in RULES if each.name == name)
    english, danish = told(rule, answer, people(person), seats(seat))
    assert english != danish
    for text in (english, danish):
        assert text.endswith(ENDS)
        assert not any(gap in text for gap in MISSING), text


def test_facts_nobody_has_given_leave_no_gap_in_a_sentence():
    """Somebody of whom nothing but the number is known, and people and seats in which every fact varies."""
    persons, places = a_town(np.random.default_rng(4), 12, 10)
    nobody = People.of({"id": [1]})
    pairs = [(persons, who, where) for who, where in np.ndindex(12, 10)]
    pairs += [(nobody, 0, where) for where in range(10)]
    answers = set()
    for crowd, who, where in pairs:
        why = explain(crowd, places, who, where)
        for reason in why.reasons:
            answers.add((reason.name, reason.kind))
            assert reason.sources
            for text in said(reason.sentence):
                assert not any(gap in text for gap in MISSING), (reason.name, text)
        for miss in why.nearest_miss:
            for text in said(miss):
                assert not any(gap in text for gap in MISSING), text
    assert len(answers) > len(RULES) + len(PREFERENCES)


FULL_TIME = {"legal": Legal.EVALUATION, "stage": Stage.SEEKING_EVALUATION, "hours": 36}


@pytest.mark.parametrize(
    "name, answer, person, seat, english",
    [
        # evaluation employment is full time, whatever the seat asks of others
        ("hours", FAIL, FULL_TIME, {}, "The applicant can be there 36 hours a week; the seat needs 37."),
        ("hours", PASS, FULL_TIME | {"hours": 37}, {}, "37 hours a week are enough: the seat needs 37."),
        # a seat without a place has nothing to do with its confirmation
        (
            "fresh",
            FAIL,
            {},
            {"places": 0},
            "The seat can't be used now: confirmed until 2027-01-19, number of places: 0.",
        ),
        # without a permit, none runs out
        ("permit", PASS, {"permit_to": 4_000_000}, {}, "No residence permit runs out before 2027-04-01."),
        # what is over the limit is never told as the limit
        (
            "commute",
            SUPPORT,
            {"travel_limit": 45},
            {"north_seat": 35.2 * 330},
            "The way takes about 46 minutes, the limit is 45: ask the applicant.",
        ),
        # a day in the past is not a day to start
        (
            "dates",
            FAIL,
            {"free_from": 0, "free_to": TODAY + 5},
            {"opens": TODAY - 40, "min_weeks": 0},
            "The dates don't meet. The applicant: 2027-01-19 – 2027-01-24. "
            "The seat: 2027-01-19 – 2027-06-18, at least 1 weeks.",
        ),
        (
            "checks",
            SUPPORT,
            {},
            {"needed_checks": Check.MRSA},
            "Still to be obtained before the first day: MRSA.",
        ),
    ],
)
def test_the_fact_in_a_sentence_is_the_one_that_decides(name, answer, person, seat, english):
    rule = next(each for each in RULES if each.name == name)
    assert told(rule, answer, people(person), seats(seat))[0] == english
