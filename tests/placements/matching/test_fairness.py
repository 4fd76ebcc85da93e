"""The floor: as high as it goes while just as many are placed."""

import numpy as np
import pytest

from placements.matching.fairness import assign_fair, most_placed
from placements.matching.problem import read
from placements.matching.solver import solve

from .questions import a_problem, optimum, weight


@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_no_higher_floor_places_as_many(seed, supervised):
    problem = a_problem(seed, supervised)
    placed, fit = optimum(problem)
    floor, above, outcome = assign_fair(problem)
    assert weight(problem, outcome.given) == optimum(above)
    assert outcome.given.placed.sum() == placed
    assert outcome.given.fit_of.sum() <= fit
    assert (outcome.given.fit_of[outcome.given.placed] >= floor).all()
    assert outcome.proof.holds(above, outcome.given.seat_of)
    if placed:
        assert optimum(problem.only(problem.fit > floor))[0] < placed


@pytest.mark.parametrize("seed", range(40))
def test_the_most_that_can_be_placed(seed):
    problem = a_problem(seed, supervised=seed % 2)
    assert most_placed(problem) == optimum(problem)[0]


def test_the_floor_costs_some_fit_and_lifts_the_worst():
    edges = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    problem = read(edges, np.array([1000, 450, 450, 1]), np.array([1, 1]))
    assert solve(problem).given.fit_of.tolist() == [1000, 1]
    floor, _, outcome = assign_fair(problem)
    assert floor == 450
    assert outcome.given.fit_of.tolist() == [450, 450]


def test_nobody_to_place():
    floor, _, outcome = assign_fair(read(np.empty((0, 2), int), np.empty(0, int), np.array([1]), 3))
    assert (floor, outcome.given.seat_of.tolist()) == (0, [-1, -1, -1])
