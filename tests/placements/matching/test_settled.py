"""What is settled before a run holds, seats that are alike go together, brief reasons say what long ones do."""

import numpy as np
import pytest

from placements.matching.alike import together
from placements.matching.brief import FEWEST, briefs
from placements.matching.cohort import cohort
from placements.matching.explain import BLOCKER, MET, NEEDS, POINTS, explain
from placements.matching.fairness import assign_fair, most_placed
from placements.matching.preferences import WEIGHTS
from placements.matching.rematch import change
from placements.matching.ruled import ruled, untenable
from placements.matching.rules import FAIL, RULES
from placements.matching.solver import solve
from placements.matching.weighing import changed

from .cases import a_town, people, seats


@pytest.fixture(scope="module")
def town():
    return a_town(np.random.default_rng(11), 120, 40)


@pytest.fixture(scope="module")
def problem(town):
    return cohort(*town).problem


def foremost(reasons):
    """The reasons a line shows, by the long way."""
    of = {kind: [each for each in reasons if each.kind == kind] for kind in (BLOCKER, POINTS, NEEDS, MET)}
    shown = of[BLOCKER] + of[POINTS][:3] + of[NEEDS]
    return shown + of[MET][: max(FEWEST - len(shown), 0)]


def test_brief_reasons_are_the_foremost_of_the_long_ones(town):
    rng = np.random.default_rng(3)
    who, where = rng.integers(0, 120, 300), rng.integers(0, 40, 300)
    for at, found in enumerate(briefs(*town, who, where, WEIGHTS)):
        long = foremost(explain(*town, who[at], where[at]).reasons)
        assert [(b.kind, b.name, b.points, b.sentence) for b in found] == [
            (r.kind, r.name, r.points, r.sentence) for r in long
        ]


def test_seats_that_are_alike_are_one_seat_with_more_places():
    places, members = together(
        seats(
            {"id": 5, "places": 1},
            {"id": 3, "places": 1, "max_weeks": 9},
            {"id": 2, "places": 1},
            {"id": 4, "places": 2},
        )
    )
    assert (places.id.tolist(), places.places.tolist(), members) == ([2, 3], [4, 1], [[2, 4, 5], [3]])


def test_together_or_apart_as_many_are_placed_as_well(town):
    """Ten alike seats and one with ten places pose the same question."""
    many = seats(*[{"id": number + 1, "room": 10} for number in range(10)])
    some = people(*[{"oral": 30 + number % 3} for number in range(14)])
    apart, one = solve(cohort(some, many).problem).given, solve(cohort(some, together(many)[0]).problem).given
    assert apart.placed.sum() == one.placed.sum() == 10
    assert apart.fit_of.sum() == one.fit_of.sum()


@pytest.mark.parametrize("seed", range(5))
def test_a_lock_holds_and_costs_nobody_a_place_who_could_have_one(problem, seed):
    rng = np.random.default_rng(seed)
    first = solve(problem).given
    some = rng.choice(problem.asking, 8, replace=False)
    locked, taken = {}, problem.capacity.copy()
    for person in some.tolist():
        edge = rng.choice(np.flatnonzero(problem.applicant == person))
        if taken[problem.seat[edge]] > 0:
            locked[person] = int(problem.seat[edge])
            taken[problem.seat[edge]] -= 1
    settled = ruled(problem, locked)
    given = solve(settled).given
    assert {person: given.seat_of[person] for person in locked} == locked
    may = ~np.isin(problem.applicant, list(locked)) | (given.seat_of[problem.applicant] == problem.seat)
    assert given.placed.sum() == most_placed(problem.only(may)) <= first.placed.sum()
    floor = assign_fair(settled).outcome.given
    assert {person: floor.seat_of[person] for person in locked} == locked


def test_a_pair_that_is_out_is_never_proposed(problem):
    given = solve(problem).given
    person = int(np.flatnonzero(given.placed)[0])
    barred = [(person, int(given.seat_of[person]))]
    assert solve(ruled(problem, {}, barred)).given.seat_of[person] != given.seat_of[person]


def test_a_lock_to_a_seat_she_may_not_have_is_untenable(problem):
    person = int(problem.asking[0])
    may = problem.seat[problem.applicant == person]
    not_hers = next(seat for seat in range(problem.seats) if seat not in may)
    other = int(problem.asking[1])
    hers = int(problem.seat[problem.starts[other]])
    assert untenable(problem, {person: not_hers, other: hers}) == [person]


@pytest.mark.parametrize("seed", range(5))
def test_a_change_gives_the_best_assignment_in_which_it_holds(problem, seed):
    settled = ruled(problem, {})
    outcome = solve(settled)
    edge = np.random.default_rng(seed).integers(len(problem.fit))
    person, seat = int(problem.applicant[edge]), int(problem.seat[edge])
    cost, given = change(settled, outcome, person, seat)
    best = problem.taken(solve(ruled(problem, {person: seat})).given.seat_of)
    was = problem.taken(outcome.given.seat_of)
    assert given.seat_of[person] == seat
    assert (given.placed.sum(), problem.taken(given.seat_of).fit_of.sum()) == (
        best.placed.sum(),
        best.fit_of.sum(),
    )
    assert cost.fewer == was.placed.sum() - best.placed.sum()
    assert cost.points == was.fit_of.sum() - best.fit_of.sum()


def test_other_weights_change_the_first_place_of_those_they_touch():
    some = people({"settings": 2}, {"settings": 0})
    places = seats({"setting": 1, "north_seat": 0.0}, {"setting": 2, "north_seat": 16_000.0})
    wishes = dict.fromkeys(WEIGHTS, 0) | {"setting_wish": 1}
    assert changed(some, places, wishes, wishes) == []
    assert changed(some, places, wishes, dict.fromkeys(WEIGHTS, 0) | {"travel_time": 1}) == [(1, 2, 1)]
    assert [rule.name for rule in RULES if FAIL in rule.test(some.column(), places)] == []
