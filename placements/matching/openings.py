"""What would open a seat to more people: one change at a time, counted over everybody it alone keeps out."""

from dataclasses import dataclass, replace

import numpy as np

from .facts import ALWAYS
from .rules import FAIL, RULES
from .sentences import N_, Sentence, Value
from .words import LEVELS

RULE = {rule.name: (place, rule) for place, rule in enumerate(RULES)}


@dataclass(frozen=True)
class Opening:
    """One change at the site, how many more people the seat would then be open to, the sentence."""

    name: str
    count: int
    sentence: Sentence


CHANGES = []


def change(rule, text):
    """Enter a function that gives the changed facts of a seat, each with the values its sentence names."""

    def enter(ways):
        CHANGES.append((rule, text, ways))
        return ways

    return enter


@change(
    "supervisor", N_("A trained supervisor with room there from %(opens)s would open it to %(count)s more.")
)
def a_supervisor(seat, people):
    first = max(int(seat.opens[0]), seat.today)
    yield {"trained": True, "room": 1}, {"opens": Value("day", first)}


@change("danish", N_("Danish %(lower)s instead of %(min_oral)s would open it to %(count)s more."))
def less_danish(seat, people):
    for lower in sorted((level for level in LEVELS if level < seat.min_oral[0]), reverse=True):
        yield (
            {"min_oral": lower},
            {"lower": Value("level", lower), "min_oral": Value("level", int(seat.min_oral[0]))},
        )


@change("danish", N_("A language mentor at the site would open it to %(count)s more."))
def a_language_mentor(seat, people):
    yield {"language_support": True}, {}


@change("profession", N_("If the site also took %(profession)s, it would be open to %(count)s more."))
def another_profession(seat, people):
    kinds, counts = np.unique(people.profession, return_counts=True)
    for kind in kinds[np.argsort(-counts, kind="stable")].tolist():
        yield {"professions": seat.professions[0] | kind}, {"profession": Value("professions", kind)}


@change("legal_kind", N_("If the site hosted this kind of placement, it would be open to %(count)s more."))
def another_kind(seat, people):
    yield {"hosts": 2**32 - 1}, {}


@change("fresh", N_("If the site confirmed the seat, it would be open to %(count)s."))
def a_confirmation(seat, people):
    yield {"fresh_until": ALWAYS}, {}


@change("hours", N_("Fewer hours a week than %(min_hours)s would open it to %(count)s more."))
def fewer_hours(seat, people):
    yield {"min_hours": 0}, {"min_hours": Value("hours", int(seat.min_hours[0]))}


@change("shifts", N_("Day shifts would open it to %(count)s more."))
def day_shifts(seat, people):
    yield {"seat_shifts": seat.seat_shifts[0] | 1}, {}


@change("length", N_("A placement of %(shorter)s weeks would open it to %(count)s more."))
def shorter(seat, people):
    for weeks in sorted({int(each) for each in people.weeks if 0 < each < seat.min_weeks[0]}, reverse=True):
        yield {"min_weeks": weeks}, {"shorter": Value("weeks", weeks)}


def openings(people, seat, ranking):
    """The single changes of one seat that would open it to most people, best first; `ranking` is of all beside it.

    Only people with exactly one rule in the way count. Of several steps of one change the smallest that helps is told.
    """
    alone = ranking.blockers[:, 0] == 1
    found = []
    for rule, text, ways in CHANGES:
        place, asked = RULE[rule]
        kept_out = people.at(np.flatnonzero(alone & (ranking.answers[place, :, 0] == FAIL)))
        if len(kept_out):
            found += first_that_helps(asked, kept_out, seat, text, ways)
    return sorted(found, key=lambda each: (-each.count, each.name))


def first_that_helps(rule, people, seat, text, ways):
    for changed, values in ways(seat, people):
        facts = {
            name: np.asarray([value], dtype=getattr(seat, name).dtype) for name, value in changed.items()
        }
        answers = np.broadcast_to(rule.test(people.column(), replace(seat, **facts)), (len(people), 1))
        if count := int((answers != FAIL).sum()):
            said = Sentence(text, values | {"count": Value("number", count)})
            return [Opening(ways.__name__, count, said)]
    return []
