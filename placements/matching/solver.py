"""Who goes where: as many as possible placed, then the greatest total fit, exactly and in integers."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .problem import read


def assign(edges, fit, capacity, applicants=None):
    """Give applicants seats: the most placed, and of the ways to do that the greatest total fit.

    edges: (E, 2) integer array of applicant and seat indices, each an eligible pair; of a pair given
    twice the better fit counts. fit: (E,) integer array of points. capacity: (S,) integer array of places
    per seat. applicants: the number A, the largest index plus one where left out.
    Returns an (A,) integer array: the seat of each applicant, or -1.
    Raises ValueError on wrong shapes or types, negative capacity, indices out of range and a fit
    beyond FIT_BOUND. The same pairs give the same answer, in whatever order they come.
    """
    return solve(read(edges, fit, capacity, applicants))


def solve(problem):
    """(A,) the seat of each applicant or -1: maximum flow of minimum cost through the eligible pairs."""
    seat_of = np.full(problem.applicants, -1, dtype=np.int64)
    if not len(problem.fit) or not problem.capacity.any():
        return seat_of
    flow = SimpleMinCostFlow()
    pairs = _pairs(flow, problem)
    _ends(flow, problem)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow solver stopped with {status}")
    taken = np.flatnonzero(flow.flows(pairs))
    seat_of[problem.applicant[taken]] = problem.seat[taken]
    return seat_of


def _pairs(flow, problem):
    """One arc for each pair; an applicant's node is her index, a seat's node follows the applicants."""
    return flow.add_arcs_with_capacity_and_unit_cost(
        problem.applicant,
        problem.seat + np.int32(problem.applicants),
        np.ones(len(problem.fit), dtype=np.int64),
        problem.fit.max() - problem.fit,
    )


def _ends(flow, problem):
    """Each applicant brings one, each seat lets its capacity through to the sink."""
    applicants, seats = problem.applicants, problem.seats
    sink = applicants + seats
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(applicants, sink, dtype=np.int32),
        np.full(seats, sink, dtype=np.int32),
        problem.capacity,
        np.zeros(seats, dtype=np.int64),
    )
    asking = np.flatnonzero(np.diff(problem.starts))
    nodes = np.append(asking, sink).astype(np.int32)
    supplies = np.append(np.ones(len(asking), dtype=np.int64), -len(asking))
    flow.set_nodes_supplies(nodes, supplies)
