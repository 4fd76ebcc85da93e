"""A finished run as arrays: the result and its prices, and what a change costs while what is settled holds."""

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from ..matching import rematch
from ..matching.certificate import Proof, gains, prices
from ..matching.problem import Problem, Supervision
from ..matching.rematch import Cost
from ..matching.ruled import ruled
from ..matching.solver import Outcome

ENOUGH = 16
NOBODY = 0  # stands where the number of somebody was who has withdrawn


@dataclass
class Standing:
    """people, seats: their ids by index; behind: the seat rows of each kind of seat; problem: with nothing settled.

    windows: (S, 4) first and last day, fewest and most weeks of each kind of seat.
    locked: {person: kind of seat} and barred: [(person, kind of seat)], both by index; they are never kept here,
    the rows say them. seat_of, flow and price: the result, best while that holds and nobody is below the floor.
    """

    people: np.ndarray
    seats: np.ndarray
    behind: list
    windows: np.ndarray
    problem: Problem
    floor: int
    locked: dict = field(default_factory=dict)
    barred: list = field(default_factory=list)
    seat_of: np.ndarray = None
    flow: np.ndarray = None
    price: np.ndarray = None

    @cached_property
    def person_at(self):
        return {number: place for place, number in enumerate(self.people.tolist())}

    @cached_property
    def kind_at(self):
        """The place of a kind of seat by the number of each seat row behind it."""
        return {row: place for place, rows in enumerate(self.behind) for row in rows}

    def settled(self, mine=None):
        """The problem in which what is settled holds and nobody is below the floor, but for all pairs of `mine`."""
        found = ruled(self.problem, self.locked, self.barred)
        own = (found.applicant == (-1 if mine is None else mine)) | (
            found.seat == found.on_edges(self.seat_of)
        )
        return self.at_ease(found.only((found.fit >= self.floor) | own), mine)

    def at_ease(self, problem, mine):
        """The same problem where nobody would gain by moving as things stand.

        Somebody whose lock was taken back may sit worse than she could. Nobody moves her for that alone: her seat
        is worth to her what she could have, so that she is the first to go when somebody else is given it.
        """
        here = problem.seat == problem.on_edges(self.seat_of)
        given, price = problem.given(np.flatnonzero(here), self.flow), self.price
        others = np.arange(problem.applicants) != mine
        more = np.where(problem.on_edges(others), np.maximum(gains(problem, given, Proof(price)), 0), 0)
        leave = np.where(given.placed & others, price[given.seat_of] - problem.placing - given.fit_of, 0)
        lack = np.maximum(problem.best_of_each(more), leave)
        if not lack.any():
            return problem
        bound = np.isin(np.arange(problem.applicants), list(self.locked)) & (given.placed | ~others)
        above = bound * min(lack.sum(), ENOUGH * problem.placing)  # what is locked still outweighs all of it
        fit = problem.fit + here * problem.on_edges(lack) + problem.on_edges(above)
        return replace(problem, fit=fit).only(problem.on_edges(given.placed) | (more == 0))

    def outcome(self, problem):
        return Outcome(problem.taken(self.seat_of, self.flow), Proof(self.price))

    def options(self, person):
        """[(kind of seat, fit)] she may have, the best first; a seat that is locked for others is none."""
        held = {seat for who, seat in self.locked.items() if who != person}
        full = {
            seat for seat in held if list(self.locked.values()).count(seat) >= self.problem.capacity[seat]
        }
        gone = {seat for who, seat in self.barred if who == person}
        here = np.flatnonzero(self.problem.applicant == person)
        pairs = zip(self.problem.seat[here].tolist(), self.problem.fit[here].tolist(), strict=True)
        found = [(seat, fit) for seat, fit in pairs if seat not in full | gone]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def change(self, person, seat):
        """What giving somebody another seat costs, and the assignment after it."""
        locked = {who: at for who, at in self.locked.items() if who != person}
        problem = replace(self, locked=locked).settled(mine=person)
        found, given = rematch.change(problem, self.outcome(problem), person, seat)
        was, now = self.given(), self.problem.taken(given.seat_of, given.flow)
        fewer, points = was.placed.sum() - now.placed.sum(), was.fit_of.sum() - now.fit_of.sum()
        return Cost(int(fewer), int(points), found.moves), given

    def breaks(self, person, cost) -> bool:
        """Whether a change would move somebody who is locked: the supervisors there have no room for both."""
        return any(move.applicant in self.locked for move in cost.moves if move.applicant != person)

    def go_on(self, given, person):
        """Go on from the assignment after a change, with the person locked to what she was given."""
        self.locked = self.locked | {person: int(given.seat_of[person])}
        problem = self.settled(mine=person)
        self.seat_of, self.flow = given.seat_of, given.flow
        self.price = prices(problem, problem.taken(self.seat_of, self.flow)).price

    def withdraw(self, person):
        """Take somebody out, also her number; the others move as little as they can. Gives their moves."""
        problem = self.settled()
        found = rematch.withdraw(problem, self.outcome(problem), person)
        given = found.outcome.given
        self.problem = self.problem.without(person)
        self.people[person] = NOBODY
        self.locked.pop(person, None)
        self.seat_of, self.flow, self.price = given.seat_of, given.flow, found.outcome.proof.price
        return found.moves

    def given(self):
        """The result in the problem's own points."""
        return self.problem.taken(self.seat_of, self.flow)

    # --- kept in one field of a row --------------------------------------------------------------------------
    def pack(self) -> bytes:
        problem, shared = self.problem, self.problem.supervision
        bounds = np.cumsum([0, *map(len, self.behind)])
        behind = np.array([row for rows in self.behind for row in rows], dtype=np.int64)
        arrays = {
            **{"people": self.people, "seats": self.seats, "behind": behind, "bounds": bounds},
            "windows": self.windows,
            **{
                "starts": problem.starts,
                "seat": problem.seat.astype(np.uint16),
                "fit": problem.fit.astype(np.int16),
            },
            **{"capacity": problem.capacity, "floor": np.array(self.floor)},
            **{"guided": shared.seat, "guide": shared.supervisor, "room": shared.room},
            **{"seat_of": self.seat_of, "flow": self.flow, "price": self.price},
        }
        told = io.BytesIO()
        np.savez(told, **arrays)
        return told.getvalue()

    @classmethod
    def unpack(cls, packed):
        with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        people, bounds = arrays["people"], arrays["bounds"].tolist()
        applicant = np.repeat(np.arange(len(people), dtype=np.int32), np.diff(arrays["starts"]))
        behind = arrays["behind"].tolist()
        return cls(
            people=people,
            seats=arrays["seats"],
            behind=[behind[first:last] for first, last in pairwise(bounds)],
            windows=arrays["windows"],
            problem=Problem(
                applicant,
                arrays["seat"].astype(np.int32),
                arrays["fit"].astype(np.int32),
                arrays["capacity"],
                len(people),
                Supervision(arrays["guided"], arrays["guide"], arrays["room"]),
            ),
            floor=int(arrays["floor"]),
            seat_of=arrays["seat_of"],
            flow=arrays["flow"],
            price=arrays["price"],
        )
