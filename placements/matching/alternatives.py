"""Other ways to fill the same places, side by side with ours: each an assignment of the same problem."""

from dataclasses import replace

import numpy as np

from .fairness import assign_fair
from .problem import FIT_BOUND
from .solver import solve


def fair(problem):
    """Most placed, then the highest floor, then the greatest total fit."""
    return assign_fair(problem).outcome.given


def greatest_total(problem):
    """Most placed, then the greatest total fit, whoever pays for it."""
    return solve(problem).given


def least_regret(problem):
    """Most placed, then the least sum of squared distances from each one's best fit."""
    regret = problem.on_edges(problem.best_of_each(problem.fit)).astype(np.int64) - problem.fit
    if regret.max(initial=0) ** 2 > FIT_BOUND:
        raise ValueError("the fits lie too far apart to square their distances")
    return _by(problem, -(regret**2))


def as_wished(problem, wish):
    """Most placed, then the greatest sum of what people wished, (E,) points."""
    return _by(problem, wish)


def _by(problem, points):
    """The assignment that is best in other points, told in the problem's own."""
    other = replace(problem, fit=points.astype(np.int32), placing=0)
    found = solve(other).given
    return problem.taken(found.seat_of, found.flow)


def first_come(problem, order):
    """Today's practice: in the order they came, each takes the best place still free.

    order: (A,) applicant indices, the first to come first. The first supervisor with room takes her.
    """
    free, starts, guides = problem.capacity.copy(), problem.starts, Guides(problem)
    taken = []
    for applicant in order:
        edges = np.arange(starts[applicant], starts[applicant + 1])
        edges = edges[(free[problem.seat[edges]] > 0) & guides.ready[problem.seat[edges]]]
        if len(edges):
            best = edges[np.argmax(problem.fit[edges])]
            free[problem.seat[best]] -= 1
            guides.take(int(problem.seat[best]))
            taken.append(best)
    return problem.given(np.sort(np.array(taken, dtype=np.int64)))


class Guides:
    """The supervisors of each seat as they fill up; ready: (S,) whether one of them has room."""

    def __init__(self, problem):
        self.shared = problem.supervision
        self.ready = np.ones(problem.seats, dtype=bool)
        if self.shared:
            self.room = self.shared.room.copy()
            self.look()

    def look(self):
        self.ready[:] = False
        self.ready[self.shared.seat[self.room[self.shared.supervisor] > 0]] = True

    def take(self, seat):
        """One trainee more for the first supervisor of the seat who has room."""
        if self.shared:
            own = self.shared.supervisor[self.shared.seat == seat]
            first = own[np.flatnonzero(self.room[own] > 0)[0]]
            self.room[first] -= 1
            if not self.room[first]:
                self.look()


def departments(problem, department):
    """What the shared entrance is worth: {name: assignment} with one department's seats alone and with all.

    department: (S,) the code of each seat's department. "apart" is the two doors of today: each applicant
    asks only the department of the best place for her. Each is the greatest total of what it may use.
    """
    found = {
        int(code): greatest_total(problem.only(department[problem.seat] == code))
        for code in np.unique(department)
    }
    found["apart"] = greatest_total(problem.only(_own_door(problem, department)))
    found["together"] = greatest_total(problem)
    return found


def _own_door(problem, department):
    """(E,) mask of the edges into the department where their applicant fits best."""
    best = problem.fit == problem.on_edges(problem.best_of_each(problem.fit))
    door = np.zeros(problem.applicants, dtype=department.dtype)
    edges = np.flatnonzero(best)[::-1]
    door[problem.applicant[edges]] = department[problem.seat[edges]]
    return department[problem.seat] == problem.on_edges(door)


def figures(problem, given):
    """The figures of an assignment: placed, fit in all, least, median and mean, and the largest regret."""
    placed, fits = given.placed, given.fit_of[given.placed]
    regret = problem.best_of_each(problem.fit)[placed] - fits
    return {
        "placed": len(fits),
        "fit": int(fits.sum()),
        "least": int(fits.min(initial=FIT_BOUND)) if len(fits) else 0,
        "median": float(np.median(fits)) if len(fits) else 0.0,
        "mean": float(fits.mean()) if len(fits) else 0.0,
        "regret": int(regret.max(initial=0)),
    }
