"""The foremost reasons of very many pairs at once: what explain would say of each, and no more.

Sentences that say the same are one object, so whoever translates them does it once.
"""

from typing import NamedTuple

import numpy as np

from .derived import DERIVED
from .explain import BLOCKER, MET, NEEDS, POINTS
from .facts import TOLD, People
from .preferences import PREFERENCES, points, scaled
from .rules import FAIL, PASS, RULES, SUPPORT
from .sentences import Sentence, Value, names_in

FEWEST = 3  # reasons to show, points first


class Brief(NamedTuple):
    """One reason: its kind, the rule or preference, the sentence, and points where it is a preference."""

    kind: str
    name: str
    sentence: Sentence
    points: int


class Pairs:
    """P pairs of people and seats by index, and every fact about them."""

    def __init__(self, people, seats, applicant, seat):
        self.person, self.seat = people.at(applicant), seats.at(seat)
        self.size = len(applicant)

    def values(self, name, where):
        """A fact about some of the pairs as plain numbers."""
        if name in DERIVED:
            work_out = DERIVED[name][0]
            return work_out(Rows(self.person, where), Rows(self.seat, where)).astype(np.int64).tolist()
        side = self.person if name in People.told() else self.seat
        return getattr(side, name)[where].tolist()

    def sentences(self, text, where):
        """The sentence of each of some pairs."""
        names = names_in(text)
        if not names:
            return [Sentence(text)] * len(where)
        shown = [DERIVED[name][1] if name in DERIVED else TOLD[name].shown for name in names]
        known = {}
        rows = list(zip(*(self.values(name, where) for name in names), strict=True))
        for row in rows:
            if row not in known:
                told = zip(names, shown, row, strict=True)
                known[row] = Sentence(text, {name: Value(kind, number) for name, kind, number in told})
        return [known[row] for row in rows]


class Rows:
    """Some rows of a table of facts, each column taken when it is asked for."""

    def __init__(self, facts, where):
        self.facts, self.where = facts, where

    def __getattr__(self, name):
        values = getattr(self.facts, name)
        return values[self.where] if isinstance(values, np.ndarray) else values


def briefs(people, seats, applicant, seat, weights):
    """For each pair, by index, its foremost reasons: blockers, the strongest points, needs; met rules to fill up."""
    pairs = Pairs(people, seats, np.asarray(applicant), np.asarray(seat))
    answers = np.stack(
        [np.broadcast_to(rule.test(pairs.person, pairs.seat), (pairs.size,)) for rule in RULES]
    )
    found = [[] for _ in range(pairs.size)]
    _judged(found, pairs, answers, FAIL, BLOCKER)
    _liked(found, pairs, weights)
    _judged(found, pairs, answers, SUPPORT, NEEDS)
    _judged(found, pairs, answers, PASS, MET, room=lambda reasons: len(reasons) < FEWEST)
    return found


def _judged(found, pairs, answers, answer, kind, room=None):
    """Add the rules with that answer, in their order."""
    for rule, given in zip(RULES, answers, strict=True):
        where = np.flatnonzero(given == answer)
        if room:
            where = np.array([at for at in where.tolist() if room(found[at])], dtype=np.int64)
        for at, sentence in zip(where.tolist(), pairs.sentences(rule.sentence(answer), where), strict=True):
            found[at].append(Brief(kind, rule.name, sentence, 0))


def _liked(found, pairs, weights):
    """Add the preferences that give most points, the first of them first."""
    weights = scaled(weights)
    given = np.stack(
        [
            np.broadcast_to(points(each.share(pairs.person, pairs.seat), weights[each.name]), (pairs.size,))
            for each in PREFERENCES
        ]
    )
    order = np.argsort(-given, axis=0, kind="stable")[:FEWEST]
    for which in order:
        for index, each in enumerate(PREFERENCES):
            where = np.flatnonzero((which == index) & (given[index] > 0))
            told = pairs.sentences(each.sentence, where)
            for at, sentence, worth in zip(where.tolist(), told, given[index][where].tolist(), strict=True):
                found[at].append(Brief(POINTS, each.name, sentence, worth))
