"""The nearest miss: the one change of a person that would open most places, counted over what it alone opens."""

from dataclasses import dataclass, replace

import numpy as np

from .derived import DERIVED
from .explain import Pair
from .facts import TOLD, People
from .rules import FAIL, RULES
from .sentences import N_, Sentence, Value, names_in
from .words import LEVELS

MORE = {"hours", "weeks", "minutes"}  # kinds of facts of which more opens all that less does
OPENS_ONE = N_("%(change)s That alone would open 1 more place.")
OPENS = N_("%(change)s That alone would open %(count)s more places.")


@dataclass(frozen=True)
class Miss:
    """One change that would open places: the rule alone in the way, how many places, at which seats, the sentence."""

    name: str
    count: int
    seats: np.ndarray
    sentence: Sentence


def nearest_misses(people, seats, person, ranking, row=None):
    """For one person the single changes that would open most places, best first.

    Only seats with exactly one rule in the way count. Danish is told at the lowest level that opens any.
    row is her row in the ranking where that differs from her index among the people.
    """
    row = person if row is None else row
    alone = (ranking.blockers[row] == 1) & (seats.places > 0)
    misses = []
    for rule, answers in zip(RULES, ranking.answers[:, row], strict=True):
        barred = np.flatnonzero(alone & (answers == FAIL))
        if len(barred):
            ways = better_danish if rule.name == "danish" else one_change
            opened, change = ways(rule, people.at(person), seats, barred)
            misses.append(miss(rule.name, seats, opened, change))
    return sorted(misses, key=lambda each: (-each.count, each.name))


def miss(name, seats, opened, change):
    count = int(seats.places[opened].sum())
    values = {"change": Value("sentence", change)} | ({"count": Value("number", count)} if count > 1 else {})
    return Miss(name, count, opened, Sentence(OPENS if count > 1 else OPENS_ONE, values))


def one_change(rule, person, seats, barred):
    """(the seats a change opens, its sentence) of those a rule alone bars: the change that does for most of them.

    Of hours, weeks and minutes it is the least that opens half of them at once.
    """
    names = names_in(rule.opens)
    told = [told_of(name, person, seats, barred) for name in names]
    if not names:
        chosen = np.arange(len(barred))
    elif len(names) == 1 and shown(names[0]) in MORE:
        chosen = np.flatnonzero(told[0] <= np.sort(told[0])[(len(barred) - 1) // 2])
        chosen = chosen[np.argsort(-told[0][chosen], kind="stable")]  # the first of them is told
    else:
        _kinds, which, counts = np.unique(told, axis=1, return_inverse=True, return_counts=True)
        chosen = np.flatnonzero(which.ravel() == counts.argmax())
    change = Pair(person, seats.at(barred[chosen[0]])).sentence(rule.opens)
    return np.sort(barred[chosen]), change


def told_of(name, person, seats, where):
    """A fact about one person and each of some seats."""
    here = seats.pick(lambda values: values[where])
    found = DERIVED[name][0](person, here) if name in DERIVED else getattr(side(name, person, here), name)
    return np.broadcast_to(found, len(where))


def side(name, person, seats):
    return person if name in People.told() else seats


def shown(name):
    return DERIVED[name][1] if name in DERIVED else TOLD[name].shown


RAISED = {
    ("oral",): N_("Danish %(level)s spoken instead of %(oral)s."),
    ("written",): N_("Danish %(level)s written instead of %(written)s."),
    ("oral", "written"): N_("Danish %(level)s, both spoken and written."),
}


def better_danish(rule, person, seats, barred):
    """(the seats opened, the sentence) of the smallest step in her Danish that opens any of these seats."""
    here = seats.pick(lambda values: values[barred])
    for level in sorted(LEVELS):
        steps = []
        for names, text in RAISED.items():
            if all(getattr(person, name) < level for name in names):
                better = replace(person, **{name: np.int16(level) for name in names})
                steps.append((barred[rule.test(better, here) != FAIL], text))
        opened, text = max(steps, key=lambda step: len(step[0]), default=((), ""))
        if len(opened):
            values = {"level": Value("level", level)}
            values |= {
                name: Value("level", int(getattr(person, name))) for name in names_in(text) if name != "level"
            }
            return opened, Sentence(text, values)
    raise ValueError("no Danish is enough for a seat that Danish alone bars")
