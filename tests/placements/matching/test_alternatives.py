"""The other ways to fill the places, each by its own measure, none better than ours by ours."""

from dataclasses import replace

import numpy as np
import pytest

from placements.matching import alternatives
from placements.matching.fairness import most_placed
from placements.matching.problem import read
from placements.matching.stable import stable

from .questions import a_problem, optimum, weight

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_first_come_first_served_is_never_better(seed):
    problem = a_problem(seed)
    order = np.random.default_rng(seed).permutation(problem.applicants)
    today = alternatives.first_come(problem, order)
    assert weight(problem, today) <= weight(problem, alternatives.greatest_total(problem))
    assert today.placed.sum() <= alternatives.fair(problem).placed.sum()


def test_first_come_first_served_takes_them_in_their_order():
    problem = read(np.array([[0, 0], [0, 1], [1, 0]]), np.array([9, 8, 5]), np.array([1, 1]))
    assert alternatives.first_come(problem, [0, 1]).seat_of.tolist() == [0, -1]
    assert alternatives.first_come(problem, [1, 0]).seat_of.tolist() == [1, 0]


@pytest.mark.parametrize("wished", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_stable_assignment_no_pair_would_rather_have_each_other(seed, wished):
    problem = a_problem(seed)
    wish = np.random.default_rng(seed).integers(0, 9, len(problem.fit)) if wished else problem.fit
    found = stable(problem, wish if wished else None)
    weight(problem, found)
    own_wish = {int(problem.applicant[edge]): int(wish[edge]) for edge in taken_edges(problem, found)}
    guests = {}
    for edge in taken_edges(problem, found):
        guests.setdefault(int(problem.seat[edge]), []).append(int(problem.fit[edge]))
    for who, seat, fit, like in zip(problem.applicant, problem.seat, problem.fit, wish, strict=True):
        held = guests.get(int(seat), [])
        seat_would = len(held) < problem.capacity[seat] or (held and min(held) < fit)
        assert not (seat_would and own_wish.get(int(who), -(10**9)) < like)


@pytest.mark.parametrize("seed", SEEDS)
def test_seats_that_share_supervisors_hold_no_more_than_these_can_guide(seed):
    """Nobody would rather have another seat that could take her as well, or instead of somebody who fits less."""
    problem = a_problem(seed, supervised=True)
    found = stable(problem)
    held = np.flatnonzero(problem.seat == problem.on_edges(found.seat_of))
    assert most_placed(problem.only(held)) == len(held) == found.placed.sum()
    had = problem.on_edges(np.where(found.placed, found.fit_of, problem.fit.min(initial=0) - 1))
    for edge in np.flatnonzero(problem.fit > had):
        others = held[problem.applicant[held] != problem.applicant[edge]]
        better = others[problem.fit[others] >= problem.fit[edge]]
        with_her = np.sort(np.append(better, edge))
        assert most_placed(problem.only(with_her)) == len(better)


def taken_edges(problem, given):
    return np.flatnonzero(problem.seat == given.seat_of[problem.applicant])


@pytest.mark.parametrize("seed", SEEDS)
def test_least_regret_has_the_least_squares(seed):
    problem = a_problem(seed)
    problem = replace(problem, fit=np.abs(problem.fit))
    best = problem.best_of_each(problem.fit)

    def squares(given):
        return int(((best - given.fit_of)[given.placed] ** 2).sum())

    found = alternatives.least_regret(problem)
    weight(problem, found)
    assert found.placed.sum() == optimum(problem)[0]
    assert squares(found) <= squares(alternatives.greatest_total(problem))


def test_fits_too_far_apart_to_square_are_refused():
    problem = read(np.array([[0, 0], [0, 1]]), np.array([0, 2000]), np.array([1, 1]))
    with pytest.raises(ValueError, match="too far apart"):
        alternatives.least_regret(problem)


def test_what_people_wished():
    problem = read(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([9, 1, 1, 9]), np.array([1, 1]))
    assert alternatives.as_wished(problem, np.array([0, 5, 5, 0])).seat_of.tolist() == [1, 0]
    assert alternatives.as_wished(problem, np.array([0, 5, 5, 0])).fit_of.tolist() == [1, 1]


@pytest.mark.parametrize("seed", SEEDS)
def test_together_is_never_worse_than_apart(seed):
    problem = a_problem(seed)
    found = alternatives.departments(problem, np.arange(problem.seats) % 2)
    sums = {name: weight(problem, given) for name, given in found.items()}
    assert sums["together"] == optimum(problem)
    assert all(alone <= sums["together"] for alone in sums.values())


def test_two_doors_leave_somebody_outside():
    edges = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    problem = read(edges, np.array([9, 8, 9, 8]), np.array([1, 1]))
    found = alternatives.departments(problem, np.array([0, 1]))
    assert {name: int(given.placed.sum()) for name, given in found.items()} == {
        0: 1,
        1: 1,
        "apart": 1,
        "together": 2,
    }


def test_figures():
    problem = read(np.array([[0, 0], [0, 1], [1, 0]]), np.array([9, 8, 4]), np.array([1, 1]))
    assert alternatives.figures(problem, alternatives.greatest_total(problem)) == {
        "placed": 2,
        "fit": 12,
        "least": 4,
        "median": 6.0,
        "mean": 6.0,
        "regret": 1,
    }
    nobody = read(np.empty((0, 2), int), np.empty(0, int), np.array([1]), 1)
    assert alternatives.figures(nobody, alternatives.greatest_total(nobody))["placed"] == 0
