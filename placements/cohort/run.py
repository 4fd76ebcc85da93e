"""The work of a run: read, compare, solve, write. It can be stopped between steps and be done again without harm."""

import logging
from datetime import date
from hashlib import sha256

import numpy as np
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.flow import Refused

from ..matching.cohort import cohort, fingerprint
from ..matching.compare import alternatives, by_reason, departments, summary
from ..matching.derived import stay
from ..matching.fairness import assign_fair
from ..matching.ruled import ruled, untenable
from ..models import Ruling, Run, RunState
from . import reasons
from .reading import Reading
from .settled import by_index, keep
from .standing import Standing

log = logging.getLogger(__name__)
TRIES = 3  # after that a run has failed
COLUMNS = [
    "run_id",
    "application_id",
    "seat_id",
    "starts",
    "ends",
    "fit",
    "best",
    "reasons",
    "why_not",
    "refused",
]


WINDOW = ("opens", "closes", "min_weeks", "max_weeks")


class Stopped(Exception):
    """Somebody stopped the run, or another worker has finished it."""


def perform(number):
    """Do a run from its beginning, whoever began it before."""
    run = Run.objects.select_related("weighting").get(pk=number)
    try:
        begin(run)
        read, group, standing, mark = match(run)
        tell(run, 3)
        comparisons = compare(run, read, group, standing)
        tell(run, 4)
        store(run, read, group, standing, mark, comparisons)
    except (Stopped, Refused):
        log.info("Run %s was stopped", number)
    except IntegrityError:  # somebody was erased, or another worker was quicker: what was read holds no more
        log.info("Run %s begins anew", number)
        perform(number)
    except Exception:  # whatever it was, nothing was kept, and whoever asked is told on the page what to do
        log.exception("Run %s failed", number)
        give_up(run)


def begin(run):
    """Take the run, or take it up again where a worker was lost; after some tries it has failed."""
    if run.tries >= TRIES:
        give_up(run)
    elif run.status == RunState.WAITING:
        run.move(RunState.RUNNING, by=None)
    tell(run, 0, tries=run.tries + 1)


def give_up(run):
    if run.can(RunState.FAILED):
        run.move(RunState.FAILED, by=None, ended_at=timezone.now())


def tell(run, step, **more):
    """Write down how far it is; where it was stopped in the meantime, leave off."""
    here = Run.objects.filter(pk=run.pk, status=RunState.RUNNING)
    if not here.update(step=step, seen_at=timezone.now(), **more):
        raise Stopped


def match(run):
    """(what was read, the Cohort, the Standing result, the mark of the input)."""
    settled = list(run.rulings.order_by("pk"))
    weights = run.weighting.values()
    out = [each.application_id for each in settled if each.what == Ruling.What.LEAVE_OUT]
    read = Reading(run.on, run.kind, without=out)
    tell(run, 1)
    group = cohort(read.people, read.seats, weights, read.supervision)
    place = {number: place for place, number in enumerate(group.seats.id.tolist())}
    kind_at = {row: place[kind] for row, kind in read.kind_of.items()}
    person_at = {number: place for place, number in enumerate(group.people.id.tolist())}
    locked, barred = by_index(settled, person_at, kind_at, group.seats.site.tolist())
    tell(run, 2)
    for person in untenable(group.problem, locked):
        del locked[person]
    floor, _problem, outcome = assign_fair(ruled(group.problem, locked, barred))
    standing = Standing(
        people=group.people.id,
        seats=group.seats.id,
        behind=[read.behind[kind] for kind in group.seats.id.tolist()],
        windows=np.column_stack([getattr(group.seats, name) for name in WINDOW]),
        problem=group.problem,
        floor=min(floor, 1000),
        locked=locked,
        barred=barred,
        seat_of=outcome.given.seat_of,
        flow=outcome.given.flow,
        price=outcome.proof.price,
    )
    mark = fingerprint(read.people, read.seats, weights, read.supervision)
    told = sorted((each.what, each.application_id, each.seat_id or 0, each.site_id or 0) for each in settled)
    return read, group, standing, sha256(f"{mark} {told}".encode()).hexdigest()


def seat_rows(standing, wanted=None):
    """{person: the seat row she gets}; whoever is locked to a row keeps it, the others take the rest in order."""
    wanted, free = wanted or {}, [list(rows) for rows in standing.behind]
    given = {}
    for person, row in wanted.items():
        place = standing.kind_at.get(row)
        if place is not None and standing.seat_of[person] == place and row in free[place]:
            free[place].remove(row)
            given[person] = row
    for person in np.flatnonzero(standing.seat_of >= 0).tolist():
        if person not in given:
            given[person] = free[standing.seat_of[person]].pop(0)
    return given


def days(group, seat_of):
    """{person: (first day, last day)} as wished, within what both can."""
    placed = np.flatnonzero(seat_of >= 0)
    first, last = stay(group.people.at(placed), group.seats.at(seat_of[placed]))
    return {at: span for at, *span in zip(placed.tolist(), first.tolist(), last.tolist(), strict=True)}


def compare(run, read, group, standing):
    """The same places filled in other ways, and each department alone; figures only."""
    return {
        "alternatives": alternatives(group, standing.given(), run.weighting.values()),
        "departments": departments(group, read.departments),
    }


@transaction.atomic
def store(run, read, group, standing, mark, comparisons):
    """Write the proposals with their reasons and close the run; all of it or nothing."""
    given, weights = standing.given(), run.weighting.values()
    rules, told = reasons.of_unplaced(group, given, weights)
    text = reasons.as_text(told | reasons.of_placed(group, given, weights), read.words)
    kept = {
        standing.person_at[person]: row
        for person, row in run.rulings.filter(what=Ruling.What.LOCK).values_list("application_id", "seat_id")
        if person in standing.person_at
    }
    run.proposals.all().delete()
    pour(lines(run, group, given, seat_rows(standing, kept), rules, text))
    keep(run.pk, standing)
    totals = summary(group, given) | {"unplaced_by_reason": by_reason(rules)}
    run.move(
        RunState.DONE,
        by=None,
        input=mark,
        floor=standing.floor,
        totals=totals,
        comparisons=comparisons,
        ended_at=timezone.now(),
    )


def lines(run, group, given, row_of, rules, text):
    """One row for each applicant, as COPY takes them."""
    best, spans = group.problem.best_of_each(group.problem.fit).tolist(), days(group, given.seat_of)
    for at, (person, fit) in enumerate(zip(group.people.id.tolist(), given.fit_of.tolist(), strict=True)):
        first, last = map(as_date, spans.get(at, (None, None)))
        yield (
            *(run.pk, person, row_of.get(at), first, last, fit, best[at]),
            *(text.get(at, "[]"), rules.get(at, ""), "{}"),
        )


def as_date(ordinal):
    return ordinal and date.fromordinal(ordinal)


def pour(rows):
    """Many proposals at once, by PostgreSQL's COPY."""
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY placements_proposal ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
