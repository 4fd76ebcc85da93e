"""What waits for a coordinator among the placements, asked the same way on the front page and in the list."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake import desk as intake
from intake.models import Application, Partner
from portal.lists import counted, said

from .models import Placement, State

STARTING = timedelta(days=14)
APPLICATIONS = "admin:intake_application_changelist"
PLACEMENTS = "admin:placements_placement_changelist"
PARTNERS = "admin:intake_partner_changelist"


def asked(today):
    return Q(status=State.PROPOSED)


def said_yes(today):
    return Q(status=State.ACCEPTED)


def starting(today):
    return Q(status=State.CONFIRMED, starts__lte=today + STARTING)


def unnamed(today):
    """Agreed, beginning soon, and the site hasn't said who the supervisor is."""
    return starting(today) & Q(supervisor=None)


QUEUES = {
    "said_yes": (_("Site says yes: confirm"), said_yes),
    "asked": (_("Waiting for the site"), asked),
    "unnamed": (_("Begin soon without a supervisor"), unnamed),
    "starting": (_("Begin within 14 days"), starting),
}


def of(department):
    """Placements at the sites of one department."""
    return Q(seat__site__area__department__code=department)


def counts(user, today, department=""):
    """How many wait in each queue: address of its list, queue, title, count; all in one query."""
    applications = Application.objects.visible_to(user)
    placements = Placement.objects.visible_to(user)
    if department:
        applications = applications.filter(intake.wants(department))
        placements = placements.filter(of(department))
    lists = [
        (APPLICATIONS, applications, intake.QUEUES),
        (PLACEMENTS, placements, QUEUES),
    ]
    if not department:
        lists.append((PARTNERS, Partner.objects.visible_to(user), intake.PARTNER_QUEUES))
    waiting = {
        (address, name): (title, rows.filter(ask(today)))
        for address, rows, queues in lists
        for name, (title, ask) in queues.items()
    }
    found = counted(user, [rows for _title, rows in waiting.values()])
    return [
        {"address": address, "queue": name, "title": title, "count": count, "words": said(count)}
        for ((address, name), (title, _rows)), count in zip(waiting.items(), found, strict=True)
    ]
