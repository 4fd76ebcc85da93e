"""Each hard rule as a table: what is changed in the pair that suits, and what the rule answers."""

import numpy as np
import pytest

from placements.matching import rules
from placements.matching.codes import Check, Legal, Shift, Stage, Work, mask
from placements.matching.rules import FAIL, PASS, RULES, SUPPORT

from .cases import TODAY, a_town, people, seats

EVALUATION = {"legal": Legal.EVALUATION, "stage": Stage.SEEKING_EVALUATION}
NAN = float("nan")

ANSWERS = [
    ("profession", {}, {}, PASS),
    ("profession", {"profession": mask(1)}, {}, PASS),
    ("profession", {"profession": mask(2)}, {}, FAIL),
    ("profession", {}, {"professions": 0}, FAIL),
    ("legal_kind", {}, {}, PASS),
    ("legal_kind", {}, {"hosts": 0}, FAIL),
    ("legal_kind", {}, {"hosts": 0, "asks": mask(Legal.COMPANY_PLACEMENT)}, SUPPORT),
    ("legal_kind", {}, {"asks": mask(Legal.COMPANY_PLACEMENT)}, PASS),
    ("legal_kind", {"legal": Legal.WAGE_SUBSIDY}, {}, FAIL),
    ("legal_kind", {"legal": Legal.UNDECIDED}, {"hosts": 0}, SUPPORT),
    ("authorisation", {"stage": Stage.NOT_STARTED}, {}, PASS),
    ("authorisation", {"stage": Stage.REJECTED}, {}, PASS),
    ("authorisation", EVALUATION, {}, SUPPORT),
    ("authorisation", EVALUATION | {"stage": Stage.LANGUAGE_PASSED}, {}, SUPPORT),
    ("authorisation", EVALUATION | {"stage": Stage.LANGUAGE_PENDING}, {}, FAIL),
    ("authorisation", EVALUATION | {"stage": Stage.REJECTED}, {}, FAIL),
    ("authorisation", EVALUATION | {"evaluation_from": TODAY, "evaluation_to": TODAY + 191}, {}, PASS),
    ("authorisation", EVALUATION | {"evaluation_from": TODAY, "evaluation_to": TODAY + 190}, {}, SUPPORT),
    (
        "authorisation",
        EVALUATION | {"evaluation_from": TODAY + 11, "evaluation_to": TODAY + 400},
        {},
        SUPPORT,
    ),
    ("right_to_work", {}, {}, PASS),
    ("right_to_work", {"work": Work.HOURS_LIMITED}, {}, SUPPORT),
    ("right_to_work", {"work": Work.EMPLOYER_TIED}, {}, SUPPORT),
    ("right_to_work", {"work": Work.NEEDS_CHECK}, {}, SUPPORT),
    ("right_to_work", {"work": Work.NONE}, {}, FAIL),
    ("permit", {}, {}, PASS),
    ("permit", {"permit_to": TODAY + 10 + 9 * 7 - 1}, {}, PASS),
    ("permit", {"permit_to": TODAY + 10 + 9 * 7 - 2}, {}, SUPPORT),
    ("permit", {"permit_to": TODAY + 10 + 4 * 7 - 1}, {}, SUPPORT),
    ("permit", {"permit_to": TODAY + 10 + 4 * 7 - 2}, {}, FAIL),
    ("danish", {}, {}, PASS),
    ("danish", {"oral": 20}, {}, FAIL),
    ("danish", {"oral": 20}, {"language_support": True}, SUPPORT),
    ("danish", {"oral": 20, "language_plan": True}, {}, SUPPORT),
    ("danish", {"oral": 10, "language_plan": True}, {"language_support": True}, FAIL),
    ("danish", {"written": 10}, {}, FAIL),
    ("danish", {"written": 10}, {"language_support": True}, SUPPORT),
    ("danish", {"oral": 25}, {}, FAIL),
    ("dates", {}, {}, PASS),
    ("dates", {"free_to": TODAY + 10 + 27}, {}, SUPPORT),
    ("dates", {"free_to": TODAY + 10 + 26}, {}, FAIL),
    ("dates", {}, {"closes": TODAY + 10 + 62}, PASS),
    ("dates", {}, {"closes": TODAY + 10 + 61}, SUPPORT),
    ("dates", {"free_from": TODAY + 151}, {}, FAIL),
    ("dates", {"free_from": TODAY - 50, "free_to": TODAY + 27}, {}, SUPPORT),
    ("dates", {"free_from": TODAY - 50, "free_to": TODAY + 26}, {"opens": TODAY - 50}, FAIL),
    ("latest_start", {}, {}, PASS),
    ("latest_start", {"start_by": TODAY + 10}, {}, PASS),
    ("latest_start", {"start_by": TODAY + 9}, {}, SUPPORT),
    ("length", {}, {}, PASS),
    ("length", {"weeks": 3}, {}, FAIL),
    ("length", {"weeks": 4}, {}, PASS),
    ("length", {"weeks": 0}, {}, PASS),
    ("length", {"weeks": 13}, {}, PASS),
    ("length", {"weeks": 14}, {}, SUPPORT),
    ("hours", {}, {}, PASS),
    ("hours", {"hours": 30}, {}, PASS),
    ("hours", {"hours": 29}, {}, FAIL),
    ("hours", {"hours_limit": 20}, {}, FAIL),
    ("hours", EVALUATION | {"hours": 36}, {}, FAIL),
    ("hours", EVALUATION, {}, PASS),
    ("shifts", {}, {}, PASS),
    ("shifts", {}, {"seat_shifts": Shift.NIGHT}, FAIL),
    ("shifts", {}, {"seat_shifts": Shift.DAY | Shift.NIGHT}, SUPPORT),
    ("checks", {}, {}, PASS),
    ("checks", {}, {"needed_checks": Check.MRSA}, SUPPORT),
    ("checks", {"checks": Check.MRSA}, {"needed_checks": Check.MRSA}, PASS),
    ("checks", {"barred": Check.MRSA}, {"needed_checks": Check.MRSA}, FAIL),
    ("checks", {"barred": Check.MRSA}, {}, PASS),
    ("supervisor", {}, {}, PASS),
    ("supervisor", {}, {"trained": False}, FAIL),
    ("supervisor", {}, {"room": 0}, FAIL),
    ("supervisor", {}, {"room": -1}, FAIL),
    ("fresh", {}, {}, PASS),
    ("fresh", {}, {"fresh_until": TODAY - 1}, FAIL),
    ("fresh", {}, {"places": 0}, FAIL),
    ("child_care", {}, {}, PASS),
    ("child_care", {"earliest": 7 * 60 + 1}, {}, SUPPORT),
    ("child_care", {"earliest": 8 * 60}, {}, SUPPORT),
    ("child_care", {"earliest": 8 * 60 + 1}, {}, FAIL),
    ("child_care", {"latest": 14 * 60}, {}, SUPPORT),
    ("child_care", {"latest": 14 * 60 - 1}, {}, FAIL),
    ("commute", {}, {}, PASS),
    ("commute", {"travel_limit": 20}, {}, PASS),
    ("commute", {"travel_limit": 19}, {}, SUPPORT),
    ("commute", {"travel_limit": 5}, {}, SUPPORT),
    ("commute", {"travel_limit": 4}, {}, FAIL),
    ("commute", {"travel_limit": 0}, {"north_seat": 1e6}, PASS),
    ("commute", {"travel_limit": 20, "east": NAN}, {}, PASS),
    ("commute", {"travel_limit": 20}, {"north_seat": NAN}, PASS),
    ("first_bus", {}, {}, PASS),
    ("first_bus", {}, {"first_bus": 7 * 60}, PASS),
    ("first_bus", {}, {"first_bus": 7 * 60 + 1}, SUPPORT),
    ("first_bus", {"own_transport": True}, {"first_bus": 7 * 60 + 1}, PASS),
    ("at_seven", {}, {}, PASS),
    ("at_seven", {"unsure_at_seven": True}, {}, SUPPORT),
    ("at_seven", {"unsure_at_seven": True}, {"begins": 7 * 60 + 1}, PASS),
]


@pytest.mark.parametrize("name, person, seat, answer", ANSWERS)
def test_rule(name, person, seat, answer):
    found = getattr(rules, name)(people(person), seats(seat))
    assert found.dtype == np.int8
    assert found.item() == answer


def test_every_rule_stands_in_the_table_with_every_answer_it_has_a_sentence_for():
    told = {
        (rule.name, answer) for rule in RULES for answer in (PASS, SUPPORT, FAIL) if rule.sentence(answer)
    }
    assert told == {(name, answer) for name, _, _, answer in ANSWERS}


def test_the_rules_answer_a_whole_table_as_they_answer_each_pair():
    persons, places = a_town(np.random.default_rng(1), 40, 30)
    for rule in RULES:
        table = np.broadcast_to(rule.test(persons.column(), places), (40, 30))
        single = [
            [rule.test(persons.at(person), places.at(seat)) for seat in range(30)] for person in range(40)
        ]
        assert table.tolist() == single, rule.name
