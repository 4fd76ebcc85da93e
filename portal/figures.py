"""Figures for leaders and HR: totals with definitions, never a person."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import gettext as _

from intake.models import Application, Department, Status
from placements.models import State

from .access import allow
from .roles import Act

FEWEST = 5  # smaller groups are not shown, so that nobody can be recognised


@dataclass
class Figure:
    """A number with what it counts; None where the group is too small to show."""

    name: str
    definition: str
    value: int | None


def shown(count: int) -> int | None:
    return None if 0 < count < FEWEST else count


@allow(Act.READ_FIGURES)
def figures(request):
    """How many came, were matched, and are learning, in all and by department."""
    sent = Application.objects.exclude(status=Status.DRAFT)
    counts = sent.aggregate(
        received=Count("pk"),
        ready=Count("pk", filter=Q(status=Status.MATCHABLE)),
        placed=Count("pk", filter=Q(status__in=[Status.PLACED, Status.COMPLETED])),
    )
    rows = [
        Figure(_("Applications"), _("All that were sent in."), shown(counts["received"])),
        Figure(_("Ready to match"), _("Reviewed, and waiting for a place."), shown(counts["ready"])),
        Figure(_("Placed"), _("Have an agreed placement, or have completed one."), shown(counts["placed"])),
    ]
    return render(
        request, "home/figures.html", {"figures": rows, "departments": by_department(), "fewest": FEWEST}
    )


def by_department():
    """Open seats aside: placements in progress and completed, per department."""
    of = "areas__sites__seats__placements"
    found = Department.objects.annotate(
        active=Count(of, filter=Q(**{f"{of}__status": State.ACTIVE}), distinct=True),
        done=Count(of, filter=Q(**{f"{of}__status__in": [State.COMPLETED, State.EVALUATED]}), distinct=True),
    )
    return [{"name": d.name, "active": shown(d.active), "done": shown(d.done)} for d in found]
