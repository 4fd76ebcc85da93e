"""One change to a proved outcome: somebody withdraws, or is given another seat; who else should move?

With the prices of the run at hand every move loses nought or more against them. What is best after one
change is reached by one chain of moves, the one that loses least, and of those the one with fewest steps.
"""

from typing import NamedTuple

import numpy as np

from .certificate import Proof, longest_ways, moves
from .problem import FIT_BOUND, Given, Problem
from .solver import Outcome

NOWHERE = -(2**62)


class Move(NamedTuple):
    """One person's change of seat by index; -1 stands for no seat."""

    applicant: int
    was: int
    now: int


class Rematch(NamedTuple):
    """The problem without the one who withdrew, its best outcome with the proof, and the moves to it."""

    problem: Problem
    outcome: Outcome
    moves: list


class Cost(NamedTuple):
    """What giving somebody another seat costs: fewer placed, points of fit lost, and who else moves."""

    fewer: int
    points: int
    moves: list


def withdraw(problem, outcome, applicant):
    """The Rematch after one applicant withdrew from a proved outcome of the problem."""
    rest, given, seat = _without(problem, outcome, applicant)
    if seat == problem.exits.sink:
        return Rematch(rest, Outcome(given, outcome.proof), [])
    price = outcome.proof.price
    ways = _ways(rest, given, price, problem.exits.sink, limit=price[seat])
    lost = ways.lost()
    price = price - np.minimum(np.minimum(lost, lost[seat]), price)
    return Rematch(rest, Outcome(given, Proof(price)), _walk(ways.part, given, ways.chain(seat)))


def cost(problem, outcome, applicant, seat):
    """The exact Cost of giving an applicant a seat she is eligible for, the others moving as is best."""
    return change(problem, outcome, applicant, seat)[0]


def change(problem, outcome, applicant, seat):
    """That Cost, and the Given assignment after it."""
    edge = np.flatnonzero((problem.applicant == applicant) & (problem.seat == seat))
    if not len(edge):
        raise ValueError("the pair isn't eligible: explain it by its blockers")
    had, price = outcome.given.fit_of[applicant], outcome.proof.price
    rest, given, here = _without(problem, outcome, applicant)
    ways, lost, limit = None, FIT_BOUND, 0
    while lost > limit:
        limit = lost
        ways = _ways(rest, given, price, seat, limit)
        lost = ways.lost()[here]
    placed = problem.placing if here != problem.exits.sink else 0
    loss = placed + had - price[here] - (problem.placing + problem.fit[edge[0]] - price[seat]) + lost
    fewer = (loss + problem.placing // 2) // problem.placing
    moves = _walk(ways.part, given, ways.chain(here))
    _seat(given, applicant, seat, problem.fit[edge[0]])
    return Cost(int(fewer), int(loss - fewer * problem.placing), moves), given


def _without(problem, outcome, applicant):
    """The problem and assignment without somebody, and the node she leaves, where the flow still counts her."""
    seat_of, fit_of, flow = (values.copy() for values in outcome.given)
    here = int(seat_of[applicant]) if seat_of[applicant] >= 0 else problem.exits.sink
    seat_of[applicant], fit_of[applicant] = -1, 0
    return problem.without(applicant), Given(seat_of, fit_of, flow), here


class Ways(NamedTuple):
    """The best chains of moves from one node: the pairs they may use, the arcs, and each node's value."""

    part: Problem
    source: int
    arcs: tuple
    value: np.ndarray

    def lost(self):
        """What is lost on the way to each node."""
        return -self.value // _hops(self.part)

    def chain(self, node):
        """The arcs of the best chain to a node, from the last to the first."""
        tail, head, gain = self.arcs
        tight = np.flatnonzero(
            (self.value[tail] + gain == self.value[head]) & (self.value[head] > NOWHERE // 2)
        )
        into = dict(zip(head[tight].tolist(), tight.tolist(), strict=True))
        found = []
        while node != self.source:
            found.append(into[int(node)])
            node = tail[found[-1]]
        return found


def _ways(rest, given, price, source, limit):
    """The Ways from a node by moves that each lose less than a limit against the prices."""
    has = np.where(given.placed, given.fit_of - price[given.seat_of], -rest.placing)
    loss = rest.on_edges(has) - (rest.fit - price[rest.seat])
    part = rest.only(np.flatnonzero(loss < limit))
    tail, head, gain = moves(part, given)
    steps = np.where(np.arange(len(tail)) < len(part.fit), 2, 1)
    arcs = tail, head, (price[tail] + gain - price[head]) * _hops(rest) - steps
    value = np.full(rest.exits.nodes, NOWHERE, dtype=np.int64)
    value[source] = 0
    longest_ways(arcs, value)
    return Ways(part, source, arcs, value)


def _hops(problem):
    """More than the steps of any chain, so that what is lost counts first and steps second."""
    return 2 * problem.exits.nodes + 1


def _walk(part, given, chain):
    """Make the moves of a chain in the assignment, in the order of certificate.moves; return people's."""
    sitting = np.flatnonzero(given.placed)
    free, used = np.flatnonzero(given.flow < part.exits.capacity), np.flatnonzero(given.flow > 0)
    ends = np.cumsum([len(part.fit), len(sitting), len(free), len(used)])
    made = []
    for arc in reversed(chain):
        kind = int(np.searchsorted(ends, arc, side="right"))
        at = arc - ends[kind]  # counts from the end of its kind
        if kind == 0:
            made.append(_seat(given, int(part.applicant[arc]), int(part.seat[arc]), int(part.fit[arc])))
        elif kind == 1:
            made.append(_seat(given, int(sitting[at]), -1, 0))
        else:
            arcs, change = ((free, 1), (used, -1))[kind - 2]
            given.flow[arcs[at]] += change
    return made


def _seat(given, applicant, seat, fit):
    """Put somebody on a seat and return the Move."""
    move = Move(applicant, int(given.seat_of[applicant]), seat)
    given.seat_of[applicant], given.fit_of[applicant] = seat, fit
    return move
