"""What waits for a coordinator among the placements, asked the same way on the front page and in the list."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from intake import desk as intake
from intake.models import Application, Partner

from .models import Placement, State

STARTING = timedelta(days=14)


def asked(today):
    return Q(status=State.PROPOSED)


def said_yes(today):
    return Q(status=State.ACCEPTED)


def starting(today):
    return Q(status=State.CONFIRMED, starts__lte=today + STARTING)


QUEUES = {
    "said_yes": (_("Site says yes: confirm"), said_yes),
    "asked": (_("Waiting for the site"), asked),
    "starting": (_("Begin within 14 days"), starting),
}


def of(department):
    """Placements at the sites of one department."""
    return Q(seat__site__area__department__code=department)


def counts(user, today, department=""):
    """How many wait in each queue: (address of the list, queue, title, count), in one query a table."""
    applications = Application.objects.visible_to(user)
    placements = Placement.objects.visible_to(user)
    if department:
        applications, placements = (
            applications.filter(intake.wants(department)),
            placements.filter(of(department)),
        )
    return [
        *_counted(applications, intake.QUEUES, "admin:intake_application_changelist", today),
        *_counted(placements, QUEUES, "admin:placements_placement_changelist", today),
        *([] if department else _partners(user, today)),
    ]


def _partners(user, today):
    rows = Partner.objects.visible_to(user)
    return _counted(rows, intake.PARTNER_QUEUES, "admin:intake_partner_changelist", today)


def _counted(rows, queues, address, today):
    found = rows.aggregate(**{name: Count("pk", filter=ask(today)) for name, (_title, ask) in queues.items()})
    return [
        {"address": address, "queue": name, "title": title, "count": found[name]}
        for name, (title, _ask) in queues.items()
    ]
