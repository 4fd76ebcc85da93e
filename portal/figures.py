"""Figures for leaders and HR: totals with definitions, never a person."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intake.models import Application, Department, Status
from placements.models import Placement, State, Supervisor

from . import charts
from .access import allow
from .roles import Act

AGREED = [State.CONFIRMED, State.ACTIVE, State.COMPLETED, State.EVALUATED, State.INTERRUPTED]
FEWEST = 5  # smaller groups are not shown, so that nobody can be recognised


@dataclass(frozen=True)
class Figure:
    """A number with what it counts; `value` is None where the group is too small to show."""

    name: str
    definition: str
    value: int | None
    unit: str = ""


def shown(count: int) -> int | None:
    return None if 0 < count < FEWEST else count


@allow(Act.READ_FIGURES)
def figures(request):
    """How many came, were matched, and are learning, in all and by department."""
    rows, departments = whole_year(), by_department()
    return render(
        request,
        "home/figures.html",
        {
            "today": localdate(),
            "figures": rows,
            "across": across(),
            "funnel": funnel(rows),
            "departments": departments,
            "sides": side_by_side(departments),
            "fewest": FEWEST,
        },
    )


def across() -> list[Figure]:
    """What the departments share: people who learn in both, supervisors of both, and who of all is trained."""
    department = "seat__site__area__department"
    people = Placement.objects.filter(status__in=AGREED).order_by().values("application")
    people = people.annotate(departments=Count(department, distinct=True))
    guides = Supervisor.objects.order_by()
    working = guides.annotate(departments=Count("sites__area__department", distinct=True))
    both = people.filter(departments__gt=1).count()
    at_work = working.filter(departments__gt=0).count()
    trained = working.filter(departments__gt=0).trained(localdate()).count()
    return [
        Figure(
            _("Learn in both departments"),
            _("Have agreed placements in more than one department. Each person counts once."),
            shown(both),
        ),
        Figure(
            _("Shared supervisors"),
            _("Guide at sites of more than one department."),
            shown(working.filter(departments__gt=1).count()),
        ),
        Figure(_("Supervisors"), _("Guide at one site or more, trained or not."), shown(at_work)),
        Figure(
            _("Trained supervisors"),
            _("The share of these whose training is valid today."),
            shown(at_work) and round(100 * trained / at_work),
            "%",
        ),
    ]


def whole_year() -> list[Figure]:
    reached = {Status.PROPOSED, Status.PLACED, Status.COMPLETED}
    counts = Application.objects.exclude(status=Status.DRAFT).aggregate(
        received=Count("pk"),
        ready=Count("pk", filter=Q(status__in=[Status.MATCHABLE, *reached])),
        placed=Count("pk", filter=Q(status__in=[Status.PLACED, Status.COMPLETED])),
        completed=Count("pk", filter=Q(status=Status.COMPLETED)),
    )
    named = {
        "received": (_("Applications"), _("All that were sent in, whatever came of them.")),
        "ready": (_("Reviewed and ready"), _("Reviewed, and waiting for a place or further on.")),
        "placed": (_("Placed"), _("Have an agreed placement, or have completed one.")),
        "completed": (_("Completed"), _("The placement has ended and is evaluated.")),
    }
    return [Figure(name, means, shown(counts[key])) for key, (name, means) in named.items()]


def funnel(rows: list[Figure]) -> charts.Chart:
    told = [(row.name, row.value) for row in rows if row.value is not None]
    return charts.bars(
        title=_("From application to completed placement"),
        says=_("Each bar counts those who came at least this far."),
        head=(_("Step"), _("People")),
        rows=told,
    )


@dataclass(frozen=True)
class Side:
    """A department's open, running and completed places."""

    name: str
    seats: int | None
    active: int | None
    done: int | None


def by_department() -> list[Side]:
    seats, placements = "areas__sites__seats", "areas__sites__seats__placements"
    found = Department.objects.annotate(
        offered=Count(seats, filter=Q(**{f"{seats}__state": "offered"}), distinct=True),
        running=Count(placements, filter=Q(**{f"{placements}__status": State.ACTIVE}), distinct=True),
        ended=Count(
            placements,
            filter=Q(**{f"{placements}__status__in": [State.COMPLETED, State.EVALUATED]}),
            distinct=True,
        ),
    )
    return [Side(d.name, shown(d.offered), shown(d.running), shown(d.ended)) for d in found]


def side_by_side(departments: list[Side]) -> charts.Chart:
    return charts.bars(
        title=_("Offered seats"),
        says=_("How many seats each department offers through the shared entrance."),
        head=(_("Department"), _("Seats")),
        rows=[(side.name, side.seats) for side in departments if side.seats is not None],
    )
