"""A finished run as arrays: what the coordinators have settled, the result and its prices, and what a change costs."""

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from ..matching import rematch
from ..matching.certificate import Proof, prices
from ..matching.problem import Problem, Supervision
from ..matching.ruled import ruled
from ..matching.solver import Outcome


@dataclass
class Standing:
    """people, seats: their ids by index; behind: the seat rows of each kind of seat; problem: with nothing settled.

    windows: (S, 4) first and last day, fewest and most weeks of each kind of seat.
    locked: {person: kind of seat} and barred: [(person, kind of seat)], both by index; given and proof: the result
    of the problem in which that holds and nobody is below the floor.
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
        return found.only((found.fit >= self.floor) | (found.applicant == (-1 if mine is None else mine)))

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
        return rematch.change(problem, self.outcome(problem), person, seat)

    def go_on(self, given, locked):
        """Go on from the assignment after a change, in which that is settled."""
        self.locked, self.seat_of, self.flow = locked, given.seat_of, given.flow
        problem = self.settled()
        self.price = prices(problem, problem.taken(self.seat_of, self.flow)).price

    def withdraw(self, person):
        """Take somebody out; the others move as little as they can. Gives their moves."""
        problem = self.settled()
        found = rematch.withdraw(problem, self.outcome(problem), person)
        given = found.outcome.given
        self.problem = self.problem.without(person)
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
            "locked": np.array(sorted(self.locked.items()), dtype=np.int64).reshape(-1, 2),
            "barred": np.array(sorted(self.barred), dtype=np.int64).reshape(-1, 2),
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
            locked=dict(map(tuple, arrays["locked"].tolist())),
            barred=list(map(tuple, arrays["barred"].tolist())),
            seat_of=arrays["seat_of"],
            flow=arrays["flow"],
            price=arrays["price"],
        )
