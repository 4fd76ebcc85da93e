"""A cohort: from facts about people and seats to the pairs that may be and how well each fits."""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from .facts import People, Seats
from .preferences import PREFERENCES, TOTAL, WEIGHTS, points, scaled
from .problem import Problem, Supervision
from .ranking import rank
from .rules import FAIL, RULES

BLOCK = 64  # people at a time: a block's tables stay in the processor's cache


@dataclass(frozen=True)
class Cohort:
    """People and seats in the order of their ids, and the problem they pose."""

    people: People
    seats: Seats
    problem: Problem

    def by_id(self, seat_of):
        """{person's id: seat's id} of an assignment, those placed only."""
        placed = np.flatnonzero(seat_of >= 0)
        return dict(
            zip(self.people.id[placed].tolist(), self.seats.id[seat_of[placed]].tolist(), strict=True)
        )


def cohort(people, seats, weights=WEIGHTS, supervision=None):
    """The Cohort of some people and seats; the same whatever order they come in.

    supervision: rows of (seat id, supervisor id) and a mapping of supervisor id to room, where
    supervisors are shared between seats.
    """
    people, seats = people.at(np.argsort(people.id)), seats.at(np.argsort(seats.id))
    for table in (people, seats):
        if len(np.unique(table.id)) < len(table):
            raise ValueError(f"{type(table).__name__} with the same id twice")
    applicant, seat, fit = pairs(people, seats, weights)
    problem = Problem(
        applicant,
        seat,
        fit,
        capacity=np.minimum(np.maximum(seats.places, 0), np.maximum(seats.room, 0)).astype(np.int64),
        applicants=len(people),
        supervision=supervision and _shared(seats, *supervision),
    )
    return Cohort(people, seats, problem)


def _shared(seats, links, room):
    """Supervision by index from ids; links to other seats are left out."""
    index = {number: place for place, number in enumerate(seats.id.tolist())}
    guides = {number: place for place, number in enumerate(sorted(room))}
    known = sorted({(index[seat], guides[guide]) for seat, guide in links if seat in index})
    seat, guide = np.array(known, dtype=np.int32).reshape(-1, 2).T
    return Supervision(seat, guide, np.array([room[number] for number in sorted(room)], dtype=np.int64))


def pairs(people, seats, weights=WEIGHTS):
    """(E,) int32 applicant, (E,) int32 seat, (E,) int32 fit of every eligible pair, in that order."""
    weights = scaled(weights)
    shut, rules = closed(people, seats)
    open_seats = np.flatnonzero(~shut).astype(np.int32)
    here = seats.at(open_seats)
    blocks = [
        _block(people.at(slice(first, first + BLOCK)), here, rules, weights, first)
        for first in range(0, len(people), BLOCK)
    ]
    applicant, seat, fit = (np.concatenate(parts) for parts in zip(_nothing(), *blocks, strict=True))
    return applicant, open_seats[seat], fit.astype(np.int32)


def closed(people, seats):
    """(m,) the seats closed to everybody, by the rules that look at the seat alone, and the other rules."""
    shut, rules = np.zeros(len(seats), dtype=bool), []
    anybody = people.at(slice(0, 1)).column()
    for rule in RULES:
        answer = rule.test(anybody, seats)
        if answer.ndim == 1:
            shut |= answer == FAIL
        else:
            rules.append(rule)
    return shut, rules


def _block(people, seats, rules, weights, first):
    """The eligible pairs of a block of people."""
    person = people.column()
    worst = np.zeros((len(people), len(seats)), dtype=np.int8)
    for rule in rules:
        np.maximum(worst, rule.test(person, seats), out=worst)
    eligible = worst < FAIL
    counts = eligible.sum(axis=1)
    applicant = np.repeat(np.arange(len(people), dtype=np.int32), counts)
    seat = np.flatnonzero(eligible) - applicant * len(seats)
    who = people.pick(lambda values: np.repeat(values, counts))
    where = seats.pick(lambda values: values.take(seat))
    fit = np.zeros(len(seat), dtype=np.int32)
    for each in PREFERENCES:
        fit += points(each.share(who, where), weights[each.name])
    return applicant + np.int32(first), seat.astype(np.int32), fit.astype(np.int16)


def _nothing():
    """No pairs, so that no blocks make no pairs."""
    return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int16)


NO_PLACE_LEFT = "no_place_left"


def unplaced(group, given):
    """{person's id: why} for those without a seat: the name of the rule most in the way, or no place left.

    Most in the way is the rule that alone bars the most seats, else the one that bars the most.
    """
    asking = np.isin(np.arange(len(group.people)), group.problem.asking)
    out = {number: NO_PLACE_LEFT for number in group.people.id[~given.placed & asking].tolist()}
    barred = np.flatnonzero(~given.placed & ~asking)
    for first in range(0, len(barred), BLOCK):
        people = group.people.at(barred[first : first + BLOCK])
        out |= dict(zip(people.id.tolist(), _most_in_the_way(people, group.seats), strict=True))
    return out


def _most_in_the_way(people, seats):
    """For each person the name of the rule most in the way."""
    ranking = rank(people, seats)
    fails = ranking.answers == FAIL
    alone = (fails & (ranking.blockers == 1)).sum(axis=2)
    weight = alone * (len(seats) + 1) + fails.sum(axis=2)
    return [RULES[rule].name for rule in weight.argmax(axis=0)]


def fingerprint(people, seats, weights=WEIGHTS, supervision=None):
    """Hex SHA-256 of all that goes into a run, the same in whatever order people and seats come."""
    links, room = supervision or ([], {})
    plain = sorted(scaled(weights).items()), TOTAL, seats.today, sorted(links), sorted(room.items())
    digest = sha256(repr(plain).encode())
    for table in (people, seats):
        order = np.argsort(table.id)
        for name in table.told():
            values = getattr(table, name)[order]
            digest.update(name.encode() + values.astype(values.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()
