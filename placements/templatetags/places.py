"""Pieces of the admin's pages that know places: the counts of today, and where one person fits."""

from django import template
from django.utils import timezone

from intake.models import Department, Status
from portal.roles import Act

from .. import desk, weekly
from ..fits import Fits

register = template.Library()
BEST, NEARLY = 10, 3


@register.inclusion_tag("admin/parts/today.html", takes_context=True)
def today(context):
    """What has to be done today, each count with its list; of one department where one is chosen."""
    request = context["request"]
    if not request.user.may(Act.REVIEW):
        return {}
    departments = list(Department.objects.all())
    asked = request.GET.get("department", "")
    chosen = asked if asked in [each.code for each in departments] else ""
    return {
        "queues": desk.counts(request.user, timezone.localdate(), chosen),
        "departments": departments,
        "department": chosen,
        "chart": weekly.chart(timezone.localdate()),
    }


@register.inclusion_tag("admin/parts/best_places.html")
def best_places(application, picked):
    """The best places of both departments for one person, those that nearly fit, and her placements."""
    fits = Fits(application, timezone.localdate(), picked=picked.keys)
    return {
        "application": application,
        "can_propose": application.can(Status.PROPOSED),
        "places": fits.places(fits.of_each(fits.possible, BEST)),
        "nearly": fits.places(fits.of_each(fits.nearly, NEARLY, from_each=1)),
        "misses": fits.misses(),
        "possible_count": len(fits.possible),
        "nearly_count": len(fits.nearly),
        "placements": fits.own[::-1],
    }
