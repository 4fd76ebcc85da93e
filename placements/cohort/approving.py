"""Approving what a run proposes: each is looked at again, and the site is asked; or why not stands at the line."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from intake.models import Application, Status
from portal.audit import Event, note
from portal.flow import Refused
from portal.text import joined

from .. import actions, rules
from ..fits import Fits
from ..matching.explain import BLOCKER
from ..models import Kind, Proposal, Ruling, Seat
from .acts import fresh
from .reasons import in_each
from .settled import held

NOT_READY = _("She isn't ready to match any more. Match the rest again.")
NO_SEAT = _("She has no place any more: somebody else has changed the run. Look at the board again.")
LEFT_OUT = _("She is left out, or kept from this site. Take that back before you approve.")


def approve(proposals, *, by):
    """Ask the site for each; (how many, how many not). What stands in the way is kept at the line."""
    done = [approve_one(each, by=by) for each in proposals]
    return done.count(True), done.count(False)


def approve_one(proposal, *, by):
    """Look again whether it still holds, and ask the site; nothing is written where it doesn't.

    Whether it was asked; None where somebody else had done so already.
    """
    try:
        with transaction.atomic():
            run = held(proposal.run_id)
            line = fresh(run, proposal)
            if line.placement_id:
                return None
            line.placement = ask(run, line, by=by)
            line.refused = {}
            line.save(update_fields=["placement", "refused"])
            note(by, Event.Act.CHANGE, line, purpose="cohort approved")
    except actions.Blocked as error:
        return refuse(proposal, error)
    except Refused:
        return refuse(proposal, NOT_READY)
    return True


def ask(run, line, *, by):
    """The placement the site is asked for, as wished and within what the seat has."""
    if line.seat_id is None:
        raise actions.Blocked(NO_SEAT)
    seat = Seat.objects.select_for_update().select_related("site").get(pk=line.seat_id)
    out = Q(what=Ruling.What.LEAVE_OUT) | Q(what=Ruling.What.NOT_HERE, site=seat.site_id)
    if run.rulings.filter(out, application=line.application_id).exists():
        raise actions.Blocked(LEFT_OUT)
    application = Application.objects.with_sections().get(pk=line.application_id)
    if not application.can(Status.PROPOSED):
        raise Refused
    require_fit(application, seat, run.kind)
    starts = max(line.starts, timezone.localdate())
    kind = run.kind or Kind.UNPAID_INTRO
    return actions.propose(application, seat, starts, line.ends, hours(application, seat), kind, by=by)


def hours(application, seat):
    """Hours a week: as she wishes, and not more than the seat has."""
    wishes = application.section("wishes")
    return min((wishes and wishes.weekly_hours) or rules.FULL_TIME, seat.weekly_hours)


def refuse(proposal, why):
    """Keep what was in the way in each language of those who work here."""
    Proposal.objects.filter(pk=proposal.pk).update(refused=in_each(why))
    return False


def require_fit(application, seat, kind):
    """Refuse where a rule has come in the way since the run: the seat went stale, a supervisor fell ill …"""
    fits = Fits(application, timezone.localdate(), kind, only=seat)
    if not fits.open:
        raise actions.Blocked(actions.NOT_OPEN)
    if not fits.place(0).eligible:
        raise actions.Blocked(lazy(blockers, str)(fits))


def blockers(fits):
    """What is in the way, in the language that is switched on."""
    return joined(each.text for each in fits.place(0).reasons if each.kind == BLOCKER)
