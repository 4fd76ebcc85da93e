"""What other weights would change: each one's first place, with the weights of now and with others."""

import numpy as np

from .cohort import cohort


def first_places(people, seats, weights):
    """(A,) for each of the people, in the order of their ids, the id of her best seat; -1 where she has none."""
    group = cohort(people, seats, weights)
    problem = group.problem
    found = np.full(problem.applicants, -1, dtype=np.int64)
    best = np.flatnonzero(problem.fit == problem.on_edges(problem.best_of_each(problem.fit)))[::-1]
    found[problem.applicant[best]] = group.seats.id[problem.seat[best]]  # of equals the first in order
    return found


def changed(people, seats, before, after):
    """[(person's id, seat's id before, seat's id after)] of those who would get another first place."""
    was, now = first_places(people, seats, before), first_places(people, seats, after)
    other = np.flatnonzero(was != now)
    ids = np.sort(people.id)[other]
    return list(zip(ids.tolist(), was[other].tolist(), now[other].tolist(), strict=True))
