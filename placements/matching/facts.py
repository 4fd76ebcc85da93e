"""What the matching knows about people and seats, as arrays; nothing else can change a rank.

Nationality, sex, age and religion are not among the facts. Days are ordinals (date.toordinal()),
times are minutes after midnight, places are metres on a flat map, masks hold bit k for code k (codes.py).
"""

from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from .sentences import N_

NEVER = 0  # a day before every other: not issued, not known
ALWAYS = 4_000_000  # a day after every other: no limit

APPLICATION = N_("the application")
LANGUAGE = N_("the Danish level, assessed or claimed")
PERMIT = N_("the residence card")
AUTHORISATION = N_("the authorisation papers")
VOUCHER = N_("the organisation's confirmation")
HISTORY = N_("earlier placements")
CHECKS = N_("the checks")
PROFILE = N_("the site's profile")
SEAT = N_("the seat")
SUPERVISORS = N_("the supervisors' list")


class Fact(NamedTuple):
    """One column of facts: its type, the value where none is given, how it is shown, where it comes from."""

    dtype: type
    default: int | float | bool
    shown: str
    source: str
    about: str


day = partial(Fact, np.int32)
clock = partial(Fact, np.int16)
number = partial(Fact, np.int16)
bits = partial(Fact, np.uint32)
metres = partial(Fact, np.float32)
yes = partial(Fact, np.bool_)
key = partial(Fact, np.int64)


class Facts:
    """Columns of equal length; those not given hold their defaults."""

    @classmethod
    @cache
    def told(cls):
        """The facts of this table by name."""
        return {name: fact for name, fact in cls.__annotations__.items() if isinstance(fact, Fact)}

    @classmethod
    def of(cls, columns, **kept):
        """From a mapping of name to a sequence of values; an unknown name is refused."""
        told, length = cls.told(), len(columns["id"])
        if strange := sorted(columns.keys() - told.keys()):
            raise ValueError(f"{cls.__name__} knows no {', '.join(strange)}")
        arrays = {
            name: np.asarray(columns[name], dtype=fact.dtype)
            if name in columns
            else np.full(length, fact.default, dtype=fact.dtype)
            for name, fact in told.items()
        }
        if uneven := sorted(name for name, values in arrays.items() if values.shape != (length,)):
            raise ValueError(f"not {length} values each: {', '.join(uneven)}")
        return cls(**arrays, **kept)

    def __len__(self):
        return len(self.id)

    def at(self, where):
        """The same facts for an index, a slice, a mask or an array of indices."""
        return self._each(lambda values: values[where])

    def pick(self, choose):
        """Other rows of these facts: choose maps a column to its rows, and is asked only when one is needed."""
        return Picked(self, choose)

    def column(self):
        """Shape (n, 1), to stand beside seats of shape (m,) in a table of n x m."""
        return self._each(lambda values: values[:, None])

    def _each(self, change):
        return replace(self, **{name: change(getattr(self, name)) for name in self.told()})


def joined(one, other, order):
    """Two tables of the same facts as one, its rows in the order given."""
    both = {name: np.concatenate([getattr(one, name), getattr(other, name)])[order] for name in one.told()}
    return replace(one, **both)


class Picked:
    """Chosen rows of a table of facts; a rule that needs three columns picks three."""

    def __init__(self, facts, choose):
        self.facts, self.choose = facts, choose

    def __getattr__(self, name):
        values = getattr(self.facts, name)
        picked = self.choose(values) if isinstance(values, np.ndarray) else values
        setattr(self, name, picked)
        return picked


@dataclass(frozen=True)
class People(Facts):
    """n people; every column has the shape (n,)."""

    id: key(0, "number", APPLICATION, "stable id; breaks ties")
    profession: bits(1 << 12, "professions", APPLICATION, "mask with her one profession")
    oral: number(0, "level", LANGUAGE, "Danish spoken, CEFR 0-70; the lower of claimed and assessed")
    written: number(0, "level", LANGUAGE, "Danish written, likewise")
    language_plan: yes(False, "yes", LANGUAGE, "a plan for her Danish is agreed")
    stage: number(0, "stage", AUTHORISATION, "how far the authorisation is")
    evaluation_from: day(NEVER, "day", AUTHORISATION, "evaluation authorisation, first day")
    evaluation_to: day(NEVER, "day", AUTHORISATION, "evaluation authorisation, last day")
    legal: number(0, "legal", APPLICATION, "the legal kind of placement sought; 0 undecided")
    work: number(3, "work", PERMIT, "right to work")
    permit_to: day(ALWAYS, "day", PERMIT, "last day of the permit")
    hours_limit: number(48, "hours", PERMIT, "hours a week the permit allows")
    free_from: day(NEVER, "day", APPLICATION, "first day she can start")
    free_to: day(ALWAYS, "day", APPLICATION, "last day she can be there")
    start_by: day(ALWAYS, "day", APPLICATION, "last day she would like to start")
    weeks: number(0, "weeks", APPLICATION, "weeks wanted; 0 no wish")
    hours: number(37, "hours", APPLICATION, "hours a week she can be there at most")
    shifts: bits(1, "shifts", APPLICATION, "mask of shifts she can take")
    settings: bits(0, "settings", APPLICATION, "mask of settings wished; 0 no wish")
    districts: bits(0, "districts", APPLICATION, "mask of districts wished; 0 no wish")
    languages: bits(0, "languages", APPLICATION, "mask of languages besides Danish")
    experience: bits(0, "tags", APPLICATION, "mask of specialisations and experience")
    goals: bits(0, "tags", APPLICATION, "mask of what she wants to learn")
    associations: bits(0, "associations", VOUCHER, "mask of organisations that vouch for her")
    tie_site: key(0, "number", VOUCHER, "site where she volunteered, verified; 0 none")
    travel_limit: number(0, "minutes", APPLICATION, "longest way to work; 0 no limit")
    east: metres(np.nan, "metres", APPLICATION, "where she lives; not a number where unknown")
    north: metres(np.nan, "metres", APPLICATION, "likewise")
    own_transport: yes(False, "yes", APPLICATION, "car or bicycle, needs no first bus")
    earliest: clock(0, "clock", APPLICATION, "child care opens: earliest start of work")
    latest: clock(1440, "clock", APPLICATION, "child care closes: latest end of work")
    unsure_at_seven: yes(False, "yes", APPLICATION, "she doesn't know yet whether she can be at work at 7")
    waiting_since: day(ALWAYS, "day", APPLICATION, "day the application was sent")
    covered: bits(0, "settings", HISTORY, "mask of settings she has been in")
    checks: bits(0, "checks", CHECKS, "mask of checks in order")
    barred: bits(0, "checks", CHECKS, "mask of checks that ended with a no")
    sources: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Seats(Facts):
    """m seats as they stand on one day; every column has the shape (m,)."""

    id: key(0, "number", SEAT, "stable id; breaks ties")
    site: key(0, "number", SEAT, "the site's id")
    department: number(0, "number", PROFILE, "the department's code")
    setting: bits(1 << 13, "settings", PROFILE, "mask with the site's one type")
    district: bits(0, "districts", PROFILE, "mask with the site's one district")
    professions: bits(2**32 - 1, "professions", PROFILE, "mask of professions taken")
    min_oral: number(20, "level", PROFILE, "least Danish spoken, CEFR 0-70")
    min_written: number(0, "level", PROFILE, "least Danish written")
    good_oral: number(30, "level", PROFILE, "preferred Danish spoken")
    good_written: number(0, "level", PROFILE, "preferred Danish written")
    language_support: yes(False, "yes", PROFILE, "a language mentor is at hand")
    opens: day(NEVER, "day", SEAT, "first day of the period")
    closes: day(ALWAYS, "day", SEAT, "last day of the period")
    min_weeks: number(0, "weeks", SEAT, "shortest placement")
    max_weeks: number(520, "weeks", SEAT, "longest placement")
    min_hours: number(0, "hours", SEAT, "fewest hours a week")
    seat_shifts: bits(1, "shifts", SEAT, "mask of shifts the seat works in")
    needed_checks: bits(0, "checks", PROFILE, "mask of checks required")
    hosts: bits(0, "legals", PROFILE, "mask of legal kinds hosted")
    asks: bits(0, "legals", PROFILE, "mask of legal kinds to be asked about first")
    trained: yes(False, "yes", SUPERVISORS, "a trained supervisor is there")
    room: number(0, "number", SUPERVISORS, "trainees the supervisors still have room for")
    places: number(1, "number", SEAT, "places in this seat")
    fresh_until: day(NEVER, "day", SEAT, "the site's confirmation holds until")
    site_languages: bits(0, "languages", PROFILE, "mask of languages spoken besides Danish")
    strengths: bits(0, "tags", PROFILE, "mask of specialisations of the site")
    teaches: bits(0, "tags", PROFILE, "mask of what one learns there")
    partners: bits(0, "associations", PROFILE, "mask of organisations the site works with")
    begins: clock(420, "clock", PROFILE, "the shift begins")
    ends: clock(900, "clock", PROFILE, "the shift ends")
    first_bus: clock(0, "clock", PROFILE, "the first bus arrives; 0 no limit")
    east_seat: metres(np.nan, "metres", PROFILE, "where the site lies")
    north_seat: metres(np.nan, "metres", PROFILE, "likewise")
    today: int = 0
    sources: dict = field(default_factory=dict)


TOLD = People.told() | Seats.told()
