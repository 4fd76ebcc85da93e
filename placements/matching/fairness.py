"""The floor: the highest fit below which nobody need be placed while just as many are."""

from typing import NamedTuple

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from .certificate import NEAR
from .problem import Problem
from .solver import Outcome, solve


class Fair(NamedTuple):
    """The floor, the problem above it, and its outcome."""

    floor: int
    problem: Problem
    outcome: Outcome


def assign_fair(problem, outcome=None):
    """Most placed first, then the highest floor, then the greatest total fit above it: the Fair result.

    outcome: the solution without a floor, where it is known already.
    """
    outcome = outcome or solve(problem)
    lowest = floor(problem, outcome.given)
    above = problem.only(problem.fit >= lowest)
    return Fair(lowest, above, solve(above))


def floor(problem, given):
    """The highest fit such that as many can be placed as now without any pair below it."""
    placed = int(given.placed.sum())
    if not placed:
        return int(problem.fit.min(initial=0))
    steps = np.unique(problem.fit)
    low = int(np.searchsorted(steps, given.fit_of[given.placed].min()))
    bests = np.sort(problem.best_of_each(problem.fit)[problem.asking])
    high = int(np.searchsorted(steps, bests[-placed]))
    while low < high:
        middle = (low + high + 1) // 2
        if places_as_many(problem.only(problem.fit >= steps[middle]), placed):
            low = middle
        else:
            high = middle - 1
    return int(steps[low])


def places_as_many(problem, placed):
    """Whether that many can be placed; the edges near each one's best mostly show it."""
    return most_placed(problem.only(problem.near(NEAR))) == placed or most_placed(problem) == placed


def most_placed(problem):
    """How many can be placed at all, by one maximum flow."""
    exits, asking = problem.exits, problem.asking
    solver, source = SimpleMaxFlow(), exits.nodes + problem.applicants
    everybody = asking.astype(np.int32) + np.int32(exits.nodes)
    for tail, head, capacity in (
        (np.full(len(asking), source), everybody, np.ones(len(asking))),
        (problem.applicant + np.int32(exits.nodes), problem.seat, np.ones(len(problem.fit))),
        (exits.tail, exits.head, exits.capacity),
    ):
        solver.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), capacity.astype(np.int64))
    if not len(asking) or solver.solve(source, exits.sink) != solver.OPTIMAL:
        return 0
    return solver.optimal_flow()
