"""The bare question of an assignment: who may have which seat, how well it fits, how many places."""

import operator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

FIT_BOUND = 1_000_000  # the largest fit, either sign, for which every sum below stays exact in 64 bits


@dataclass(frozen=True)
class Problem:
    """Eligible pairs in the order of (applicant, seat), each pair once.

    applicant, seat: (E,) int32 indices; fit: (E,) int64 points; capacity: (S,) int64 places;
    applicants: the number A. The order makes the result independent of the order of the input.
    """

    applicant: np.ndarray
    seat: np.ndarray
    fit: np.ndarray
    capacity: np.ndarray
    applicants: int

    @property
    def seats(self):
        return len(self.capacity)

    @cached_property
    def starts(self):
        """(A + 1,) where each applicant's edges begin."""
        return np.searchsorted(self.applicant, np.arange(self.applicants + 1, dtype=self.applicant.dtype))

    @cached_property
    def placing(self):
        """What placing one more is worth: more than any exchange of fits among those placed."""
        if not len(self.fit):
            return 1
        spread = int(self.fit.max()) - min(int(self.fit.min()), 0) + 1
        return spread * (min(self.applicants, int(self.capacity.sum())) + 1)

    def only(self, keep):
        """The same question with some of the pairs (a boolean mask or indices in order)."""
        return Problem(self.applicant[keep], self.seat[keep], self.fit[keep], self.capacity, self.applicants)

    def edge_of(self, seat_of):
        """(A,) the edge each applicant was given, -1 for none; refuse a seat that isn't among her edges."""
        chosen = np.flatnonzero(self.seat == seat_of[self.applicant])
        edge = np.full(self.applicants, -1, dtype=np.int64)
        edge[self.applicant[chosen]] = chosen
        if ((edge >= 0) != (seat_of >= 0)).any():
            raise ValueError("somebody was given a seat she isn't eligible for")
        return edge


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
    if len(edges) and (edges.min() < 0 or highest >= applicants or int(edges[:, 1].max()) >= len(capacity)):
        raise ValueError("edges name an applicant or a seat that doesn't exist")
    capacity = np.minimum(capacity, applicants).astype(np.int64)
    return _ordered(edges, fit.astype(np.int64), capacity, applicants)


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


def _ordered(edges, fit, capacity, applicants):
    """Sort by applicant and seat; of a pair given twice keep the better fit."""
    key = edges[:, 0].astype(np.int64) * max(len(capacity), 1) + edges[:, 1].astype(np.int64)
    if (key[1:] > key[:-1]).all():
        keep = slice(None)
    else:
        order = np.lexsort((-fit, key))
        key = key[order]
        keep = order[np.append(True, key[1:] != key[:-1])]
    applicant, seat = (edges[keep, column].astype(np.int32) for column in (0, 1))
    return Problem(applicant, seat, fit[keep], capacity, applicants)
