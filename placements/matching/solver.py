"""Who goes where: as many as possible placed, then the greatest total fit, exactly and in integers."""

from typing import NamedTuple

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .certificate import NEAR, Proof, gains, prices
from .problem import Given, read

CLOSE = 8  # points by which an edge may miss improving the result and join the core all the same; doubled each time
MANY = 10  # a core that one edge in so many could improve is too small as a whole


class Outcome(NamedTuple):
    """The Given assignment and the proof that no other is better."""

    given: Given
    proof: Proof


def assign(edges, fit, capacity, applicants=None):
    """Give applicants seats: the most placed, and of the ways to do that the greatest total fit.

    edges: (E, 2) integer array of applicant and seat indices, each an eligible pair; of a pair given
    twice the better fit counts. fit: (E,) integer array of points. capacity: (S,) integer array of places
    per seat. applicants: the number A, the largest index plus one where left out, at most PEOPLE_BOUND.
    Returns an (A,) integer array: the seat of each applicant, or -1.
    Raises ValueError on wrong shapes or types, negative capacity, indices out of range and a fit
    beyond FIT_BOUND. The same pairs give the same answer, in whatever order they come.
    """
    return solve(read(edges, fit, capacity, applicants)).given.seat_of


def solve(problem):
    """The Outcome of a problem, exactly.

    Most edges never matter: a core of those near each applicant's best is solved, its shadow prices are
    put to all edges, and those that could still improve it, or nearly, join the core, until there are none.
    Where they are many, the core is first made twice as large.
    """
    near, close = NEAR, CLOSE
    keep = problem.near(near)
    while True:
        part = problem.only(keep)
        given = best_flow(part)
        proof = prices(part, given)
        gain = gains(problem, given, proof)
        missed = np.count_nonzero(gain > 0)
        if not missed:
            return Outcome(given, proof)
        if missed * MANY > len(gain):
            near *= 2
            keep |= problem.near(near)
        else:
            keep |= gain > -close
            close *= 2


def best_flow(problem):
    """The Given assignment of most placed and greatest fit, by one flow through all of a problem's edges."""
    if not len(problem.fit) or not problem.exits.capacity.any():
        return problem.given(np.empty(0, dtype=np.int64), np.zeros(len(problem.exits.tail), dtype=np.int64))
    solver = SimpleMinCostFlow()
    pairs = _pairs(solver, problem)
    exits = _exits(solver, problem)
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver stopped with {status}")
    return problem.given(np.flatnonzero(solver.flows(pairs)), np.asarray(solver.flows(exits)))


def _pairs(solver, problem):
    """One arc for each pair; seats come first, applicants after the sink."""
    return solver.add_arcs_with_capacity_and_unit_cost(
        problem.applicant + np.int32(problem.exits.nodes),
        problem.seat,
        np.ones(len(problem.fit), dtype=np.int64),
        problem.fit.max() - problem.fit.astype(np.int64),
    )


def _exits(solver, problem):
    """Each applicant asking brings one; each seat lets its places through to the sink."""
    exits, asking = problem.exits, problem.asking
    nodes = np.append(asking + exits.nodes, exits.sink).astype(np.int32)
    solver.set_nodes_supplies(nodes, np.append(np.ones(len(asking), dtype=np.int64), -len(asking)))
    return solver.add_arcs_with_capacity_and_unit_cost(
        exits.tail, exits.head, exits.capacity, np.zeros(len(exits.tail), dtype=np.int64)
    )
