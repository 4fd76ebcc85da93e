"""Rules of placements that need no rows: what stands in the way of agreeing one, and when a seat is free."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import ceil

import numpy as np

FULL_TIME = 37  # hours a week
EVALUATION_WEEKS = 26  # an evaluation employment lasts at least six months
COMPANY_WEEKS = 13  # the longest company placement the law on active employment allows without an extension
UNSEEN = {"", "none", "needs_check"}  # answers about the right to work that don't let anybody start
READY_FOR_EVALUATION = {
    *("language_passed", "professional_tests", "seeking_evaluation", "evaluation_authorised"),
    *("in_evaluation", "evaluation_extended", "authorised"),
}


@dataclass(frozen=True)
class Papers:
    """What an application says of the right to work, the permit and the authorisation."""

    work_right: str
    permit_to: date | None
    stage: str
    evaluation_from: date | None
    evaluation_to: date | None


def weeks(starts: date, ends: date) -> int:
    """Whole weeks from the first day to the last, both counted."""
    return ((ends - starts).days + 1) // 7


def obstacles(placement, papers, hosts_evaluation: bool):
    """Codes of what must be put in order before the placement is agreed; empty when nothing stands in the way.

    `placement` has kind, starts, ends and weekly_hours; `papers` has what the application says of the right
    to work, the permit and the authorisation.
    """
    if papers.work_right in UNSEEN:
        yield "work_right"
    if papers.permit_to and papers.permit_to < placement.ends:
        yield "permit"
    if (
        placement.kind == "company_placement"
        and (placement.ends - placement.starts).days >= COMPANY_WEEKS * 7
    ):
        yield "company_weeks"
    if placement.kind == "evaluation":
        yield from evaluation_obstacles(placement, papers, hosts_evaluation)


def evaluation_obstacles(placement, papers, hosts_evaluation: bool):
    """The same for an evaluation employment, whose terms the Patient Safety Authority sets."""
    if papers.stage not in READY_FOR_EVALUATION:
        yield "evaluation_stage"
    if not covers(papers.evaluation_from, papers.evaluation_to, placement.starts, placement.ends):
        yield "evaluation_period"
    if placement.weekly_hours < FULL_TIME:
        yield "evaluation_hours"
    if weeks(placement.starts, placement.ends) < EVALUATION_WEEKS:
        yield "evaluation_weeks"
    if not hosts_evaluation:
        yield "evaluation_site"


def covers(first: date | None, last: date | None, starts: date, ends: date) -> bool:
    """Whether the days from first to last hold all days from starts to ends."""
    return bool(first and last and first <= starts and ends <= last)


def longest_gap(opens: date, closes: date, taken) -> tuple[date, date] | None:
    """The longest stretch between opens and closes that no (starts, ends) in `taken` touches, the first of equals."""
    gaps, free = [], opens
    for starts, ends in sorted(taken):
        gaps.append((free, min(starts - timedelta(days=1), closes)))
        free = max(free, ends + timedelta(days=1))
    gaps.append((free, closes))
    open_gaps = [(first, last) for first, last in gaps if first <= last]
    return max(open_gaps, key=lambda gap: gap[1] - gap[0], default=None)


# --- supervisors' room -------------------------------------------------------------------------------------
@cache
def places(cap: int, hours: int, elsewhere: int) -> int:
    """How many trainees a supervisor can have when `elsewhere` of her hours go to other programmes."""
    return max(cap - ceil(elsewhere * cap / max(hours, 1)), 0)


def room(places, percent, load, here):
    """How many more trainees she can have at a site that has a share of her, with `load` in all and `here` of them.

    Whole numbers, or arrays of them.
    """
    part = -(-places * percent // 100)  # rounded up
    return np.maximum(np.minimum(places - load, part - here), 0)
