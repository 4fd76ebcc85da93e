"""The preferences: each gives a share of its weight, and the points add up to the fit, 0 to 1000.

A preference answers 0 to WHOLE for every pair. WHOLE is a power of two, so that points are exact
and rounded the same way on every machine.
"""

from dataclasses import dataclass

import numpy as np

from .derived import left_on_permit, travel, waited
from .sentences import N_

WHOLE = 64
SHIFT = 6
TOTAL = 1000
NEAR, FAR = 15, 60  # minutes on the way that give all the points, and none
LONG_WAIT = 182  # days of waiting that give all the points
PERMIT_SOON, PERMIT_LATE = 90, 360  # days left on the permit that give all the points, and none
DANISH_SLACK = 20  # how far below the preferred level still gives some points


@dataclass(frozen=True)
class Preference:
    """A share of a weight and the sentence that goes with its points; about as for a rule."""

    name: str
    share: callable
    sentence: str
    weight: int
    about: tuple


PREFERENCES = []


def preference(sentence, weight, about=()):
    """Enter a function in the list, with the weight it has until somebody sets another."""

    def enter(share):
        PREFERENCES.append(Preference(share.__name__, share, sentence, weight, about))
        return share

    return enter


def scaled(weights):
    """Weights by name as whole numbers that sum to TOTAL; ValueError where one is missing or negative."""
    names = [each.name for each in PREFERENCES]
    if wrong := sorted(set(names) ^ set(weights)):
        raise ValueError(f"weights are missing or unknown: {', '.join(wrong)}")
    if low := sorted(name for name in names if not weights[name] >= 0):
        raise ValueError(f"weights are negative: {', '.join(low)}")
    total = sum(weights.values())
    if not total:
        raise ValueError("all weights are zero")
    whole = {name: int(weights[name] * TOTAL // total) for name in names}
    rest = sorted(names, key=lambda name: whole[name] - weights[name] * TOTAL / total)
    for name in rest[: TOTAL - sum(whole.values())]:
        whole[name] += 1
    return whole


def points(share, weight):
    """Whole points for shares of 0 to WHOLE."""
    return np.right_shift(share * np.int32(weight), SHIFT)


def between(value, none, whole):
    """The share for a value on the way from where it gives none to where it gives the whole."""
    return np.clip((value - none) * WHOLE // (whole - none), 0, WHOLE).astype(np.int16)


def any_of(mask):
    """The whole share for a mask that isn't empty."""
    return (mask != 0) * np.int16(WHOLE)


def one_or_two(mask):
    """Half the share for one thing in common, the whole for two."""
    return np.minimum(np.bitwise_count(mask), 2) * np.int16(WHOLE // 2)


@preference(N_("The applicant wishes this kind of place: %(setting)s."), 150, about=("settings", "setting"))
def setting_wish(person, seat):
    return any_of(person.settings & seat.setting)


@preference(
    N_("It lies in a part of town the applicant wishes: %(district)s."), 90, about=("districts", "district")
)
def district_wish(person, seat):
    return any_of(person.districts & seat.district)


@preference(N_("Here the applicant can learn what was wished: %(shared_goals)s."), 120)
def learning(person, seat):
    return one_or_two(person.goals & seat.teaches)


@preference(N_("The applicant's experience is what they do here: %(shared_strengths)s."), 120)
def specialisation(person, seat):
    return one_or_two(person.experience & seat.strengths)


@preference(N_("Danish %(oral)s spoken; the site would like %(good_oral)s."), 120)
def danish_level(person, seat):
    short = np.maximum(seat.good_oral - person.oral, seat.good_written - person.written)
    return between(short, DANISH_SLACK, 0)


@preference(N_("About %(travel)s minutes on the way."), 100)
def travel_time(person, seat):
    minutes = travel(person, seat)
    return np.where(minutes < 0, np.int16(0), between(minutes, FAR, NEAR))


@preference(N_("Somebody who knows the applicant's work vouches for it."), 90, about=("tie_site", "partners"))
def volunteer_tie(person, seat):
    known = (person.tie_site == seat.site) & (person.tie_site != 0)
    return np.maximum(known * np.int16(WHOLE), any_of(person.associations & seat.partners) // 2)


@preference(N_("They share a language besides Danish: %(shared_languages)s."), 70)
def languages(person, seat):
    return any_of(person.languages & seat.site_languages)


@preference(N_("The applicant has waited %(waited)s days."), 70)
def waiting(person, seat):
    return between(waited(person, seat), 0, LONG_WAIT)


@preference(N_("The permit runs out in %(left_on_permit)s days."), 40)
def permit_running_out(person, seat):
    return between(left_on_permit(person, seat), PERMIT_LATE, PERMIT_SOON)


@preference(
    N_("A kind of place the applicant hasn't been in yet: %(setting)s."), 30, about=("covered", "setting")
)
def rotation(person, seat):
    return any_of(seat.setting & ~person.covered)


WEIGHTS = {each.name: each.weight for each in PREFERENCES}
