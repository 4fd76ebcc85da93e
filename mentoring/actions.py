"""What happens on the way: the plan is made and followed, the log is written, the goals move."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from placements.models import Placement, State
from portal.audit import Event, note
from portal.flow import Refused

from .models import Goal, LanguageSession, LogEntry, PlanItem, SupportReferral, TemplateItem
from .rules import due_on

FOLLOWED = (State.CONFIRMED, State.ACTIVE)  # the plan is at work
AT_ONCE = 500  # placements looked at in one tick of the clock


# --- the plan --------------------------------------------------------------------------------------------
@transaction.atomic
def plan(placement, *, by):
    """Give a placement its plan, once: the templates in use, each item dated from the first day."""
    if placement.plan.exists():
        return
    items = [_item(placement, source) for source in _templates(placement)]
    if items:
        PlanItem.objects.bulk_create(items, ignore_conflicts=True)  # two at once make one plan
        note(by, Event.Act.CHANGE, placement, purpose="plan")


def _templates(placement):
    department = placement.site.area.department_id
    meant = Q(template__department=None) | Q(template__department=department)
    return TemplateItem.objects.filter(meant, template__active=True).order_by("day_offset", "pk")


def _item(placement, source):
    return PlanItem(
        placement=placement,
        source=source,
        text_da=source.text_da,
        text_en=source.text_en,
        track=source.track,
        responsible=source.responsible,
        day_offset=source.day_offset,
        due_on=due_on(placement.starts, source.day_offset),
        counted_from=placement.starts,
    )


@transaction.atomic
def reschedule(placement, starts, *, by):
    """Date the open items anew from another first day; what is done stays where it is."""
    items = list(placement.plan.open().select_for_update())
    for item in items:
        item.due_on, item.counted_from = due_on(starts, item.day_offset), starts
    PlanItem.objects.bulk_update(items, ["due_on", "counted_from"])
    note(by, Event.Act.CHANGE, placement, purpose="plan")


def prepare():
    """Make the plans of agreed placements that have none, and move those whose first day has moved."""
    agreed = Placement.objects.filter(status=State.CONFIRMED, plan=None)
    for placement in agreed.select_related("seat__site__area")[:AT_ONCE]:
        plan(placement, by=None)
    moved = PlanItem.objects.left_behind().order_by().values("placement").distinct()[:AT_ONCE]
    for placement in Placement.objects.filter(pk__in=moved):
        reschedule(placement, placement.starts, by=None)


@transaction.atomic
def begin(placement, *, by):
    """Start the placement: she is here, and somebody guides her. Its plan is made if the clock hasn't done so yet."""
    if placement.supervisor_id is None:
        raise Refused(f"{placement._meta.label} {placement.pk} has no supervisor yet")
    plan(placement, by=by)
    placement.move(State.ACTIVE, by=by)


@transaction.atomic
def tick_off(item, *, by):
    """Mark an item of the plan as done. The first one to do so is remembered."""
    _refuse(item.placement, *FOLLOWED)
    done = PlanItem.objects.filter(pk=item.pk, done_at=None).update(done_at=timezone.now(), done_by=by)
    if done:
        note(by, Event.Act.CHANGE, item, purpose="done")
    item.refresh_from_db()


@transaction.atomic
def untick(item, *, by):
    """Open an item again."""
    _refuse(item.placement, *FOLLOWED)
    opened = PlanItem.objects.filter(pk=item.pk).exclude(done_at=None).update(done_at=None, done_by=None)
    if opened:
        note(by, Event.Act.CHANGE, item, purpose="open again")
    item.refresh_from_db()


# --- the log ---------------------------------------------------------------------------------------------
def log_session(placement, *, by, token, on, activity, minutes, situation, level=None, note=""):
    """Write down a stretch of language support. The same `token` (UUID of the form) makes one row."""
    said = {"on": on, "activity": activity, "minutes": minutes, "situation": situation}
    return _write(LanguageSession, placement, by, token, {**said, "level": level, "note": note})


def log_entry(placement, *, by, token, kind, on, mood=None, note=""):
    """Write down a shift, a talk or a note. The same `token` (UUID of the form) makes one row."""
    return _write(LogEntry, placement, by, token, {"kind": kind, "on": on, "mood": mood, "note": note})


@transaction.atomic
def _write(model, placement, by, token, said):
    written = model.objects.filter(token=token).first()
    if written is None:
        _refuse(placement, State.ACTIVE)
        written, new = model.objects.get_or_create(
            token=token, defaults={"placement": placement, "by": by, **said}
        )
        if new:
            note(by, Event.Act.CHANGE, written, purpose="log")
    if written.placement_id != placement.pk:
        raise Refused("this form belongs to another placement")
    return written


# --- the goals -------------------------------------------------------------------------------------------
@transaction.atomic
def add_goal(placement, *, by, area, text, start, target):
    """Set a goal; the same words again are the same goal."""
    _refuse(placement, *FOLLOWED)
    goal, new = Goal.objects.get_or_create(
        placement=placement,
        text=text,
        defaults={"area": area, "start": start, "target": target, "now": start},
    )
    if new:
        note(by, Event.Act.CHANGE, goal, purpose="goal")
    return goal


@transaction.atomic
def set_levels(placement, levels, *, by):
    """Write down how far each goal has come: `levels` is {number of the goal: 1 to 5}."""
    _refuse(placement, *FOLLOWED)
    for goal in placement.goals.filter(pk__in=levels):
        if goal.now != levels[goal.pk]:
            Goal.objects.filter(pk=goal.pk).update(now=levels[goal.pk])
            note(by, Event.Act.CHANGE, goal, purpose="level")


# --- support ---------------------------------------------------------------------------------------------
@transaction.atomic
def refer(application, *, by, token, **said):
    """Refer her to somebody who helps, with the day she said yes. The same `token` makes one referral."""
    if application.ended:
        raise Refused(f"application {application.pk} has ended")
    referral, new = SupportReferral.objects.get_or_create(
        token=token, defaults={"application": application, **said}
    )
    if referral.application_id != application.pk:
        raise Refused("this form belongs to another application")
    if new:
        referral.begin(by=by)
        note(by, Event.Act.CHANGE, referral, purpose="referred")
    return referral


@transaction.atomic
def rewrite(referral, *, by, **said):
    """Correct what is written of a referral, as long as it is open."""
    still = SupportReferral.objects.filter(pk=referral.pk, status__in=SupportReferral.OPEN)
    if not still.update(**said):
        raise Refused(f"referral {referral.pk} has ended")
    note(by, Event.Act.CHANGE, referral, purpose="written")


@transaction.atomic
def step(referral, to, *, by):
    """The support begins or ends."""
    referral.move(to, by=by)
    note(by, Event.Act.CHANGE, referral, purpose=to)


@transaction.atomic
def take_back(referral, *, by):
    """She no longer agrees: the support ends here, and its words are removed, also of one that ended before."""
    found = SupportReferral.objects.select_for_update().get(pk=referral.pk)
    if found.taken_back_on:
        return
    gone = {"note": "", "where_to": "", "taken_back_on": timezone.localdate()}
    if found.is_open:
        found.move(SupportReferral.State.ENDED, by=by, **gone)
    else:
        SupportReferral.objects.filter(pk=found.pk).update(**gone)
    note(by, Event.Act.CHANGE, found, purpose="consent-taken-back")


def _refuse(placement, *states):
    """Refused when the placement isn't in one of these states right now, whatever the page showed."""
    if not Placement.objects.filter(pk=placement.pk, status__in=states).exists():
        raise Refused(f"placement {placement.pk} is not {' or '.join(states)}")
