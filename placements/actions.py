"""Placements: suggested by a coordinator, answered by the site, agreed, called off."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Application, Authorisation, Residence, Status
from portal.audit import Event, note
from portal.flow import Refused

from . import fits, letters, rules
from .facts import Guides
from .models import Groundwork, Hosts, Kind, Placement, Seat, Site, State, Supervisor, WhyNot
from .models.placement import TAKEN

__all__ = [
    *("Blocked", "Refused", "accept", "cancel", "confirm", "decline"),
    *("name_supervisor", "propose", "release_withdrawn", "settle"),
]


class Blocked(Refused):
    """Refused with a sentence for the person who tried, and what to do next."""


JUST_TAKEN = _("This seat has just been taken for these days. Choose another seat or other days.")
NOT_OPEN = _("The site does not offer this seat on these days. Choose another seat or other days.")
ALREADY_ASKED = _(
    "Another site has already been asked for this person. Wait for the answer, or call it off first."
)
NO_SUPERVISOR = _(
    "Choose a trained supervisor of this site with room in the whole period. Ask the site who it can be."
)
FULL = _(
    "No trained supervisor of this site has room in the whole period. Ask the site, or choose other days."
)
NOT_THIS_KIND = _("The site doesn't take placements of this legal kind. Choose another kind or another site.")
OBSTACLES = {
    "work_right": _(
        "We have not seen that the applicant may work in Denmark. Look at the residence card and write it in "
        "the application, then confirm."
    ),
    "permit": _(
        "The permit ends before the placement does. Choose an earlier last day, or wait for a new permit."
    ),
    "company_weeks": _("A company placement can last at most 13 weeks. Choose an earlier last day."),
    "evaluation_stage": _(
        "The authorisation is not far enough for evaluation employment. Choose another kind."
    ),
    "evaluation_period": _(
        "The evaluation authorisation does not cover all days. Choose days that it covers."
    ),
    "evaluation_hours": _("Evaluation employment is full time: 37 hours a week."),
    "evaluation_weeks": _("Evaluation employment lasts at least 26 weeks. Choose a later last day."),
    "evaluation_site": _(
        "The site is not approved for evaluation employment. Ask the Patient Safety Authority first."
    ),
}


# --- the steps -------------------------------------------------------------------------------------------
@transaction.atomic
def propose(
    application, seat, starts, ends, weekly_hours, kind=Kind.UNPAID_INTRO, supervisor=None, *, by
) -> Placement:
    """Ask a site whether it will have this person; she waits for its answer, and both get a letter."""
    on = timezone.localdate()
    if not is_open(seat, starts, ends, on):
        raise Blocked(NOT_OPEN)
    fit, reasons = fits.kept(application, seat, on, kind)
    application.move(Status.PROPOSED, by=by)
    placement = Placement(
        application=application,
        seat=seat,
        starts=starts,
        ends=ends,
        weekly_hours=weekly_hours,
        kind=kind,
        supervisor=supervisor,
        fit=fit,
        reasons=reasons,
    )
    store(placement, or_else=ALREADY_ASKED)
    placement.begin(by=by)
    letters.ask(placement)
    return placement


@transaction.atomic
def accept(placement, *, by):
    """The site says yes; the coordinator who asked is told."""
    placement.move(State.ACCEPTED, by=by)
    letters.tell_asker(placement, "placements/said_yes")


@transaction.atomic
def decline(placement, why_not, *, by):
    """The site can't right now: the person is free for another place."""
    placement.move(State.DECLINED, by=by, why_not=WhyNot(why_not))
    placement.application.move(Status.MATCHABLE, by=by)
    letters.tell_asker(placement, "placements/said_no")
    letters.look_on(placement)


@transaction.atomic
def confirm(placement, supervisor=None, *, by):
    """Agree the placement: the seat is hers for these days, and everybody concerned gets a letter.

    The site may name the supervisor later; there must be room for one all the same.
    """
    Seat.objects.select_for_update().get(pk=placement.seat_id)  # one at a time, so the second gets a clear no
    for obstacle in rules.obstacles(placement, papers(placement), hosts_evaluation(placement)):
        raise Blocked(OBSTACLES[obstacle])
    if placement.seat.site.hosts(placement.kind) == Hosts.NO:
        raise Blocked(NOT_THIS_KIND)
    if taken(placement.seat, placement.starts, placement.ends, besides=placement):
        raise Blocked(JUST_TAKEN)
    require_room(placement, supervisor)
    try:
        with transaction.atomic():
            placement.move(State.CONFIRMED, by=by, supervisor=supervisor)
    except IntegrityError as error:  # PostgreSQL has the last word
        raise Blocked(JUST_TAKEN) from error
    placement.application.move(Status.PLACED, by=by)
    letters.tell_all(placement)


@transaction.atomic
def name_supervisor(placement, supervisor, *, by):
    """The site says who guides her; she gets a letter, and so does nobody else."""
    if supervisor is None:
        raise Blocked(NO_SUPERVISOR)
    require_room(placement, supervisor)
    if not Placement.objects.filter(pk=placement.pk, status=State.CONFIRMED).update(supervisor=supervisor):
        raise Refused(f"{placement._meta.label} {placement.pk} is not agreed")
    placement.supervisor = supervisor
    note(by, Event.Act.CHANGE, placement, purpose="supervisor-named")
    letters.tell_supervisor(placement)


@transaction.atomic
def cancel(placement, why_not="", *, by):
    """Call a placement off before it begins: the seat is free again, and so is the person."""
    agreed = placement.status == State.CONFIRMED
    placement.move(State.CANCELLED, by=by, why_not=why_not)
    if placement.application.status in (Status.PROPOSED, Status.PLACED):
        placement.application.move(Status.MATCHABLE, by=by)
    letters.call_off(placement, agreed)


def release_withdrawn():
    """Call off what was planned for people who have withdrawn their application. Safe to run twice."""
    planned = Placement.objects.filter(
        application__status=Status.WITHDRAWN, status__in=[State.PROPOSED, State.ACCEPTED, State.CONFIRMED]
    )
    for placement in planned.select_related("application", "seat__site", "supervisor__user"):
        cancel(placement, WhyNot.APPLICANT, by=None)


@transaction.atomic
def settle(application, *, by, **told):
    """Write down what is agreed with her before she is placed; it counts in the match from now on."""
    Groundwork.objects.update_or_create(application=application, defaults=told)
    note(by, Event.Act.CHANGE, application, purpose="groundwork")


# --- what must hold --------------------------------------------------------------------------------------
def is_open(seat, starts, ends, on) -> bool:
    """Whether the site offers this seat on all these days and nobody has it."""
    offered = Seat.objects.offered(on).filter(pk=seat.pk, opens__lte=starts, closes__gte=ends)
    return offered.exists() and not taken(seat, starts, ends)


def taken(seat, starts, ends, besides=None) -> bool:
    """Whether the seat is somebody else's on any of these days."""
    others = seat.placements.filter(status__in=TAKEN).exclude(pk=besides and besides.pk)
    return others.filter(starts__lte=ends, ends__gte=starts).exists()


def papers(placement):
    """What is known of the right to work, the permit and the authorisation; nothing is a no."""
    sections = Application.objects.select_related("authorisation", "residence").get(
        pk=placement.application_id
    )
    stands = sections.section("authorisation") or Authorisation()
    stays = sections.section("residence") or Residence()
    return rules.Papers(
        stays.work_right, stays.permit_to, stands.stage, stands.evaluation_from, stands.evaluation_to
    )


def hosts_evaluation(placement) -> bool:
    return placement.seat.site.evaluation == Site.Evaluation.YES


def require_room(placement, supervisor):
    """Refuse a supervisor who isn't of the site, isn't trained and present or has no room; with none, a full site."""
    Site.objects.select_for_update().get(pk=placement.seat.site_id)  # so that no room is given away twice
    if supervisor:
        Supervisor.objects.select_for_update().get(pk=supervisor.pk)  # she may be of several sites
    guides, room = guides_for(placement)
    if supervisor and supervisor.pk not in guides:
        raise Blocked(NO_SUPERVISOR)
    if not room:
        raise Blocked(FULL)


def supervisors(placement):
    """The trained supervisors of the site who are there and have room in the whole period."""
    guides, _room = guides_for(placement)
    return Supervisor.objects.filter(pk__in=guides).select_related("user")


def guides_for(placement):
    """(the supervisors of the site with room in the whole period, how many more it can take), besides this one."""
    found = Guides.of_site(placement.seat.site_id, placement.starts, besides=placement)
    return found.at(placement.seat.site_id, placement.starts, placement.ends)


def store(row, or_else):
    """Save a new row; `or_else` is the sentence when PostgreSQL finds that it can't be true."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Blocked(or_else) from error
