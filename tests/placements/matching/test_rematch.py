"""After a withdrawal: as good as solving anew, proved, and with the chain of moves told."""

import numpy as np
import pytest

from placements.matching.problem import read
from placements.matching.rematch import Move, withdraw
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
