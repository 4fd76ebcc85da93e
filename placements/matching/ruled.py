"""What people have settled before a run: some keep a seat, some pairs are out of the question."""

from dataclasses import replace

import numpy as np


def ruled(problem, locked, barred=()):
    """The same question where each of `locked` {applicant: seat} has that seat alone, and no pair is in `barred`.

    A locked pair is worth more than every other change together. Whoever can be placed at once with others can
    be placed in some assignment of most people, so no lock is given up and nobody is left out for it needlessly.
    Placing somebody is worth the same whatever is locked, so prices stay comparable.
    """
    applicants = np.array(list(locked), dtype=np.int32)
    seat_of = np.full(problem.applicants, -1, dtype=np.int64)
    seat_of[applicants] = list(locked.values())
    wanted = problem.on_edges(seat_of)
    here = problem.seat == wanted
    keep = here | (wanted < 0)
    for applicant, seat in barred:
        keep &= (problem.applicant != applicant) | (problem.seat != seat)
    bonus = outweighs(problem)
    fit = (problem.fit + here * bonus).astype(np.int32)
    return replace(problem, fit=fit, placing=np.int64(2 * bonus) * (problem.applicants + 1)).only(keep)


def outweighs(problem):
    """More than all fits together can change."""
    most = int(np.abs(problem.fit).max(initial=0)) + 1
    return np.int32(2 * most * (problem.applicants + 1))


def untenable(problem, locked):
    """Those locked to a seat that they may not have any more."""
    pairs = set(zip(problem.applicant.tolist(), problem.seat.tolist(), strict=True)) if locked else set()
    return [applicant for applicant, seat in locked.items() if (applicant, seat) not in pairs]
