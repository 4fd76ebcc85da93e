"""The proof that an assignment is best: shadow prices under which nobody could do better elsewhere.

The value of a pair is problem.placing plus its fit, so that placing one more outweighs every fit. A move
of one person from a node to another changes the total by its gain. There is no better assignment when no
round of moves gains anything; then the longest ways through the moves are the prices: what one more
place at a seat would be worth. By weak duality no assignment can exceed the prices' bound, so a total
equal to the bound is the greatest: Proof.holds checks just that, whoever found the prices.
"""

from dataclasses import dataclass

import numpy as np

NEAR = 12  # edges of each applicant, on average, that are looked at first


@dataclass(frozen=True)
class Proof:
    """price: (N,) int64, what one more unit of room is worth at each node of the exits; the seats come first."""

    price: np.ndarray

    def bound(self, problem):
        """What no assignment of the problem can exceed: the applicants' best margins plus the dearest room."""
        margin = problem.best_of_each(problem.placing + problem.fit - self.price[problem.seat])
        exits = problem.exits
        saved = np.maximum(self.price[exits.tail] - self.price[exits.head], 0)
        return int(np.maximum(margin, 0).sum()) + int((saved * exits.capacity).sum())

    def holds(self, problem, seat_of):
        """Whether the assignment is proved best: its total equals the bound, in integers."""
        given = problem.taken(seat_of)
        total = int(given.placed.sum()) * problem.placing + int(given.fit_of.sum())
        sound = (self.price >= 0).all() and self.price[problem.exits.sink] == 0
        return bool(sound and self.bound(problem) == total)


def prove(problem, seat_of, flow=None):
    """The Proof for any assignment of the problem, or None where a better one exists.

    flow: what runs through each exit; may be left out where no supervisors are shared.
    """
    given = problem.taken(seat_of, flow)
    keep = problem.near(NEAR)
    keep |= problem.seat == problem.on_edges(seat_of)
    while proof := prices(problem.only(keep), given):
        better = gains(problem, given, proof) > 0
        if not better.any():
            break
        keep |= better
    return proof


def gains(problem, given, proof):
    """(E,) what each edge would add to the total at these prices; above 0 it beats what its applicant has."""
    limit = np.where(given.placed, given.fit_of - proof.price[given.seat_of], -problem.placing)
    return problem.fit - proof.price[problem.seat] - problem.on_edges(limit)


def prices(problem, given):
    """The least prices under which every move of the problem loses or breaks even; None where one gains.

    The sink stands for "not placed" too: a way back to it that gains would be a better assignment.
    """
    price = np.zeros(problem.exits.nodes, dtype=np.int64)
    found = longest_ways(moves(problem, given), price)
    return Proof(price) if found and price[problem.exits.sink] == 0 else None


def longest_ways(arcs, value):
    """Raise value, (N,) per node, to the greatest reachable along arcs; False where it grows for ever.

    Bellman and Ford's rounds: without a gaining circle the longest way has fewer arcs than nodes.
    """
    tail, head, gain = arcs
    if not len(head):
        return True
    order = np.argsort(head, kind="stable")
    tail, head, gain = tail[order], head[order], gain[order]
    begins = np.flatnonzero(np.append(True, head[1:] != head[:-1]))
    reached, sink = head[begins], len(value) - 1
    for _ in range(len(value) + 1):
        found = np.maximum.reduceat(value[tail] + gain, begins)
        if (found <= value[reached]).all():
            return True
        value[reached] = np.maximum(value[reached], found)
        if value[sink] > 0:
            return False
    return False


def moves(problem, given):
    """Every single change: (from node, to node, gain), int64 each.

    A person takes another seat or gives hers up; room on an exit is filled, or what ran there goes.
    """
    exits, placed = problem.exits, given.placed
    here = np.where(placed, given.seat_of, exits.sink)
    has = np.where(placed, problem.placing + given.fit_of, 0)
    free, used = given.flow < exits.capacity, given.flow > 0
    away, still = here[placed], np.zeros(free.sum() + used.sum(), dtype=np.int64)
    return (
        np.concatenate([problem.on_edges(here), away, exits.tail[free], exits.head[used]]),
        np.concatenate([problem.seat, np.full_like(away, exits.sink), exits.head[free], exits.tail[used]]),
        np.concatenate([problem.placing + problem.fit - problem.on_edges(has), -has[placed], still]),
    )
