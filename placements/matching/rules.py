"""The hard rules: each asks one thing of a person and a seat and answers pass, pass with support, or fail.

A rule is one function over arrays of facts with its sentences above it; writing one here is all it
takes to add it. Facts come as (n, 1) beside (m,), so the answer covers all n x m pairs at once.
"""

from dataclasses import dataclass

import numpy as np

from .codes import Legal, Stage, Work
from .derived import (
    distance_squared,
    least_end,
    least_weeks,
    likely_end,
    needed_hours,
    reach_squared,
    start,
    week_hours,
    weeks,
)
from .sentences import N_

PASS, SUPPORT, FAIL = 0, 1, 2

SUPPORTED_GAP = 10  # one full CEFR level below the minimum can be bridged with support
EVALUATION_WEEKS = 26
SEVEN = 7 * 60  # minutes after midnight
BENDING_CLOCK = 60  # minutes a start or an end can often be moved, when one asks
BENDING_TRAVEL = 15  # minutes over her limit that are worth asking about


@dataclass(frozen=True)
class Rule:
    """A test and its sentences: met, met with support, not met, and what would open the way.

    about names the facts behind a sentence that names none itself.
    """

    name: str
    test: callable
    passes: str
    supports: str
    fails: str
    opens: str
    about: tuple

    def sentence(self, verdict):
        """The message that goes with an answer."""
        return (self.passes, self.supports, self.fails)[verdict]


RULES = []


def rule(*, passes, fails, opens, supports="", about=()):
    """Enter a function in the list of rules, in the order of the page."""

    def enter(test):
        RULES.append(Rule(test.__name__, test, passes, supports, fails, opens, about))
        return test

    return enter


def verdict(fails, support=False):
    """int8 codes from two truths; failing counts first."""
    fails, support = np.asarray(fails).view(np.int8), np.asarray(support).view(np.int8)
    return np.maximum(fails * np.int8(FAIL), support * np.int8(SUPPORT))


@rule(
    passes=N_("The site takes this profession: %(profession)s."),
    fails=N_("The site takes %(professions)s; the applicant is %(profession)s."),
    opens=N_("If the site also took %(profession)s."),
)
def profession(person, seat):
    return verdict((person.profession & seat.professions) == 0)


@rule(
    passes=N_("The site can host this kind of placement: %(legal)s."),
    supports=N_("Ask first whether the site can host this kind of placement: %(legal)s."),
    fails=N_("The site doesn't host this kind of placement: %(legal)s."),
    opens=N_("Another legal kind of placement than %(legal)s."),
)
def legal_kind(person, seat):
    sought = np.uint32(1) << person.legal.astype(np.uint32)
    undecided = person.legal == Legal.UNDECIDED
    hosted = (sought & seat.hosts) != 0
    asked = (sought & seat.asks) != 0
    return verdict(~(hosted | asked | undecided), ~hosted)


@rule(
    passes=N_("This placement needs no evaluation authorisation, or it is issued for the whole period."),
    supports=N_("An evaluation authorisation must be issued for this site first: allow 14 days."),
    fails=N_("The authorisation isn't far enough for evaluation employment: %(stage)s."),
    opens=N_("Passing the language requirement for authorisation."),
    about=("stage", "evaluation_from", "legal"),
)
def authorisation(person, seat):
    evaluation = person.legal == Legal.EVALUATION
    ready = (person.stage >= Stage.LANGUAGE_PASSED) & (person.stage <= Stage.AUTHORISED)
    first = start(person, seat)
    issued = (person.evaluation_from <= first) & (person.evaluation_to >= first + EVALUATION_WEEKS * 7 - 1)
    return verdict(evaluation & ~ready, evaluation & ~issued)


@rule(
    passes=N_("The applicant may work in Denmark: %(work)s."),
    supports=N_("The right to work needs a closer look before the start: %(work)s."),
    fails=N_("The applicant may not work in Denmark, and a placement counts as work: %(work)s."),
    opens=N_("A permit that allows work."),
)
def right_to_work(person, seat):
    return verdict(person.work == Work.NONE, person.work != Work.UNRESTRICTED)


@rule(
    passes=N_("No residence permit runs out before %(likely_end)s."),
    supports=N_("The permit ends on %(permit_to)s: extend it, or end the placement then."),
    fails=N_("The permit ends on %(permit_to)s, the shortest placement here on %(least_end)s."),
    opens=N_("A permit that is valid for longer."),
)
def permit(person, seat):
    return verdict(person.permit_to < least_end(person, seat), person.permit_to < likely_end(person, seat))


@rule(
    passes=N_("Danish %(oral)s spoken and %(written)s written is enough here."),
    supports=N_(
        "Danish %(oral)s spoken, %(written)s written; the site needs %(min_oral)s and %(min_written)s: "
        "possible with language support."
    ),
    fails=N_("Danish %(oral)s spoken, %(written)s written; the site needs %(min_oral)s and %(min_written)s."),
    opens=N_("Danish %(min_oral)s spoken and %(min_written)s written."),
)
def danish(person, seat):
    gap = np.maximum(seat.min_oral - person.oral, seat.min_written - person.written)
    bridged = (gap <= SUPPORTED_GAP) & (person.language_plan | seat.language_support)
    return verdict((gap > 0) & ~bridged, gap > 0)


@rule(
    passes=N_("Both can from %(start)s, for %(common_weeks)s weeks."),
    supports=N_("Both can from %(start)s for %(common_weeks)s weeks; the applicant wishes %(weeks)s."),
    fails=N_(
        "The dates don't meet. The applicant: %(can_from)s – %(free_to)s. "
        "The seat: %(open_from)s – %(closes)s, at least %(least_weeks)s weeks."
    ),
    opens=N_("Other dates."),
)
def dates(person, seat):
    common = weeks(person, seat)
    return verdict(common < least_weeks(person, seat), common < np.minimum(person.weeks, seat.max_weeks))


@rule(
    passes=N_("The first day both can, %(start)s, is as early as the applicant wishes."),
    supports=N_(
        "The first day is %(start)s; the applicant would like to start by %(start_by)s: ask the applicant."
    ),
    fails="",
    opens="",
)
def latest_start(person, seat):
    return verdict(False, start(person, seat) > person.start_by)


@rule(
    passes=N_("The length suits both: %(min_weeks)s to %(max_weeks)s weeks."),
    supports=N_(
        "The applicant wishes %(weeks)s weeks, the seat is for %(max_weeks)s: agree on fewer, or a second place."
    ),
    fails=N_("The applicant wishes %(weeks)s weeks, the seat needs at least %(min_weeks)s."),
    opens=N_("A longer placement: at least %(min_weeks)s weeks."),
)
def length(person, seat):
    return verdict((person.weeks > 0) & (person.weeks < seat.min_weeks), person.weeks > seat.max_weeks)


@rule(
    passes=N_("%(week_hours)s hours a week are enough: the seat needs %(needed_hours)s."),
    fails=N_("The applicant can be there %(week_hours)s hours a week; the seat needs %(needed_hours)s."),
    opens=N_("More hours a week: %(needed_hours)s."),
)
def hours(person, seat):
    return verdict(week_hours(person, seat) < needed_hours(person, seat))


@rule(
    passes=N_("The applicant can take the shifts: %(seat_shifts)s."),
    supports=N_(
        "The applicant can take %(shared_shifts)s; the seat also has %(lacking_shifts)s: agree on the shifts."
    ),
    fails=N_("The seat works %(seat_shifts)s; the applicant can take %(shifts)s."),
    opens=N_("Other shifts: %(seat_shifts)s."),
)
def shifts(person, seat):
    shared = person.shifts & seat.seat_shifts
    return verdict(shared == 0, shared != seat.seat_shifts)


@rule(
    passes=N_("The checks the site needs are in order."),
    supports=N_("Still to be obtained before the first day: %(lacking_checks)s."),
    fails=N_("A check the site needs was not passed: %(refused_checks)s."),
    opens=N_("A place that doesn't need this check."),
    about=("needed_checks", "checks"),
)
def checks(person, seat):
    missing = (seat.needed_checks & ~person.checks) != 0
    return verdict((seat.needed_checks & person.barred) != 0, missing)


@rule(
    passes=N_("A trained supervisor has room for %(room)s."),
    fails=N_("No trained supervisor has room there."),
    opens=N_("A trained supervisor with room."),
    about=("trained", "room"),
)
def supervisor(person, seat):
    return verdict(~seat.trained | (seat.room < 1))


@rule(
    passes=N_("The site has confirmed the seat; that holds until %(fresh_until)s."),
    fails=N_("The seat can't be used now: confirmed until %(fresh_until)s, number of places: %(places)s."),
    opens=N_("A fresh confirmation from the site."),
)
def fresh(person, seat):
    return verdict((seat.fresh_until < seat.today) | (seat.places < 1))


@rule(
    passes=N_("Child care is no obstacle to the working day, %(begins)s to %(ends)s."),
    supports=N_(
        "The day runs %(begins)s to %(ends)s, child care %(earliest)s to %(latest)s: ask the site to bend."
    ),
    fails=N_("The day runs %(begins)s to %(ends)s, child care only %(earliest)s to %(latest)s."),
    opens=N_("Child care from %(begins)s to %(ends)s."),
)
def child_care(person, seat):
    over = np.maximum(person.earliest - seat.begins, seat.ends - person.latest)
    return verdict(over > BENDING_CLOCK, over > 0)


@rule(
    passes=N_("The way to work is within the applicant's limit."),
    supports=N_("The way takes about %(travel)s minutes, the limit is %(travel_limit)s: ask the applicant."),
    fails=N_("The way takes about %(travel)s minutes, the limit is %(travel_limit)s."),
    opens=N_("A longer way to work: %(travel)s minutes."),
    about=("travel_limit", "travel"),
)
def commute(person, seat):
    limit = np.where(person.travel_limit > 0, person.travel_limit, np.int16(9999))
    metres = distance_squared(person, seat)
    return verdict(metres > reach_squared(limit + BENDING_TRAVEL), metres > reach_squared(limit))


@rule(
    passes=N_("The first bus is no obstacle: the shift begins at %(begins)s."),
    supports=N_(
        "The first bus arrives at %(first_bus)s, the shift begins at %(begins)s: agree on how to get there."
    ),
    fails="",
    opens="",
)
def first_bus(person, seat):
    return verdict(False, (seat.first_bus > seat.begins) & ~person.own_transport)


@rule(
    passes=N_("No open question about 7 in the morning: the shift begins at %(begins)s."),
    supports=N_(
        "The shift begins at %(begins)s; the applicant doesn't know yet whether 7 in the morning is possible: "
        "look at the way there and the child care together."
    ),
    fails="",
    opens="",
    about=("begins", "unsure_at_seven"),
)
def at_seven(person, seat):
    return verdict(False, person.unsure_at_seven & (seat.begins <= SEVEN))
