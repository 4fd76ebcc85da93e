"""How things stand with the trainees of a supervisor: what waits, how long it lasts, how much was practised."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from placements.models import Placement, State
from placements.models.placement import TAKEN
from portal import charts

from .models import Activity, LanguageSession, LogEntry, SupportReferral, Track
from .rules import workdays

SOON = timedelta(days=7)
ENDING = timedelta(days=14)
SHOWN = 8  # lines of the log before "show all"


@dataclass(frozen=True)
class Card:
    """A trainee as the supervisor meets her on the first page."""

    placement: Placement
    today: date

    @property
    def waiting(self) -> bool:
        return self.placement.status == State.CONFIRMED

    @property
    def day(self) -> int:
        return workdays(self.placement.starts, min(self.today, self.placement.ends))

    @property
    def days(self) -> int:
        return workdays(self.placement.starts, self.placement.ends)

    @property
    def over(self) -> bool:
        """The last day is past."""
        return self.today > self.placement.ends and not self.waiting

    @property
    def ending(self) -> bool:
        """The last day is near, or past: it's time to evaluate."""
        return self.today >= self.placement.ends - ENDING


def with_counts(placements, today):
    """Placements with what waits in their plans and the day of their latest entry."""
    still = Q(plan__done_at=None)
    return placements.named().annotate(
        overdue=Count("plan", filter=still & Q(plan__due_on__lt=today)),
        soon=Count("plan", filter=still & Q(plan__due_on__range=(today, today + SOON))),
        logged_on=Greatest(_latest(LanguageSession), _latest(LogEntry)),
    )


def _latest(model):
    rows = model.objects.filter(placement=OuterRef("pk")).order_by().values("placement")
    return Subquery(rows.annotate(latest=Max("on")).values("latest"))


def tracks(items, today):
    """The plan in its two tracks: what is late, what comes, what is done."""
    items = list(items)
    for track in Track:
        mine = [item for item in items if item.track == track]
        still = [item for item in mine if item.done_at is None]
        yield {
            "key": track.value,
            "name": track.label,
            "all": len(mine),
            "late": [item for item in still if item.due_on < today],
            "coming": [item for item in still if item.due_on >= today],
            "done": [item for item in mine if item.done_at],
        }


def supported(placement, user) -> bool:
    """Whether support is in progress: a fact for her supervisor, as long as the placement is, and no more than that."""
    guides = placement.supervisor and placement.supervisor.user_id == user.pk
    if not guides or placement.status not in TAKEN:
        return False
    here = SupportReferral.objects.of(placement.application_id)
    return here.filter(status=SupportReferral.State.ACTIVE).exists()


def minutes(sessions) -> charts.Chart:
    """Minutes and sessions for each of the four kinds of language support, those without any too."""
    spent, times = Counter(), Counter()
    for session in sessions:
        spent[session.activity] += session.minutes
        times[session.activity] += 1
    rows = [(kind.label, spent[kind], times[kind]) for kind in Activity]
    missing = [kind.label for kind in Activity if not times[kind]]
    says = _("%(minutes)s minutes in %(times)s sessions.") % {
        "minutes": spent.total(),
        "times": times.total(),
    }
    if missing:
        says += " " + _("Not tried yet: %(kinds)s.") % {"kinds": ", ".join(map(str, missing))}
    head = (_("Kind"), _("Minutes"), _("Sessions"))
    return charts.bars(_("Language support by kind"), says, head, rows, _("min"))


def diary(sessions, entries):
    """The log, newest first: language sessions and entries together."""
    rows = sorted([*sessions, *entries], key=lambda row: (row.on, row.written_at), reverse=True)
    return rows[:SHOWN], rows[SHOWN:]
