"""The bare question of an assignment: who may have which seat, how well it fits, how many places."""

import operator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

FIT_BOUND = 1_000_000  # the largest fit, either sign, for which every sum below stays exact in 64 bits
PEOPLE_BOUND = 10_000_000  # the most applicants, so that a stray index is refused and not given memory


class Supervision(NamedTuple):
    """Supervisors shared between seats: a seat is open while one of its supervisors has room.

    seat, supervisor: (L,) int32, who may supervise where; room: (V,) int64 trainees each has room for.
    """

    seat: np.ndarray
    supervisor: np.ndarray
    room: np.ndarray


class Exits(NamedTuple):
    """The way out of a seat: arcs from the seats (nodes 0 to S-1) to the last node, the sink."""

    tail: np.ndarray
    head: np.ndarray
    capacity: np.ndarray
    nodes: int

    @property
    def sink(self):
        return self.nodes - 1


class Given(NamedTuple):
    """An assignment: (A,) seat of each applicant or -1, (A,) its fit or 0, and the flow on each exit.

    The flow may be left out where no supervisors are shared: then it is the people at each seat.
    """

    seat_of: np.ndarray
    fit_of: np.ndarray
    flow: np.ndarray

    @property
    def placed(self):
        return self.seat_of >= 0


@dataclass(frozen=True)
class Problem:
    """Eligible pairs in the order of (applicant, seat), each pair once.

    applicant, seat: (E,) int32 indices; fit: (E,) int32 points; capacity: (S,) int64 places;
    applicants: the number A. The order makes the result independent of the order of the input.
    """

    applicant: np.ndarray
    seat: np.ndarray
    fit: np.ndarray
    capacity: np.ndarray
    applicants: int
    supervision: Supervision | None = None
    placing: int = 0  # what placing one more is worth; worked out when left at 0

    def __post_init__(self):
        if not self.placing:
            object.__setattr__(self, "placing", self._placing())

    def _placing(self):
        """More than all the fits of any two assignments can differ by; of 64 bits beside fits of 32."""
        spread = max(int(self.fit.max(initial=0)), 0) - min(int(self.fit.min(initial=0)), 0) + 1
        return np.int64(spread * (min(self.applicants, int(self.capacity.sum())) + 1))

    @property
    def seats(self):
        return len(self.capacity)

    @cached_property
    def starts(self):
        """(A + 1,) where each applicant's edges begin."""
        return np.searchsorted(self.applicant, np.arange(self.applicants + 1, dtype=np.int32))

    @cached_property
    def asking(self):
        """Indices of the applicants with at least one edge."""
        return np.flatnonzero(np.diff(self.starts))

    @cached_property
    def exits(self):
        """Each seat's places straight to the sink, or through the supervisors where they are shared."""
        seats = np.arange(self.seats, dtype=np.int32)
        if self.supervision is None:
            return Exits(seats, np.full_like(seats, self.seats), self.capacity, self.seats + 1)
        seat, supervisor, room = self.supervision
        guides = np.arange(len(room), dtype=np.int32) + 2 * self.seats
        sink = 2 * self.seats + len(room)
        return Exits(
            tail=np.concatenate([seats, seat + self.seats, guides]).astype(np.int32),
            head=np.concatenate(
                [seats + self.seats, supervisor + 2 * self.seats, np.full(len(room), sink)]
            ).astype(np.int32),
            capacity=np.concatenate([self.capacity, np.full(len(seat), self.applicants), room]).astype(
                np.int64
            ),
            nodes=sink + 1,
        )

    def only(self, keep):
        """The same question with some of the pairs: a boolean mask, or indices in order.

        Placing one more stays worth the same, so prices of the part can be put to the whole.
        """
        return replace(self, applicant=self.applicant[keep], seat=self.seat[keep], fit=self.fit[keep])

    def on_edges(self, values):
        """(E,) what each edge's applicant has, from (A,) values."""
        return np.repeat(values, np.diff(self.starts))

    def best_of_each(self, values):
        """(A,) the greatest of some values on the edges for each applicant asking; 0 for the others."""
        best = np.zeros(self.applicants, dtype=values.dtype)
        if len(self.asking):
            best[self.asking] = np.maximum.reduceat(values, self.starts[self.asking])
        return best

    def without(self, applicant):
        """The same question after an applicant withdrew; everybody keeps her index."""
        first, after = np.searchsorted(self.applicant, np.array([applicant, applicant + 1], dtype=np.int32))
        kept = (
            np.concatenate([values[:first], values[after:]])
            for values in (self.applicant, self.seat, self.fit)
        )
        applicants, seats, fits = kept
        return replace(self, applicant=applicants, seat=seats, fit=fits)

    def near(self, each):
        """(E,) mask of the edges within so many points of their applicant's best that about each remain."""
        below = self.on_edges(self.best_of_each(self.fit)) - self.fit
        wanted = each * len(self.asking)
        if len(below) <= 2 * wanted:
            return np.ones(len(below), dtype=bool)
        sample = np.sort(below[:: max(len(below) // 100_000, 1)])
        return below <= sample[len(sample) * wanted // len(below)]

    def given(self, edges, flow=None):
        """The Given assignment in which these edges are taken."""
        seat_of = np.full(self.applicants, -1, dtype=np.int64)
        fit_of = np.zeros(self.applicants, dtype=np.int64)
        seat_of[self.applicant[edges]], fit_of[self.applicant[edges]] = self.seat[edges], self.fit[edges]
        return Given(
            seat_of, fit_of, np.bincount(self.seat[edges], minlength=self.seats) if flow is None else flow
        )

    def taken(self, seat_of, flow=None):
        """The same from the seat of each applicant; refuse a seat she isn't eligible for."""
        given = self.given(np.flatnonzero(self.seat == self.on_edges(seat_of)), flow)
        if (given.seat_of != seat_of).any():
            raise ValueError("somebody was given a seat she isn't eligible for")
        return given


def read(edges, fit, capacity, applicants=None):
    """A Problem from plain arrays; ValueError says what is wrong with them."""
    edges = _integers("edges", edges, (None, 2))
    fit = _integers("fit", fit, (None,))
    capacity = _integers("capacity", capacity, (None,))
    if len(edges) != len(fit):
        raise ValueError(f"edges and fit differ in length: {len(edges)} and {len(fit)}")
    if len(fit) and max(-int(fit.min()), int(fit.max())) > FIT_BOUND:
        raise ValueError(f"fit lies beyond {FIT_BOUND}")
    if len(capacity) and capacity.min() < 0:
        raise ValueError("capacity is negative")
    highest = int(edges[:, 0].max()) if len(edges) else -1
    applicants = highest + 1 if applicants is None else _count(applicants)
    if applicants > PEOPLE_BOUND:
        raise ValueError(f"applicants are more than {PEOPLE_BOUND}")
    if len(edges) and (edges.min() < 0 or highest >= applicants or int(edges[:, 1].max()) >= len(capacity)):
        raise ValueError("edges name an applicant or a seat that doesn't exist")
    capacity = np.minimum(capacity, applicants).astype(np.int64)
    return _ordered(edges[:, 0], edges[:, 1], fit.astype(np.int32), capacity, applicants)


def _integers(name, values, shape):
    values = np.asarray(values)
    if not values.size and values.ndim <= len(shape) and values.shape[1:] in {(), shape[1:]}:
        values = values.reshape([0, *shape[1:]]).astype(np.int64)
    if values.ndim != len(shape) or values.shape[1:] != shape[1:]:
        raise ValueError(f"{name} has the shape {values.shape}")
    if values.dtype.kind not in "iu":
        raise ValueError(f"{name} holds {values.dtype}, not integers")
    return values


def _count(applicants):
    try:
        applicants = operator.index(applicants)
    except TypeError:
        raise ValueError("applicants isn't a whole number") from None
    if applicants < 0:
        raise ValueError("applicants is negative")
    return applicants


def _ordered(applicant, seat, fit, capacity, applicants):
    """Sort by applicant and seat; of a pair given twice keep the better fit."""
    key = applicant.astype(np.int64) * max(len(capacity), 1) + seat
    if not (key[1:] > key[:-1]).all():
        order = np.lexsort((-fit, key))
        key = key[order]
        keep = order[np.append(True, key[1:] != key[:-1])] if len(order) else order
        applicant, seat, fit = applicant[keep], seat[keep], fit[keep]
    return Problem(applicant.astype(np.int32), seat.astype(np.int32), fit, capacity, applicants)
