"""Capacity: seats needed and offered, for those who place and those who read figures."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.access import allow
from portal.roles import Act

from .. import capacity as figures


@allow(Act.PLACE, Act.READ_FIGURES)
@require_GET
def capacity(request):
    """Five quarters, and one of them by department, profession and setting."""
    asked = request.GET
    found = figures.Capacity(
        timezone.localdate(),
        asked.get("department", ""),
        _number(asked.get("profession", "")),
        _number(asked.get("setting", "")),
    )
    number = _number(asked.get("quarter", ""))
    if number >= len(found.quarters):
        raise Http404
    quarter = found.quarters[number]
    lines = [_shown(request.user, line) for line in found.by_quarter()]
    return render(
        request,
        "placements/capacity.html",
        {
            "found": found,
            "lines": lines,
            "chart": figures.chart(lines),
            "quarters": [(place, figures.called(each)) for place, each in enumerate(found.quarters)],
            "number": number,
            "quarter": figures.called(quarter),
            "tables": [
                (title, [_shown(request.user, line) for line in rows])
                for title, rows in found.tables(quarter)
            ],
            "fewest": figures.FEWEST,
            "least_days": figures.LEAST_DAYS,
            "today": timezone.localdate(),
            "exact": request.user.may(Act.PLACE),
        },
    )


def _number(text) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _shown(user, line):
    """A few people are not counted out to those who only read figures."""
    few = 0 < line.waiting < figures.FEWEST and not user.may(Act.PLACE)
    return line._replace(waiting=_("fewer than %(n)s") % {"n": figures.FEWEST}) if few else line
