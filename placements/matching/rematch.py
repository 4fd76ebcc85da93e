"""After one withdrawal: the best rest of the cohort by one chain of moves, as few as possible.

With the prices of the run at hand every move loses nought or more against them, and the place that fell
free is worth its price. The chain of moves into it that loses least is the best: it ends with somebody
who had no place, or with a place left free.
"""

from typing import NamedTuple

import numpy as np

from .certificate import Proof, longest_ways, moves
from .problem import Given, Problem
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


def withdraw(problem, outcome, applicant):
    """The Rematch after one applicant withdrew from a proved outcome of the problem."""
    rest = problem.without(applicant)
    seat_of, fit_of, flow = (values.copy() for values in outcome.given)
    seat = seat_of[applicant]
    seat_of[applicant], fit_of[applicant] = -1, 0
    given = Given(seat_of, fit_of, flow)
    if seat < 0:
        return Rematch(rest, Outcome(given, outcome.proof), [])
    part, arcs, value = _ways(rest, given, outcome.proof.price, seat)
    chain = _chain(arcs, value, seat)
    lost, price = value // -_hops(rest), outcome.proof.price
    price = price - np.minimum(np.minimum(lost, lost[seat]), price)
    return Rematch(rest, Outcome(given, Proof(price)), _walk(part, given, chain))


def _ways(rest, given, price, seat):
    """The moves that could matter, and how much (with how many steps) is lost on the way to each node."""
    has = np.where(given.placed, given.fit_of - price[given.seat_of], -rest.placing)
    loss = has[rest.applicant] - (rest.fit - price[rest.seat])
    part = rest.only(np.flatnonzero(loss < price[seat]))
    tail, head, gain = moves(part, given)
    steps = np.where(np.arange(len(tail)) < len(part.fit), 2, 1)
    arcs = tail, head, (price[tail] + gain - price[head]) * _hops(rest) - steps
    value = np.full(rest.exits.nodes, NOWHERE, dtype=np.int64)
    value[rest.exits.sink] = 0
    longest_ways(arcs, value)
    return part, arcs, value


def _hops(problem):
    """More than the steps of any chain, so that what is lost counts first and steps second."""
    return 2 * problem.exits.nodes + 1


def _chain(arcs, value, node):
    """The arcs of the best chain that ends at a node, from the last to the first."""
    tail, head, gain = arcs
    tight = np.flatnonzero((value[tail] + gain == value[head]) & (value[head] > NOWHERE // 2))
    into = dict(zip(head[tight].tolist(), tight.tolist(), strict=True))
    chain, sink = [], len(value) - 1
    while node != sink:
        chain.append(into[int(node)])
        node = tail[chain[-1]]
    return chain


def _walk(part, given, chain):
    """Make the moves of a chain in the assignment: people's seats, and the flow on the exits."""
    made, exits = [], part.exits
    free = np.flatnonzero(given.flow < exits.capacity)
    used = np.flatnonzero(given.flow > 0)
    first = len(part.fit) + int(given.placed.sum())
    for arc in reversed(chain):
        if arc < len(part.fit):
            who, seat = int(part.applicant[arc]), int(part.seat[arc])
            made.append(Move(who, int(given.seat_of[who]), seat))
            given.seat_of[who], given.fit_of[who] = seat, part.fit[arc]
        elif arc < first + len(free):
            given.flow[free[arc - first]] += 1
        else:
            given.flow[used[arc - first - len(free)]] -= 1
    return made
