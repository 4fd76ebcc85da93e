"""Seats: their site is asked, says what still holds, withdraws one, or offers the next period as the last."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from portal import mail
from portal.audit import Event, note
from portal.flow import Refused

from . import actions, answers, letters
from .models import Offer, Seat, Site, SiteTask, State, WhyNot
from .models.seats import ASK_BEFORE, FRESH_DAYS

AGAIN = timedelta(days=FRESH_DAYS - ASK_BEFORE)  # a site is asked once in this time, answered or not
AT_ONCE = 200  # sites asked in one tick of the clock
PLANNED = (State.PROPOSED, State.ACCEPTED, State.CONFIRMED)


class Overtaken(Refused):
    """Somebody else changed a seat in the meantime; `seats` are those, as they are now."""

    def __init__(self, seats):
        super().__init__("changed in the meantime")
        self.seats = seats


@transaction.atomic
def ask_all(today=None):
    """Ask each site whose offers lapse soon, once and about all of them. Safe to run twice."""
    on = today or timezone.localdate()
    lapsing = Seat.objects.lapsing(on).filter(site=OuterRef("pk"))
    asked = SiteTask.objects.filter(site=OuterRef("pk"), kind=SiteTask.Kind.SEATS, asked_on__gt=on - AGAIN)
    due = Site.objects.filter(Exists(lapsing)).exclude(Exists(asked)).order_by("pk")
    for site in due.select_related("area").select_for_update(of=["self"], skip_locked=True)[:AT_ONCE]:
        _task, new = SiteTask.objects.get_or_create(site=site, kind=SiteTask.Kind.SEATS, asked_on=on)
        for manager in site.managers() if new else ():
            token = answers.seats_token(site, manager)
            mail.send("placements/seats_asked_site", manager, key=f"{site.pk}-{manager.pk}-{on}", token=token)


@transaction.atomic
def still_true(site, *, by, today=None) -> int:
    """The site says that what it offers still holds; gives how many seats that is."""
    on = today or timezone.localdate()
    count = Seat.objects.filter(site=site).still_true(on)
    answered(site, on, by)
    return count


@transaction.atomic
def say(site, said, *, by, today=None):
    """The site says of each seat whether it is offered, and why not: `said` are (key, version, state, reason).

    `Overtaken` when somebody changed one of them since the site saw it; then nothing is stored.
    """
    on = today or timezone.localdate()
    overtaken = []
    for key, version, state, reason in said:
        reason = "" if state == Offer.OFFERED else reason
        changes = {"state": state, "reason": reason, "confirmed_on": on, "version": F("version") + 1}
        if not Seat.objects.filter(pk=key, site=site, version=version).update(**changes):
            overtaken.append(key)
    if overtaken:
        raise Overtaken(list(Seat.objects.filter(pk__in=overtaken)))
    answered(site, on, by)


def answered(site, on, by):
    """What the site was asked is done, and the trail says by whom."""
    site.tasks.filter(kind=SiteTask.Kind.SEATS, done_on=None).update(done_on=on)
    note(by, Event.Act.CHANGE, site, purpose="seats-still-true")


def planned(seat):
    """The placements that a withdrawal calls off: suggested, accepted or agreed, and not begun."""
    rows = seat.placements.filter(status__in=PLANNED)
    return rows.select_related(
        "application__about", "application__applicant", "supervisor__user", "seat__site__area"
    )


@transaction.atomic
def withdraw(seat, reason, *, by) -> list:
    """Take a seat back: whoever was planned for it is free for another place. Gives the placements called off.

    Somebody who is already there stays; her placement ends the way placements end.
    """
    Seat.objects.select_for_update().get(pk=seat.pk)
    called_off = list(planned(seat))
    Seat.objects.filter(pk=seat.pk).update(state=Offer.NOT_NOW, reason=reason, version=F("version") + 1)
    note(by, Event.Act.CHANGE, seat, purpose="seat-withdrawn")
    for placement in called_off:
        actions.cancel(placement, WhyNot.SEAT_WITHDRAWN, by=by)
        letters.tell_asker(placement, "placements/said_withdrawn")
    seat.refresh_from_db()
    return called_off


@transaction.atomic
def copy_period(site, *, by, today=None) -> int:
    """Offer the next period as the last one, still to be confirmed; gives how many seats are new.

    Doing it twice makes nothing twice: a seat is left out that already has a period after the one that runs.
    """
    on = today or timezone.localdate()
    Site.objects.select_for_update().get(pk=site.pk)
    known = list(site.seats.order_by("number", "opens"))
    running = {seat.number: seat for seat in known if seat.opens <= on and seat.state != Offer.NOT_NOW}
    later = {seat.number for seat in known if seat.opens > on}
    new = [following(seat) for number, seat in running.items() if number not in later]
    Seat.objects.bulk_create(new)
    note(by, Event.Act.CHANGE, site, purpose="seats-copied")
    return len(new)


def following(seat) -> Seat:
    """The same seat in a period of the same length right after; nobody has confirmed it yet."""
    opens = seat.closes + timedelta(days=1)
    return Seat(
        site_id=seat.site_id,
        number=seat.number,
        opens=opens,
        closes=opens + (seat.closes - seat.opens),
        state=seat.state,
        min_weeks=seat.min_weeks,
        max_weeks=seat.max_weeks,
        weekly_hours=seat.weekly_hours,
        min_hours=seat.min_hours,
    )
