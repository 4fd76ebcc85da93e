"""A cohort run from the database to stored proposals with their reasons, beside the bare solver call on the same rows.

On the wall clock, as PostgreSQL works too.
"""

import math
from time import perf_counter

from django.utils import timezone

from bench._cohort import Town
from bench.matching import BARE, PEOPLE, SITES, ratio
from placements.cohort import acts
from placements.cohort import run as work
from placements.matching.fairness import Fair, assign_fair
from placements.matching.solver import best_flow, solve


def rows():
    """The run without the floor and with it, each beside the bare call."""
    with Town(PEOPLE, SITES) as town, town.here():
        taken = [stored(town) for _ in range(3)]
    plain, fair, told = zip(*taken, strict=True)
    return [
        ratio("stored", plain, 2.5, f"{BARE}, {told[0]}, as rows; without the floor"),
        ratio("stored_fair", fair, math.inf, f"{BARE}; with the floor, told apart"),
    ]


def stored(town):
    """(a run without the floor, a run with it) over the bare call on the same rows, and how many pairs that is."""
    work.assign_fair = lambda problem: Fair(0, problem, solve(problem))
    plain, problem = one_run(town)
    work.assign_fair = assign_fair
    fair, _problem = one_run(town)
    started = perf_counter()
    best_flow(problem)
    bare = perf_counter() - started
    return plain / bare, fair / bare, f"{len(problem.fit):,} pairs"


def one_run(town):
    """(seconds, the problem) of a run from rows to rows; its comparisons are left out."""
    asked = acts.start(timezone.localdate(), by=town.kirsten)
    work.begin(asked)
    started = perf_counter()
    read, group, standing, mark = work.match(asked)
    work.store(asked, read, group, standing, mark, {})
    return perf_counter() - started, group.problem
