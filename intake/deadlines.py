"""Days that come closer: the end of a permit, and of the three years to authorisation."""

from datetime import timedelta

from django.db.models import Q

from portal.models import DatedRule

from . import rules
from .models.path import Authorisation, Residence, Stage

SETTLED = (Stage.AUTHORISED, Stage.REJECTED, Stage.REJECTED_QUOTA, Stage.EXPIRED, Stage.NOT_APPLICABLE)
A_DAY = timedelta(days=1)


def steps(on) -> list[int]:
    """How many days before it ends she hears of it, by the dated rule of the day; none without one."""
    rule = DatedRule.objects.rule_on("reminder-days", on)
    return rule.value["days"] if rule else []


def within(first, days) -> Q:
    """Applications where something ends in so many days, counted from a first day."""
    last = first + timedelta(days=days)
    approved = (rules.three_years_before(first - A_DAY) + A_DAY, rules.three_years_before(last))
    permits = Residence.objects.filter(permit_to__range=(first, last))
    open_ = Authorisation.objects.filter(education_approved_on__range=approved).exclude(stage__in=SETTLED)
    return Q(pk__in=permits.values("pk").union(open_.values("pk")))


def ends(application):
    """What ends for one application: the letter that says so, and the day."""
    residence, authorisation = application.section("residence"), application.section("authorisation")
    if residence and residence.permit_to:
        yield "intake/permit_ends", residence.permit_to
    if authorisation and authorisation.deadline and authorisation.stage not in SETTLED:
        yield "intake/three_years_end", authorisation.deadline
