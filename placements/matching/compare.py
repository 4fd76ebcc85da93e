"""The same places filled in other ways, and what the shared entrance is worth: figures without any person."""

from collections import Counter
from dataclasses import replace

import numpy as np

from . import alternatives as ways
from .cohort import Cohort, unplaced
from .derived import waited
from .preferences import PREFERENCES, WEIGHTS, points, scaled
from .stable import stable

WISHES = {"setting_wish", "district_wish", "learning"}
MOST_FOR_STABLE = 5_000_000  # pairs that are looked at one by one, within a minute and 2 GB


def summary(group, given):
    """The figures of an assignment, with how many there are and how long people have waited."""
    days = waited(group.people, group.seats)
    return {
        "applicants": len(group.people),
        "places": int(group.problem.capacity.sum()),
        **ways.figures(group.problem, given),
        "unplaced": int((~given.placed).sum()),
        "waited_placed": mean(days[given.placed]),
        "waited_unplaced": mean(days[~given.placed]),
    }


def mean(values):
    return round(float(values.mean()), 1) if len(values) else 0.0


def by_reason(left):
    """[{name, count}] for those without a place, the most frequent reason first."""
    counted = sorted(Counter(left.values()).items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "count": count} for name, count in counted]


def alternatives(group, given, weights=WEIGHTS):
    """Ours and the other ways side by side."""
    problem = group.problem
    found = {
        "fair": given,
        "greatest_total": ways.greatest_total(problem),
        "least_regret": ways.least_regret(problem),
        "as_wished": ways.as_wished(problem, wish(group, weights)),
        "first_come": ways.first_come(problem, np.lexsort((group.people.id, group.people.waiting_since))),
    }
    if len(problem.fit) <= MOST_FOR_STABLE:
        found["stable"] = stable(problem)
    return [
        {"name": name, **summary(group, other), "same": same(given, other)} for name, other in found.items()
    ]


def same(given, other):
    """How many have the same place, or none, in both."""
    return int((given.seat_of == other.seat_of).sum())


def wish(group, weights=WEIGHTS):
    """(E,) the points for what the applicants themselves wished."""
    problem, weights = group.problem, scaled(weights)
    who = group.people.pick(lambda values: values[problem.applicant])
    where = group.seats.pick(lambda values: values[problem.seat])
    total = np.zeros(len(problem.fit), dtype=np.int32)
    for each in PREFERENCES:
        if each.name in WISHES:
            total += points(each.share(who, where), weights[each.name])
    return total


def departments(group, names):
    """Each department alone, each applicant at one door, and all together: placed, fit, why not."""
    worth = ways.departments(group.problem, group.seats.department)
    return [
        {
            "name": name if isinstance(name, str) else names[name],
            "alone": not isinstance(name, str),
            **summary(part(group, name), given),
            "unplaced_by_reason": by_reason(unplaced(part(group, name), given)),
        }
        for name, given in worth.items()
    ]


def part(group, name):
    """The cohort as a department alone sees it: its own seats and nobody else's places."""
    if isinstance(name, str):
        return group
    own = group.seats.department == name
    problem = group.problem.only(own[group.problem.seat])
    capacity = np.where(own, problem.capacity, 0)
    return Cohort(group.people, group.seats.at(own), replace(problem, capacity=capacity))
