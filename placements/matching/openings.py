"""What would open a seat, or a site, to more people: one change at a time, counted over all it alone keeps out."""

from dataclasses import dataclass, replace

import numpy as np

from .facts import ALWAYS
from .fairness import most_placed
from .problem import read
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
LESS = ("less_spoken", "less_written", "less_danish")  # of these the one that opens most is told


def change(rule, text):
    """Enter a function that gives the changed facts of a seat, each with the values its sentence names."""

    def enter(ways):
        CHANGES.append((rule, text, ways))
        return ways

    return enter


def below(level):
    """The levels under one, the nearest first."""
    return sorted((each for each in LEVELS if each < level), reverse=True)


@change("danish", N_("Danish %(lower)s spoken instead of %(min_oral)s would open it to %(count)s more."))
def less_spoken(seat, people):
    asked = int(seat.min_oral[0])
    for lower in below(asked):
        yield {"min_oral": lower}, {"lower": Value("level", lower), "min_oral": Value("level", asked)}


@change("danish", N_("Danish %(lower)s written instead of %(min_written)s would open it to %(count)s more."))
def less_written(seat, people):
    asked = int(seat.min_written[0])
    for lower in below(asked):
        yield {"min_written": lower}, {"lower": Value("level", lower), "min_written": Value("level", asked)}


@change("danish", N_("Danish %(lower)s, both spoken and written, would open it to %(count)s more."))
def less_danish(seat, people):
    asked = seat.min_oral[0], seat.min_written[0]
    for lower in below(min(asked)):
        yield {"min_oral": lower, "min_written": lower}, {"lower": Value("level", lower)}


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
    most = max((each for each in found if each.name in LESS), key=lambda each: each.count, default=None)
    told = [each for each in found if each.name not in LESS or each is most]
    return sorted(told, key=lambda each: (-each.count, each.name))


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


SUPERVISOR = N_(
    "A trained supervisor at %(site)s from %(opens)s would give %(placed)s a place; %(count)s people fit there."
)


def supervision(people, seats, site):
    """[what a trained supervisor with room would do for a whole site], or [] where that alone opens nothing.

    seats: all the open seats of the site, whose name is `site`. Counted are the people who may have one of them then,
    and how many of them there are places for.
    """
    if not len(seats) or (RULE["supervisor"][1].test(people, seats) != FAIL).any():
        return []
    guided = replace(seats, trained=np.ones_like(seats.trained), room=np.ones_like(seats.room))
    may = who_may(people, guided)
    if not len(may):
        return []
    first = max(int(seats.opens.min()), seats.today)
    values = {
        "site": Value("site", site),
        "opens": Value("day", first),
        "placed": Value("number", placed_at(may, seats.places)),
        "count": Value("number", len(may)),
    }
    return [Opening("supervision", len(may), Sentence(SUPERVISOR, values))]


def who_may(people, seats):
    """(n, m) of the people whom no rule keeps from all of some seats: which of the seats each may have."""
    who, may = np.arange(len(people)), np.ones((len(people), len(seats)), dtype=bool)
    for rule in RULES:
        here = people.pick(lambda values, who=who: values[who][:, None])
        may &= rule.test(here, seats) != FAIL
        stay = may.any(axis=1)
        who, may = who[stay], may[stay]
    return may


def placed_at(may, places):
    """How many of them can have a place at once; so many candidates a seat as there are places are enough to tell."""
    most = int(places.sum())
    edges = [(int(who), seat) for seat in range(may.shape[1]) for who in np.flatnonzero(may[:, seat])[:most]]
    return most_placed(read(edges, [0] * len(edges), places))
