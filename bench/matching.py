"""The matching beside the bare solver: the whole road from facts to a proved result, and its parts.

The measure is one call of the flow solver on all eligible pairs of the same cohort, taken in turns with ours
in one process. NumPy's linear algebra is held to one thread, as in the worker: two of them spinning on a busy
machine cost up to ten times as much.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import math
import subprocess
import sys
from statistics import median
from time import process_time

import numpy as np

from placements.matching.alternatives import first_come
from placements.matching.certificate import prove
from placements.matching.cohort import cohort
from placements.matching.explain import explain
from placements.matching.fairness import assign_fair
from placements.matching.ranking import rank
from placements.matching.rematch import withdraw
from placements.matching.solver import best_flow, solve
from tests.placements.matching.cases import a_town

SEED = 2027
PEOPLE, SITES = 10_000, 1_000
SMALL, LARGE = (1_000, 200), (20_000, 2_000)
ROUNDS = 5
BARE = "one solver call on all eligible pairs"


def rows():
    """Every figure of the matching beside its limit."""
    town = a_town(np.random.default_rng(SEED), PEOPLE, SITES)
    group = cohort(*town)
    return [
        *in_turns(town, group.problem),
        *fairness(group.problem),
        memory(),
        growth(),
        *one_among_many(),
    ]


def in_turns(town, problem):
    """The whole run, its certificate and a re-match, each beside what it is measured against, in turns."""
    taken = [one_turn(town, problem, turn) for turn in range(ROUNDS)]
    share = len(problem.fit) / (PEOPLE * SITES)
    whole, proof, again = zip(*taken, strict=True)
    return [
        ratio("cohort", whole, 1.25, f"{BARE} ({len(problem.fit):,} of {PEOPLE:,} x {SITES:,}, {share:.0%})"),
        ratio("certificate", proof, 0.15, BARE),
        ratio("rematch", again, 0.1, "the whole run"),
    ]


def one_turn(town, problem, turn):
    """(whole run, certificate) over the bare call, and re-match over the whole run."""
    bare, given = timed(lambda: best_flow(problem))
    whole, outcome = timed(lambda: run(town))
    proof, shown = timed(lambda: prove(problem, given.seat_of))
    gone = np.flatnonzero(outcome.given.placed)[turn::ROUNDS][:7]
    again = median(timed(lambda who=who: withdraw(problem, outcome, who))[0] for who in gone)
    assert shown.holds(problem, outcome.given.seat_of)
    return whole / bare, proof / bare, again / whole


def run(town):
    """From arrays of facts to the proved outcome: rules, points, solve, certificate."""
    problem = cohort(*town).problem
    outcome = solve(problem)
    assert outcome.proof.holds(problem, outcome.given.seat_of)
    return outcome


def fairness(problem):
    """What the floor costs in fit and in time, and what first come, first served leaves out."""
    bare, total = timed(lambda: best_flow(problem))
    outcome = solve(problem)
    spent, fair = timed(lambda: assign_fair(problem, outcome))
    fits = fair.outcome.given.fit_of
    lost = 100 * (1 - fits.sum() / total.fit_of.sum())
    today = first_come(problem, range(problem.applicants))
    more = fair.outcome.given.placed.sum() / today.placed.sum()
    lifted = f"the greatest total; the worst-off rise from {lowest(total)} to {lowest(fair.outcome.given)}"
    return [
        value("floor", lost, "% of fit", 0.1, lifted),
        ratio("floor_time", [spent / bare], math.inf, f"{BARE}; a search, told apart"),
        ratio("placed", [more], 1.0, "as many as first come, first served", at_least=True),
    ]


def lowest(given):
    return int(given.fit_of[given.placed].min())


def memory():
    """Peak memory of a process that makes the cohort's facts and runs the match, nothing else."""
    code = "from bench.matching import alone; alone()"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return value("memory", json.loads(told) / 1024, "MB at most", 400, "one process, facts included")


def alone():
    """Run the cohort in this process and print its peak memory in KiB."""
    from resource import RUSAGE_SELF, getrusage

    run(a_town(np.random.default_rng(SEED), PEOPLE, SITES))
    print(json.dumps(getrusage(RUSAGE_SELF).ru_maxrss))


def growth():
    """The exponent of the whole run in eligible pairs, between two sizes taken in turns."""
    towns = [a_town(np.random.default_rng(SEED), *size) for size in (SMALL, LARGE)]
    pairs = [len(cohort(*town).problem.fit) for town in towns]
    steps = []
    for _ in range(2):
        small = median(timed(lambda: run(towns[0]))[0] for _ in range(9))
        steps.append(math.log(timed(lambda: run(towns[1]))[0] / small, pairs[1] / pairs[0]))
    return value("growth", median(steps), "exponent", 1.15, f"{pairs[0]:,} to {pairs[1]:,} eligible pairs")


def one_among_many():
    """Best places for one person, and best people for one seat, each with twenty explained."""
    people, seats = a_town(np.random.default_rng(SEED), 20, 5_000)
    places = median(timed(lambda who=who: best_places(people, seats, who))[0] for who in range(20))
    many, few = a_town(np.random.default_rng(SEED), 100_000, 10)
    persons = median(timed(lambda seat=seat: best_people(many, few, seat))[0] for seat in range(10))
    return [
        value("places_for_one", 1000 * places, "ms", 50, "one person among 5,000 seats, 20 explained"),
        value("people_for_one", 1000 * persons, "ms", 150, "one seat among 100,000 people, 20 explained"),
    ]


def best_places(people, seats, who):
    order = rank(people.at(slice(who, who + 1)), seats).seats_for(0)[:20]
    return [explain(people, seats, who, seat) for seat in order]


def best_people(people, seats, seat):
    order = rank(people, seats.at(slice(seat, seat + 1))).people_for(0)[:20]
    return [explain(people, seats, who, seat) for who in order]


def timed(work):
    """(seconds of processor time, what the work returned): other work on the machine doesn't count."""
    started = process_time()
    found = work()
    return process_time() - started, found


def ratio(what, found, goal, limit, at_least=False):
    middle = median(found)
    met = middle >= goal if at_least else middle <= goal
    spread = [round(min(found), 4), round(max(found), 4)]
    goal = goal if math.isfinite(goal) else "none"
    told = {"name": f"matching.{what}", "ratio": round(float(middle), 4), "limit": limit, "goal": goal}
    return told | {"met": bool(met), "rounds": len(found), "spread": spread}


def value(what, found, unit, goal, limit):
    told = {"name": f"matching.{what}", "value": round(float(found), 4), "unit": unit, "limit": limit}
    return told | {"goal": goal, "met": bool(found <= goal)}
