"""What coordinators do with a run: start, stop, settle, change, approve, re-match. Everything is in the trail."""

from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.models import Application, Status
from portal.audit import Event, note
from portal.flow import Refused
from portal.text import joined

from .. import actions, rules
from ..fits import Fits, foremost, kept, wanted
from ..matching.explain import BLOCKER
from ..matching.preferences import WEIGHTS
from ..models import Kept, Kind, Proposal, Ruling, Run, RunState, Seat, Weighting
from .reasons import LANGUAGES
from .run import keep, seat_rows
from .standing import Standing


@transaction.atomic
def start(on, kind="", again=None, *, by) -> Run:
    """Ask for a run; with `again`, what was settled there holds in the new one too."""
    weighting = Weighting.objects.first() or Weighting.objects.write(WEIGHTS, "Startvægte", by=None)
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
    rulings = Ruling.objects.filter(run=proposal.run_id, application=proposal.application_id)
    rulings.exclude(what=Ruling.What.NOT_HERE).delete()
    Ruling.objects.create(
        run_id=proposal.run_id,
        application_id=proposal.application_id,
        what=what,
        seat_id=proposal.seat_id if what == Ruling.What.LOCK else None,
        site_id=proposal.seat.site_id if what == Ruling.What.NOT_HERE else None,
        by=by,
    )
    if what == Ruling.What.LOCK:
        with standing_of(proposal.run_id) as standing:
            person = standing.person_at[proposal.application_id]
            standing.locked[person] = standing.kind_at[proposal.seat_id]
    note(by, Event.Act.CHANGE, proposal, purpose=f"cohort {what}")


@transaction.atomic
def unsettle(proposal, *, by):
    """Take back what was settled for somebody; the next run is free to place her."""
    Ruling.objects.filter(run=proposal.run_id, application=proposal.application_id).delete()
    note(by, Event.Act.CHANGE, proposal, purpose="cohort unsettled")


@transaction.atomic
def change(proposal, kind_of_seat, *, by):
    """Give somebody another kind of seat; she is locked to it, and the others move as was shown."""
    with standing_of(proposal.run_id) as standing:
        person = standing.person_at[proposal.application_id]
        cost, given = standing.change(person, kind_of_seat)
        standing.go_on(given, standing.locked | {person: kind_of_seat})
        moved = [person, *(move.applicant for move in cost.moves)]
        write(proposal.run, standing, moved)
    proposal.refresh_from_db()
    settle(proposal, Ruling.What.LOCK, by=by)
    return cost


@transaction.atomic
def rematch(run, *, by) -> int:
    """Give the seats of those who aren't ready any more to others, with as few changes as can be; how many move."""
    gone = run.proposals.filter(placement=None).exclude(application__status=Status.MATCHABLE)
    rows = list(gone.select_related("application"))
    with standing_of(run.pk) as standing:
        moved = set()
        for proposal in rows:
            person = standing.person_at[proposal.application_id]
            moved |= {move.applicant for move in standing.withdraw(person)}
        gone.delete()
        write(run, standing, sorted(moved))
    note(by, Event.Act.CHANGE, run, purpose="cohort re-matched")
    return len(moved)


@contextmanager
def standing_of(number):
    """The Standing of a run, for one at a time, kept again at the end; whoever was approved stays where she is."""
    Run.objects.select_for_update().get(pk=number)
    standing = Standing.unpack(bytes(Kept.objects.get(run=number).arrays))
    approved = Proposal.objects.filter(run=number, placement__isnull=False)
    for person, seat in approved.values_list("application_id", "seat_id"):
        standing.locked[standing.person_at[person]] = standing.kind_at[seat]
    yield standing
    keep(number, standing)


def write(run, standing, moved):
    """Write down the new seats of those who moved, with their reasons."""
    rows = {each.application_id: each for each in run.proposals.select_related("application")}
    held = {
        standing.person_at[key]: each.seat_id
        for key, each in rows.items()
        if each.seat_id and key in standing.person_at and standing.person_at[key] not in set(moved)
    }
    row_of, given = seat_rows(standing, held), standing.given()
    changed = [rows[standing.people[person].item()] for person in moved]
    Proposal.objects.filter(pk__in=[each.pk for each in changed]).update(seat=None)
    seats = Seat.objects.in_bulk([row_of[person] for person in moved if person in row_of])
    for person, proposal in zip(moved, changed, strict=True):
        window = standing.windows[given.seat_of[person]].tolist()
        place(proposal, seats.get(row_of.get(person)), given.fit_of[person].item(), window, run)


def place(proposal, seat, fit, window, run):
    """One proposal with another seat, or none, its days within the seat's window, and why."""
    proposal.seat, proposal.fit, proposal.refused = seat, fit, ""
    proposal.why_not = "" if seat else "no_place_left"
    if seat:
        proposal.starts, proposal.ends = offered(proposal.application, window, run.on)
        _fit, said = kept(proposal.application, seat, run.on, run.kind)
        proposal.reasons = [shortened(each) for each in foremost([Said(each) for each in said])]
    else:
        proposal.starts = proposal.ends = None
        proposal.reasons = []
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


def hours(application, seat):
    """Hours a week: as she wishes, and not more than the seat has."""
    wishes = application.section("wishes")
    return min((wishes and wishes.weekly_hours) or rules.FULL_TIME, seat.weekly_hours)


# --- approving -------------------------------------------------------------------------------------------
def approve(proposals, *, by):
    """Ask the site for each; (how many, how many not). What stands in the way is kept at the line."""
    done = 0
    for proposal in proposals:
        done += approve_one(proposal, by=by)
    return done, len(proposals) - done


def approve_one(proposal, *, by) -> bool:
    """Look again whether it still holds, and ask the site; nothing is written where it doesn't."""
    try:
        with transaction.atomic():
            seat = Seat.objects.select_for_update().select_related("site").get(pk=proposal.seat_id)
            application = Application.objects.with_sections().get(pk=proposal.application_id)
            if not application.can(Status.PROPOSED):
                raise Refused
            require_fit(application, seat, proposal.run.kind)
            placement = actions.propose(
                application,
                seat,
                max(proposal.starts, timezone.localdate()),
                proposal.ends,
                hours(application, seat),
                proposal.run.kind or Kind.UNPAID_INTRO,
                by=by,
            )
            Proposal.objects.filter(pk=proposal.pk).update(placement=placement, refused="")
    except actions.Blocked as error:
        return refuse(proposal, str(error))
    except Refused:
        return refuse(proposal, _("She isn't ready to match any more. Re-match the rest."))
    note(by, Event.Act.CHANGE, proposal, purpose="cohort approved")
    return True


def refuse(proposal, why):
    Proposal.objects.filter(pk=proposal.pk).update(refused=why)
    return False


def require_fit(application, seat, kind):
    """Refuse where a rule has come in the way since the run: the seat went stale, a supervisor fell ill …"""
    fits = Fits(application, timezone.localdate(), kind, only=seat)
    if not fits.open:
        raise actions.Blocked(actions.NOT_OPEN)
    why = fits.place(0)
    if not why.eligible:
        raise actions.Blocked(joined(each.text for each in why.reasons if each.kind == BLOCKER))
