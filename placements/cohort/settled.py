"""What is settled in a run, from its rows alone: rulings, what is approved, and who isn't there any more."""

from contextlib import contextmanager

import numpy as np
from django.db import connection
from django.db.models import Q

from intake.models import Status
from portal.flow import Refused

from ..matching.ruled import untenable
from ..models import Kept, Ruling, Run, Seat
from .standing import Standing


def by_index(rulings, person_at, kind_at, site_at):
    """({person: kind of seat} that are locked, [(person, kind of seat)] that are out), as places in the cohort.

    person_at, kind_at: the places of people and of seat rows; site_at: the site of each kind of seat.
    """
    locked, barred = {}, []
    for each in rulings:
        person = person_at.get(each.application_id)
        if person is None:
            continue
        if each.what == Ruling.What.LOCK and each.seat_id in kind_at:
            locked[person] = kind_at[each.seat_id]
        if each.what == Ruling.What.NOT_HERE:
            barred += [(person, kind) for kind, site in enumerate(site_at) if site == each.site_id]
    return locked, barred


def standing_of(run) -> Standing:
    """The arrays of a run with what its rows say of now; `Refused` when they have been swept away."""
    kept = Kept.objects.filter(run=run).first()
    if kept is None:
        raise Refused(f"{run} is kept as figures only")
    standing = Standing.unpack(bytes(kept.arrays))
    rulings = list(run.rulings.order_by("pk"))
    site_at = sites(standing) if any(each.what == Ruling.What.NOT_HERE for each in rulings) else ()
    locked, barred = by_index(rulings, standing.person_at, standing.kind_at, site_at)
    for person in untenable(standing.problem, locked):
        del locked[person]
    here = standing.seat_of.tolist()
    standing.locked = locked | {person: here[person] for person in staying(run, standing)}
    standing.barred = [(person, kind) for person, kind in barred if here[person] != kind]
    return standing


def sites(standing):
    """The site of each kind of seat."""
    of = dict(Seat.objects.filter(pk__in=[rows[0] for rows in standing.behind]).values_list("pk", "site_id"))
    return [of.get(rows[0]) for rows in standing.behind]


def staying(run, standing):
    """Those nobody moves: who is approved, and who is gone, until the rest is matched again."""
    fixed = run.proposals.filter(Q(placement__isnull=False) | ~Q(application__status=Status.MATCHABLE))
    known = [standing.person_at.get(key) for key in fixed.values_list("application_id", flat=True)]
    seated = [person for person in known if person is not None and standing.seat_of[person] >= 0]
    return [*seated, *erased(run, standing)]


def erased(run, standing):
    """Those who hold a seat in the arrays and have no row any more."""
    there = np.array(run.proposals.values_list("application_id", flat=True), dtype=np.int64)
    return np.flatnonzero((standing.seat_of >= 0) & ~np.isin(standing.people, there)).tolist()


@contextmanager
def in_hand(number):
    """(the run, its Standing) for one at a time; kept again when all went well."""
    run = held(number)
    standing = standing_of(run)
    yield run, standing
    keep(number, standing)


def held(number):
    """The run, for nobody else until this is done."""
    return Run.objects.select_for_update().get(pk=number)


def keep(number, standing):
    """Keep the arrays of a run in place of those it had; as they are, without a copy in text."""
    Kept.objects.filter(run=number).delete()
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY placements_kept (run_id, arrays) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(["int8", "bytea"])
        copy.write_row([number, standing.pack()])
