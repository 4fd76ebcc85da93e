"""After a withdrawal: as good as solving anew, proved, and with the chain of moves told."""

from dataclasses import replace

import numpy as np
import pytest

from placements.matching.explain import why_not
from placements.matching.problem import read
from placements.matching.rematch import Move, cost, withdraw
from placements.matching.solver import solve

from .questions import a_problem, optimum, weight


@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_one_after_the_other_withdraws_and_the_rest_stays_best(seed, supervised):
    problem = a_problem(seed, supervised)
    outcome = solve(problem)
    for gone in np.random.default_rng(seed).permutation(problem.applicants)[:8]:
        before = outcome.given.seat_of
        problem, outcome, moves = withdraw(problem, outcome, gone)
        assert weight(problem, outcome.given) == optimum(problem)
        assert outcome.proof.holds(problem, outcome.given.seat_of)
        changed = np.flatnonzero(before != outcome.given.seat_of).tolist()
        assert sorted([int(gone)] * int(before[gone] >= 0) + [move.applicant for move in moves]) == changed
        assert all(before[who] == was and outcome.given.seat_of[who] == now for who, was, now in moves)


def test_the_one_who_waited_takes_the_place():
    problem = read(np.array([[0, 0], [1, 0], [2, 1]]), np.array([9, 5, 7]), np.array([1, 1]))
    outcome = solve(problem)
    assert withdraw(problem, outcome, 0).moves == [Move(1, -1, 0)]
    assert withdraw(problem, outcome, 2).moves == []
    assert withdraw(problem, outcome, 1).moves == []


def test_of_equally_good_rests_the_one_with_fewer_changes():
    edges = np.array([[0, 0], [1, 0], [1, 1], [2, 0], [2, 1]])
    problem = read(edges, np.array([900, 500, 500, 500, 500]), np.array([1, 1]))
    outcome = solve(problem)
    assert outcome.given.placed.tolist().count(True) == 2
    assert len(withdraw(problem, outcome, 0).moves) == 1


def test_the_outcome_before_is_left_as_it_was():
    problem = a_problem(3)
    outcome = solve(problem)
    kept = [values.copy() for values in (*outcome.given, outcome.proof.price)]
    withdraw(problem, outcome, int(np.flatnonzero(outcome.given.placed)[0]))
    assert all((a == b).all() for a, b in zip(kept, (*outcome.given, outcome.proof.price), strict=True))


def forced(problem, applicant, seat):
    """The same question with one seat the only one for an applicant, and she first in line."""
    keep = (problem.applicant != applicant) | (problem.seat == seat)
    fit = problem.fit.copy()
    fit[(problem.applicant == applicant) & keep] += 100_000
    return replace(problem, fit=fit, placing=0).only(keep)


@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_what_another_seat_costs_is_what_the_others_lose(seed, supervised):
    problem = a_problem(seed, supervised)
    outcome = solve(problem)
    best = weight(problem, outcome.given)
    rng = np.random.default_rng(seed)
    for edge in rng.permutation(len(problem.fit))[:6]:
        who, seat = int(problem.applicant[edge]), int(problem.seat[edge])
        placed, fit = optimum(forced(problem, who, seat))
        if fit < 50_000:
            continue  # the seat has no place at all
        found = cost(problem, outcome, who, seat)
        assert (found.fewer, found.points) == (best[0] - placed, best[1] - (fit - 100_000))
        after = outcome.given.seat_of.copy()
        after[who] = seat
        for move in found.moves:
            assert after[move.applicant] == move.was
            after[move.applicant] = move.now
        assert weighed(problem, after) == (best[0] - found.fewer, best[1] - found.points)


def weighed(problem, seat_of):
    given = problem.taken(seat_of)
    assert (np.bincount(seat_of[seat_of >= 0], minlength=problem.seats) <= problem.capacity).all()
    return int(given.placed.sum()), int(given.fit_of.sum())


def why(edges, fit, capacity, person, seat):
    problem = read(np.array(edges), np.array(fit), np.array(capacity))
    return why_not(cost(problem, solve(problem), person, seat)).say()


def test_why_not_a_place_that_suits_others_better():
    edges = [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert why(edges, [900, 800, 700, 300], [1, 2], 0, 0) == (
        "Nothing stands in the way, but with this choice the others lose 300 points of fit."
    )


def test_why_not_a_place_somebody_else_depends_on():
    edges = [[0, 0], [0, 1], [1, 0]]
    assert why(edges, [900, 800, 100], [1, 2], 0, 0) == (
        "Nothing stands in the way, but with this choice 1 fewer would be placed."
    )


def test_why_not_a_place_just_as_good():
    problem = read(np.array([[0, 0], [0, 1]]), np.array([5, 5]), np.array([1, 1]))
    outcome = solve(problem)
    other = 1 - int(outcome.given.seat_of[0])
    assert why_not(cost(problem, outcome, 0, other)).say() == (
        "Nothing stands in the way: this place would do just as well."
    )


def test_what_a_refused_place_costs_is_not_asked():
    with pytest.raises(ValueError, match="isn't eligible"):
        why([[0, 0]], [5], [1, 1], 0, 1)
