"""The proof accepts the best assignment whoever found it, and nothing else."""

import numpy as np
import pytest

from placements.matching.certificate import Proof, prove
from placements.matching.problem import read
from placements.matching.solver import best_flow, solve

from .questions import a_problem, optimum, weight


@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("seed", range(100))
def test_the_best_assignment_is_proved(seed, supervised):
    problem = a_problem(seed, supervised)
    given, proof = solve(problem)
    assert weight(problem, given) == optimum(problem)
    assert proof.holds(problem, given.seat_of)
    whole = best_flow(problem)
    again = prove(problem, whole.seat_of, whole.flow)
    assert again.holds(problem, whole.seat_of)
    assert again.holds(problem, given.seat_of)


@pytest.mark.parametrize("seed", range(100))
def test_any_worse_assignment_is_refused(seed):
    problem = a_problem(seed)
    given, proof = solve(problem)
    worse = given.seat_of.copy()
    if not given.placed.any():
        return
    rng = np.random.default_rng(seed)
    worse[rng.choice(np.flatnonzero(given.placed))] = -1
    assert prove(problem, worse) is None
    assert not proof.holds(problem, worse)


@pytest.mark.parametrize("seed", range(100))
def test_two_people_who_should_change_places_are_found(seed):
    rng = np.random.default_rng(seed)
    edges = np.argwhere(np.ones((12, 6), dtype=bool))
    problem = read(edges, rng.integers(0, 1000, len(edges)), np.full(6, 2), 12)
    given, proof = solve(problem)
    first, second = rng.choice(12, 2, replace=False)
    swapped = given.seat_of.copy()
    swapped[[first, second]] = swapped[[second, first]]
    total = problem.taken(swapped).fit_of.sum()
    assert total <= given.fit_of.sum()
    assert (prove(problem, swapped) is not None) == (total == given.fit_of.sum())
    assert proof.holds(problem, swapped) == (total == given.fit_of.sum())


def test_prices_that_were_made_up_prove_nothing():
    problem = a_problem(11)
    given, proof = solve(problem)
    assert given.placed.any()
    assert proof.holds(problem, given.seat_of)
    assert not Proof(proof.price + 1).holds(problem, given.seat_of)
    assert not Proof(proof.price - 1).holds(problem, given.seat_of)


def test_a_price_is_what_one_more_place_is_worth():
    problem = read(np.array([[0, 0], [1, 0], [1, 1]]), np.array([900, 700, 400]), np.array([1, 1]))
    given, proof = solve(problem)
    assert given.seat_of.tolist() == [0, 1]
    assert proof.price.tolist() == [300, 0, 0]
    more = solve(read(np.array([[0, 0], [1, 0], [1, 1]]), np.array([900, 700, 400]), np.array([2, 1])))
    assert more.given.fit_of.sum() - given.fit_of.sum() == proof.price[0]


def test_somebody_on_a_seat_she_may_not_have_is_refused():
    problem = read(np.array([[0, 0]]), np.array([5]), np.array([1, 1]))
    with pytest.raises(ValueError, match="isn't eligible"):
        prove(problem, np.array([1]))


def test_more_edges_than_the_core_holds():
    rng = np.random.default_rng(5)
    edges = np.argwhere(rng.random((400, 120)) < 0.6)
    problem = read(edges, rng.integers(0, 1001, len(edges)), rng.integers(0, 6, 120), 400)
    assert problem.near(12).sum() < len(edges) / 3
    given, proof = solve(problem)
    assert weight(problem, given) == weight(problem, best_flow(problem))
    assert proof.holds(problem, given.seat_of)
    assert prove(problem, given.seat_of).holds(problem, given.seat_of)
