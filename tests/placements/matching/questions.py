"""Random questions to the solver, with and without shared supervisors, and an independent answer."""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from placements.matching.problem import Problem, Supervision, read


def a_problem(seed, supervised=False):
    """Up to 30 applicants and 12 seats; with supervisors two links a seat and room for up to three each."""
    rng = np.random.default_rng(seed)
    applicants, seats = int(rng.integers(1, 31)), int(rng.integers(1, 13))
    edges = np.argwhere(rng.random((applicants, seats)) < rng.choice([0.1, 0.3, 0.8]))
    spread = rng.choice([2, 50, 1000])
    fit = rng.integers(-spread // 4, spread + 1, len(edges))
    problem = read(edges, fit, rng.integers(0, 5, seats), applicants)
    if not supervised:
        return problem
    links = np.unique(rng.integers(0, [seats, 4], (2 * seats, 2)), axis=0).astype(np.int32)
    shared = Supervision(links[:, 0], links[:, 1], rng.integers(0, 4, 4))
    return Problem(problem.applicant, problem.seat, problem.fit, problem.capacity, applicants, shared)


def optimum(problem):
    """(placed, fit) by HiGHS: the flow through people, seats and exits as a linear programme."""
    exits, edges = problem.exits, len(problem.fit)
    if not edges:
        return 0, 0
    arcs = len(exits.tail)
    columns = np.arange(edges + arcs)
    each = coo_array(
        (np.ones(edges), (problem.applicant, columns[:edges])), (problem.applicants, edges + arcs)
    )
    balance = coo_array(
        (
            np.concatenate([np.ones(edges + arcs), -np.ones(arcs)]),
            (np.concatenate([problem.seat, exits.head, exits.tail]), np.append(columns, columns[edges:])),
        ),
        (exits.nodes, edges + arcs),
    ).tocsr()[: exits.sink]
    placing = 2 * problem.placing
    worth = np.append(placing + problem.fit, np.zeros(arcs))
    bounds = [(0, 1)] * edges + [(0, capacity) for capacity in exits.capacity]
    found = linprog(
        -worth,
        A_ub=each.tocsr(),
        b_ub=np.ones(problem.applicants),
        A_eq=balance,
        b_eq=np.zeros(exits.sink),
        bounds=bounds,
        method="highs",
    )
    best = -round(found.fun)
    placed = round(best / placing)
    return placed, best - placed * placing


def weight(problem, given):
    """(placed, fit) of an assignment, after checking it pair by pair and exit by exit."""
    fits = {
        (int(who), int(seat)): int(fit)
        for who, seat, fit in zip(problem.applicant, problem.seat, problem.fit, strict=True)
    }
    pairs = [(who, int(seat)) for who, seat in enumerate(given.seat_of) if seat >= 0]
    assert [fits[pair] for pair in pairs] == given.fit_of[given.placed].tolist()
    exits = problem.exits
    assert (given.flow >= 0).all() and (given.flow <= exits.capacity).all()
    entering = np.bincount(given.seat_of[given.placed], minlength=exits.nodes)
    np.add.at(entering, exits.head, given.flow)
    np.subtract.at(entering, exits.tail, given.flow)
    assert not entering[: exits.sink].any()
    return len(pairs), sum(fits[pair] for pair in pairs)
