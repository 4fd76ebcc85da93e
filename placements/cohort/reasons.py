"""Why each is proposed where she is, or has no place: the foremost reasons in Danish and English, for all at once."""

import json

import numpy as np
from django.utils.translation import gettext, override

from ..matching.brief import Brief, briefs
from ..matching.cohort import BLOCK, NO_PLACE_LEFT, unplaced
from ..matching.explain import BLOCKER
from ..matching.nearest import nearest_misses
from ..matching.ranking import rank
from ..matching.sentences import N_, Sentence, Value

LANGUAGES = ("da", "en")  # those of the people who work here
OPENS, FULL = "opens", "full"
MOST = 3
ALL_TAKEN = N_("%(count)s kinds of seat suit, but all their places went to others.")


def in_each(text):
    """A lazy sentence in the languages of those who work here."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(text)
    return said


def of_placed(group, given, weights):
    """{index: its Briefs} of those who have a seat."""
    placed = np.flatnonzero(given.placed)
    found = briefs(group.people, group.seats, placed, given.seat_of[placed], weights)
    return dict(zip(placed.tolist(), found, strict=True))


def of_unplaced(group, given, weights):
    """({index: the rule most in the way}, {index: its Briefs}) of those without a seat."""
    if not len(group.seats):  # no rule is in the way where there is no seat
        return dict.fromkeys(range(len(group.people)), NO_PLACE_LEFT), {}
    left = unplaced(group, given)
    number = {person: place for place, person in enumerate(group.people.id.tolist())}
    rules = {number[person]: rule for person, rule in left.items()}
    suit = np.diff(group.problem.starts)
    told = {at: [full(suit[at].item())] for at, rule in rules.items() if rule == NO_PLACE_LEFT}
    barred = np.array([at for at, rule in rules.items() if rule != NO_PLACE_LEFT], dtype=np.int64)
    for first in range(0, len(barred), BLOCK):
        told |= blocked(group, barred[first : first + BLOCK], weights)
    return rules, told


def full(count):
    return Brief(FULL, NO_PLACE_LEFT, Sentence(ALL_TAKEN, {"count": Value("number", count)}), 0)


def blocked(group, block, weights):
    """What is in the way at the nearest place, and the changes that open most, of some who may go nowhere."""
    people, seats = group.people, group.seats
    ranking = rank(people.at(block), seats, weights)
    nearest = [ranking.seats_for(row)[0] for row in range(len(block))]
    found = briefs(people, seats, block, np.array(nearest), weights)
    told = {}
    for row, (at, reasons) in enumerate(zip(block.tolist(), found, strict=True)):
        misses = nearest_misses(people, seats, at, ranking, row)[:2]
        opens = [Brief(OPENS, miss.name, miss.sentence, 0) for miss in misses]
        told[at] = [each for each in reasons if each.kind == BLOCKER][:MOST] + opens
    return told


def as_text(found, words):
    """{index: the reasons as JSON} from Briefs; a sentence that many share is said once a language.

    words: a language to the Words of the reading, asked with that language switched on.
    """
    sentences = {id(each.sentence): each.sentence for briefs in found.values() for each in briefs}
    said = {}
    for language in LANGUAGES:
        with override(language):
            show = words(language)
            for key, sentence in sentences.items():
                said.setdefault(key, {})[language] = sentence.say(gettext, show)
    pieces = {}
    return {
        at: "[" + ",".join(piece(each, said, pieces) for each in briefs) + "]" for at, briefs in found.items()
    }


def piece(each, said, pieces):
    """One reason as JSON, made once for all who share it."""
    key = (each.kind, each.name, each.points, id(each.sentence))
    if key not in pieces:
        told = {"kind": each.kind, "name": each.name, "points": each.points, **said[id(each.sentence)]}
        pieces[key] = json.dumps(told, ensure_ascii=False)
    return pieces[key]
