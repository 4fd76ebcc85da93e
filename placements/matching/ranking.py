"""Every person beside every seat: what each rule answers, the points of each preference, the order."""

from dataclasses import dataclass

import numpy as np

from .preferences import PREFERENCES, WEIGHTS, points, scaled
from .rules import FAIL, RULES


@dataclass(frozen=True)
class Ranking:
    """n people beside m seats.

    answers: (rules, n, m) int8 in the order of RULES: PASS, SUPPORT or FAIL.
    points: (preferences, n, m) int16 in the order of PREFERENCES; fit: (n, m) int16, their sum, 0 to 1000.
    verdict: (n, m) int8, the worst answer; blockers: (n, m) int8, how many rules fail.
    """

    answers: np.ndarray
    points: np.ndarray
    fit: np.ndarray
    verdict: np.ndarray
    blockers: np.ndarray

    def seats_for(self, person):
        """Seat indices for one person: eligible first, then fewest blockers; among equals the better fit."""
        return np.lexsort((-self.fit[person], self.blockers[person]))

    def people_for(self, seat):
        """Person indices for one seat, in the same order."""
        return np.lexsort((-self.fit[:, seat], self.blockers[:, seat]))


def rank(people, seats, weights=WEIGHTS):
    """The Ranking of n people and m seats; for a cohort call it block by block, or use cohort.pairs."""
    person, shape = people.column(), (len(people), len(seats))
    answers = np.stack([np.broadcast_to(rule.test(person, seats), shape) for rule in RULES])
    weights = scaled(weights)
    given = np.stack(
        [
            np.broadcast_to(points(each.share(person, seats), weights[each.name]), shape)
            for each in PREFERENCES
        ]
    ).astype(np.int16)
    return Ranking(
        answers=answers,
        points=given,
        fit=given.sum(axis=0, dtype=np.int16),
        verdict=answers.max(axis=0),
        blockers=(answers == FAIL).sum(axis=0, dtype=np.int8),
    )
