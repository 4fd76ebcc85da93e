"""The assignment beside two independent solvers, on random questions and on shapes that hurt."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_array

from placements.matching.problem import FIT_BOUND
from placements.matching.solver import assign

NO_EDGES = np.empty((0, 2), dtype=np.int64)


def question(rng):
    """A random question: up to 30 applicants, 12 seats, capacity 0-4, fits of either sign, ties common."""
    applicants, seats = rng.integers(1, 31), rng.integers(1, 13)
    eligible = rng.random((applicants, seats)) < rng.choice([0.1, 0.3, 0.8])
    edges = np.argwhere(eligible)
    spread = rng.choice([2, 50, 1000])
    fit = rng.integers(-spread // 4, spread + 1, len(edges))
    return edges, fit, rng.integers(0, 5, seats), int(applicants)


def weighed(edges, fit, capacity, applicants, seat_of):
    """(number placed, total fit) of an assignment, after checking that it is one."""
    assert seat_of.shape == (applicants,)
    points = {}
    for (person, seat), worth in zip(edges.tolist(), fit.tolist(), strict=True):
        points[person, seat] = max(worth, points.get((person, seat), worth))
    placed = [(person, seat) for person, seat in enumerate(seat_of.tolist()) if seat >= 0]
    assert (np.bincount(seat_of[seat_of >= 0], minlength=len(capacity)) <= capacity).all()
    return len(placed), sum(points[pair] for pair in placed)


def by_expanded_seats(edges, fit, capacity, applicants):
    """(placed, fit) by scipy: one column for each place, one more for each applicant to stay unplaced."""
    column_seat = np.repeat(np.arange(len(capacity)), np.minimum(capacity, applicants))
    placing = 1 + 2 * (applicants + 1) * (int(np.abs(fit).max(initial=0)) + 1)
    worth = np.full((applicants, len(capacity)), -(applicants + 1) * placing * 2, dtype=np.int64)
    for (person, seat), points in zip(edges.tolist(), fit.tolist(), strict=True):
        worth[person, seat] = max(worth[person, seat], placing + points)
    table = np.hstack([worth[:, column_seat], np.zeros((applicants, applicants), dtype=np.int64)])
    rows, columns = linear_sum_assignment(table, maximize=True)
    chosen = [
        (row, column_seat[column])
        for row, column in zip(rows, columns, strict=True)
        if column < len(column_seat)
    ]
    return len(chosen), sum(int(worth[row, seat]) - placing for row, seat in chosen)


def by_highs(edges, fit, capacity, applicants):
    """(placed, fit) by HiGHS: the linear programme of the same question, whose corners are whole."""
    if not len(fit):
        return 0, 0
    placing = 1 + 2 * (applicants + 1) * (int(np.abs(fit).max()) + 1)
    nodes = np.concatenate([edges[:, 0], applicants + edges[:, 1]])
    uses = coo_array((np.ones(len(nodes)), (nodes, np.tile(np.arange(len(fit)), 2))))
    limits = np.append(np.ones(applicants), capacity)[: uses.shape[0]]
    found = linprog(-(placing + fit), A_ub=uses.tocsr(), b_ub=limits, bounds=(0, 1), method="highs")
    best = -round(found.fun)
    placed = round(best / placing)
    return placed, best - placed * placing


@pytest.mark.parametrize("seed", range(200))
def test_two_other_solvers_find_nothing_better(seed):
    asked = question(np.random.default_rng(seed))
    mine = weighed(*asked, assign(*asked))
    assert mine == by_expanded_seats(*asked)
    assert mine == by_highs(*asked)


def shapes_that_hurt():
    """Each name with edges, fit, capacity and the number of applicants."""
    everybody = np.argwhere(np.ones((20, 8), dtype=bool))
    rng = np.random.default_rng(7)
    points = rng.integers(0, 1001, len(everybody))
    return {
        "one giant site": (
            np.argwhere(np.ones((40, 1), dtype=bool)),
            rng.integers(0, 9, 40),
            np.array([25]),
            40,
        ),
        "all ties": (everybody, np.full(160, 500), np.full(8, 2), 20),
        "all zero": (everybody, np.zeros(160, dtype=int), np.full(8, 2), 20),
        "no edges": (NO_EDGES, np.empty(0, dtype=int), np.full(8, 2), 20),
        "capacity zero": (everybody, points, np.zeros(8, dtype=int), 20),
        "more seats than people": (everybody, points, np.full(8, 30), 20),
        "fewer seats than people": (everybody, points, np.full(8, 1), 20),
        "every pair twice": (
            np.vstack([everybody, everybody]),
            np.append(points, points[::-1]),
            np.full(8, 2),
            20,
        ),
        "negative fit": (everybody, -points - 1, np.full(8, 2), 20),
        "the bounds": (everybody, np.where(points % 2, FIT_BOUND, -FIT_BOUND), np.full(8, 2), 20),
        "people without a place to go": (everybody, points, np.full(8, 2), 35),
    }


@pytest.mark.parametrize("name", shapes_that_hurt())
def test_shapes_that_hurt(name):
    asked = shapes_that_hurt()[name]
    mine = weighed(*asked, assign(*asked))
    assert mine == by_expanded_seats(*asked)
    assert mine == by_highs(*asked)


def test_placing_one_more_comes_before_any_fit():
    edges = np.array([[0, 0], [0, 1], [1, 0]])
    assert assign(edges, np.array([1000, 0, -5]), np.array([1, 1])).tolist() == [1, 0]


def test_large_fits_of_thousands_of_people_stay_exact():
    """What placing one more is worth outgrows 32 bits here; the fits do not."""
    people = np.arange(5_000)
    edges = np.concatenate([np.stack([people, people], axis=1), np.stack([people, people[::-1]], axis=1)])
    fit = np.repeat([FIT_BOUND, FIT_BOUND - 1], len(people))
    seat_of = assign(edges, fit, np.ones(len(people), dtype=np.int64))
    assert (seat_of == people).all()


def test_of_a_pair_given_twice_the_better_fit_counts():
    edges = np.array([[0, 0], [1, 0], [0, 0]])
    assert assign(edges, np.array([1, 5, 9]), np.array([1])).tolist() == [0, -1]


@pytest.mark.parametrize(
    "edges, fit, capacity, applicants, expected",
    [
        (NO_EDGES, np.empty(0, dtype=int), np.empty(0, dtype=int), None, []),
        (NO_EDGES, np.empty(0, dtype=int), np.empty(0, dtype=int), 2, [-1, -1]),
        (NO_EDGES, np.empty(0, dtype=int), np.array([3]), 0, []),
        ([], [], [], None, []),
        ([[1, 0]], [4], [1], None, [-1, 0]),
        (np.array([[0, 0]], dtype=np.uint8), np.array([4], dtype=np.int16), np.array([2**62]), None, [0]),
        (np.array([[0, 0]], dtype=np.uint64), [4], np.array([2**64 - 1], dtype=np.uint64), None, [0]),
        ([[0, 3], [0, 5]], [7, 8], [1] * 9, None, [5]),
        ([[0, 0], [3, 1]], [-1, -2], [1, 1], 6, [0, -1, -1, 1, -1, -1]),
    ],
)
def test_empty_and_small(edges, fit, capacity, applicants, expected):
    assert assign(edges, fit, capacity, applicants).tolist() == expected


ONE = np.array([[0, 0]])


@pytest.mark.parametrize(
    "edges, fit, capacity, applicants, complaint",
    [
        (np.array([0, 0]), [1], [1], None, "edges has the shape"),
        (np.array([[0, 0, 0]]), [1], [1], None, "edges has the shape"),
        (np.empty((0, 3), dtype=int), [], [1], None, "edges has the shape"),
        (ONE, [[1]], [1], None, "fit has the shape"),
        (ONE, [1], [[1]], None, "capacity has the shape"),
        (ONE, [1, 2], [1], None, "differ in length"),
        (ONE.astype(float), [1], [1], None, "edges holds float64"),
        (ONE, [1.5], [1], None, "fit holds float64"),
        (ONE, [float("nan")], [1], None, "fit holds float64"),
        (ONE, [1], [1.0], None, "capacity holds float64"),
        (ONE.astype(bool), [1], [1], None, "edges holds bool"),
        (ONE, [10**30], [1], None, "fit holds object"),
        (ONE, [1], [-1], None, "capacity is negative"),
        (ONE, [FIT_BOUND + 1], [1], None, "fit lies beyond"),
        (ONE, [-FIT_BOUND - 1], [1], None, "fit lies beyond"),
        (ONE, [np.iinfo(np.int64).min], [1], None, "fit lies beyond"),
        (ONE, [1], [], None, "doesn't exist"),
        (np.array([[0, 1]]), [1], [1], None, "doesn't exist"),
        (np.array([[-1, 0]]), [1], [1], None, "doesn't exist"),
        (np.array([[0, -1]]), [1], [1], None, "doesn't exist"),
        (np.array([[3, 0]]), [1], [1], 3, "doesn't exist"),
        (ONE, [1], [1], -1, "applicants is negative"),
        (ONE, [1], [1], 1.0, "whole number"),
        (ONE, [1], [1], "1", "whole number"),
        (ONE, [1], [1], 0, "doesn't exist"),
        (ONE, [1], [1], 2**40, "applicants are more than"),
        (np.array([[2**40, 0]]), [1], [1], None, "applicants are more than"),
        (np.array([[2**64 - 1, 0]], dtype=np.uint64), [1], [1], None, "applicants are more than"),
        (np.array([[0, 2**64 - 1]], dtype=np.uint64), [1], [1], None, "doesn't exist"),
        (ONE.astype(object), [1], [1], None, "edges holds object"),
        (ONE, [True], [1], None, "fit holds bool"),
        (np.zeros((1, 2, 1), dtype=int), [1], [1], None, "edges has the shape"),
        (None, [1], [1], None, "edges has the shape"),
        ([[0, 0], [1]], [1, 1], [1], None, "inhomogeneous"),
    ],
)
def test_what_is_wrong_is_said(edges, fit, capacity, applicants, complaint):
    with pytest.raises(ValueError, match=complaint):
        assign(edges, fit, capacity, applicants)


@pytest.mark.parametrize("seed", range(20))
def test_neither_the_order_of_the_pairs_nor_how_they_are_held_changes_anything(seed):
    """All fits are alike, so that ties are everywhere."""
    rng = np.random.default_rng(seed)
    edges, fit, capacity, applicants = question(rng)
    fit = np.full(len(fit), 7)
    shuffled = rng.permutation(len(edges))
    expected = assign(edges, fit, capacity, applicants)
    assert (expected.shape, expected.dtype) == ((applicants,), np.int64)
    for again in (
        assign(edges, fit, capacity, applicants),
        assign(edges[shuffled], fit[shuffled], capacity, applicants),
        assign(np.asfortranarray(edges, dtype=">i4"), fit.astype(np.int8), capacity.tolist(), applicants),
    ):
        assert (again == expected).all()


def test_the_callers_arrays_are_left_alone():
    edges, fit, capacity, applicants = question(np.random.default_rng(4))
    before = edges.copy(), fit.copy(), capacity.copy()
    assign(edges, fit, capacity, applicants)
    assert all((a == b).all() for a, b in zip(before, (edges, fit, capacity), strict=True))
