"""How the weeks went: applications received, placements agreed and begun, as three columns a week."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from intake.models import Application, Status
from portal.charts import ACCENT, GREY, HAIRLINE, INK, SOFT, Chart, line, rect, words
from portal.flow import Step

from .models import Placement, State

WEEKS = 10
TALL, FLOOR, COLUMN = 100, 120, 11


def series():
    """What is counted: its name, its colour, and the step that counts."""
    return [
        (_("received"), SOFT, (Application, Status.SUBMITTED)),
        (_("agreed"), ACCENT, (Placement, State.CONFIRMED)),
        (_("begun"), INK, (Placement, State.ACTIVE)),
    ]


def counted(today):
    """(week's Monday, model, status) to how many steps, in one query."""
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    steps = Q()
    for _name, _colour, (model, status) in series():
        steps |= Q(of=model._meta.label_lower, now=status)
    rows = Step.objects.filter(steps, at__date__gte=first).annotate(week=TruncWeek("at")).order_by()
    found = Counter()
    for week, of, now, count in rows.values_list("week", "of", "now").annotate(Count("pk")):
        found[week.date(), of, now] = count
    return [first + timedelta(weeks=number) for number in range(WEEKS)], found


def chart(today, width=440) -> Chart:
    """The last ten weeks, this one included."""
    mondays, found = counted(today)
    rows = []
    for monday in mondays:
        cells = [found[monday, model._meta.label_lower, status] for _n, _c, (model, status) in series()]
        rows.append((_("Week %(number)s") % {"number": monday.isocalendar().week}, *cells))
    names = [name for name, _colour, _counts in series()]
    totals = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
    says = _("In ten weeks: %(received)s received, %(agreed)s agreed, %(begun)s begun.") % dict(
        zip(["received", "agreed", "begun"], totals, strict=True)
    )
    head = (_("Week"), *names)
    return Chart(_("The last ten weeks"), says, width, FLOOR + 46, head, rows, list(marks(rows, width)))


def marks(rows, width):
    """Three columns a week on one floor, the week's number under it, and the key."""
    most = max((cell for _week, *cells in rows for cell in cells), default=0) or 1
    room = width / len(rows)
    yield line(0, FLOOR, width, FLOOR, HAIRLINE)
    for place, (week, *cells) in enumerate(rows):
        left = room * place + (room - 3 * COLUMN - 4) / 2
        for number, (cell, (_name, colour, _counts)) in enumerate(zip(cells, series(), strict=True)):
            x, tall = left + number * (COLUMN + 2), TALL * cell / most
            yield rect(x, FLOOR - tall, COLUMN, tall, colour)
            if cell:
                yield words(x + COLUMN / 2, FLOOR - tall - 4, str(cell), GREY, "middle")
        yield words(room * place + room / 2, FLOOR + 16, week.split()[-1], GREY, "middle")
    for number, (name, colour, _counts) in enumerate(series()):
        yield rect(number * 110, FLOOR + 30, 12, 12, colour)
        yield words(number * 110 + 18, FLOOR + 41, name)
