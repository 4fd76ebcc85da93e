"""What coordinators do with a run: start, stop, settle, change, re-match. Everything is in the trail."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Status
from portal.audit import Event, note
from portal.flow import Refused

from ..fits import foremost, kept, wanted
from ..matching.cohort import NO_PLACE_LEFT
from ..matching.preferences import WEIGHTS
from ..models import Ruling, Run, RunState, Seat, Weighting
from .reasons import FULL, LANGUAGES, in_each
from .run import seat_rows
from .settled import erased, held, in_hand

GAVE_WAY = _("Her place went to somebody else when a coordinator changed the run.")


class UnderWay(Refused):
    """The same run has been started a moment ago: `run`."""

    def __init__(self, run):
        super().__init__(f"{run} is under way")
        self.run = run


@transaction.atomic
def start(on, kind="", again=None, *, by) -> Run:
    """Ask for a run; with `again`, what was settled there holds in the new one too. `UnderWay` when asked twice."""
    newest = Weighting.objects.select_for_update().first()  # one start at a time
    weighting = newest or Weighting.objects.write(WEIGHTS, "Startvægte", by=None)
    if twin := Run.objects.under_way().filter(on=on, kind=kind, again=again).first():
        raise UnderWay(twin)
    run = Run.objects.create(on=on, kind=kind, weighting=weighting, again=again, asked_by=by)
    run.begin(by=by)
    if again:
        Ruling.objects.bulk_create(
            Ruling(
                run=run,
                application_id=each.application_id,
                what=each.what,
                seat_id=each.seat_id,
                site_id=each.site_id,
                by_id=each.by_id,
                at=each.at,
            )
            for each in again.rulings.order_by("pk")
        )
    return run


def stop(run, *, by):
    """Stop a run; its worker leaves off at the next step, and nothing of it is kept."""
    run.move(RunState.STOPPED, by=by, ended_at=timezone.now())


# --- settling --------------------------------------------------------------------------------------------
@transaction.atomic
def settle(proposal, what, *, by):
    """Lock somebody to what is proposed, or keep her from the site or out of the next run."""
    line = fresh(held(proposal.run_id), proposal)
    if line.placement_id or (what != Ruling.What.LEAVE_OUT and not line.seat_id):
        raise Refused(f"{line} stands otherwise by now")
    site = line.seat and line.seat.site_id
    rulings = line.run.rulings.filter(application=line.application_id)
    rulings.filter(~Q(what=Ruling.What.NOT_HERE) | Q(site=site)).delete()
    rulings.create(
        run=line.run,
        application_id=line.application_id,
        what=what,
        seat_id=line.seat_id if what == Ruling.What.LOCK else None,
        site_id=site if what == Ruling.What.NOT_HERE else None,
        by=by,
    )
    note(by, Event.Act.CHANGE, proposal, purpose=f"cohort {what}")


@transaction.atomic
def unsettle(proposal, *, by):
    """Take back what was settled for somebody. She stays where she is; others may take her place by a change."""
    held(proposal.run_id).rulings.filter(application=proposal.application_id).delete()
    note(by, Event.Act.CHANGE, proposal, purpose="cohort unsettled")


@transaction.atomic
def change(proposal, kind_of_seat, shown=None, *, by):
    """Give somebody another kind of seat; she is locked to it, and the others move as was shown.

    shown: (fewer, points) as the page had said; `Refused` where it costs something else by now.
    """
    with in_hand(proposal.run_id) as (run, standing):
        line = fresh(run, proposal)
        person = standing.person_at.get(line.application_id)
        if person is None or line.placement_id or kind_of_seat not in dict(standing.options(person)):
            raise Refused(f"{line} can't be changed to {kind_of_seat}")
        cost, given = standing.change(person, kind_of_seat)
        if shown not in (None, (cost.fewer, cost.points)) or standing.breaks(person, cost):
            raise Refused(f"{line} was shown at another cost")
        standing.go_on(given, person)
        write(run, standing, [person, *(move.applicant for move in cost.moves)])
    settle(proposal, Ruling.What.LOCK, by=by)
    return cost


@transaction.atomic
def rematch(run, *, by) -> int:
    """Give the seats of those who aren't ready any more to others, with as few changes as can be; how many move."""
    gone = run.proposals.filter(placement=None).exclude(application__status=Status.MATCHABLE)
    with in_hand(run.pk) as (_held, standing):
        known = map(standing.person_at.get, gone.values_list("application_id", flat=True))
        out = [person for person in known if person is not None] + erased(run, standing)
        moves = [standing.withdraw(person) for person in out]
        moved = {move.applicant for each in moves for move in each}
        gone.delete()
        write(run, standing, sorted(moved))
    run.totals["lines"] = run.proposals.count()
    run.save(update_fields=["totals"])
    note(by, Event.Act.CHANGE, run, purpose="cohort re-matched")
    return len(moved)


def fresh(run, proposal):
    """The proposal as it stands now that the run is held; `Refused` when it is there no more."""
    found = run.proposals.select_related("application", "seat").filter(pk=proposal.pk).first()
    if found is None:
        raise Refused(f"{proposal._meta.label} {proposal.pk} is gone")
    return found


def write(run, standing, moved):
    """Write down the new seats of those who moved, with their reasons."""
    numbers = [standing.people[person].item() for person in moved]
    changed = {
        each.application_id: each
        for each in run.proposals.filter(application__in=numbers).select_related("application")
    }
    others = (
        run.proposals.exclude(application__in=numbers)
        .exclude(seat=None)
        .values_list("application_id", "seat_id")
    )
    held = {standing.person_at[key]: seat for key, seat in others if key in standing.person_at}
    row_of, given = seat_rows(standing, held), standing.given()
    run.proposals.filter(application__in=numbers).update(seat=None)
    seats = Seat.objects.in_bulk([row_of[person] for person in moved if person in row_of])
    for person, number in zip(moved, numbers, strict=True):
        window = standing.windows[given.seat_of[person]].tolist()
        place(changed[number], seats.get(row_of.get(person)), given.fit_of[person].item(), window, run)


def place(proposal, seat, fit, window, run):
    """One proposal with another seat, or none, its days within the seat's window, and why."""
    proposal.seat, proposal.fit, proposal.refused = seat, fit, {}
    proposal.why_not = "" if seat else NO_PLACE_LEFT
    if seat:
        proposal.starts, proposal.ends = offered(proposal.application, window, run.on)
        _fit, said = kept(proposal.application, seat, run.on, run.kind)
        proposal.reasons = [shortened(each) for each in foremost([Said(each) for each in said])]
    else:
        proposal.starts = proposal.ends = None
        proposal.reasons = [{"kind": FULL, "name": NO_PLACE_LEFT, "points": 0, **in_each(GAVE_WAY)}]
    proposal.save()


class Said(dict):
    """A reason as it is kept, told apart by its kind."""

    @property
    def kind(self):
        return self["kind"]


def shortened(reason):
    """A reason in the languages of those who work here."""
    return {name: reason[name] for name in ("kind", "name", "points", *LANGUAGES)}


def offered(application, window, on):
    """The days she would be there: as she wishes, within the seat's window."""
    opens, closes, least, most = window
    starts, ends = wanted(application, max(on, date.fromordinal(opens)))
    weeks = min(max(((ends - starts).days + 1) // 7, least, 1), most)
    return starts, min(starts + timedelta(weeks=weeks, days=-1), date.fromordinal(closes))
