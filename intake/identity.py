"""The CPR number is written, removed, opened, and sealed anew when the keys change."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import sealed
from portal.audit import Event, note
from portal.flow import Refused

from . import cpr
from .models import Application, Identity
from .models.identity import AGREED


@transaction.atomic
def store(application, number, *, by):
    """Keep the number of whoever applied, in place of an older one; `Refused` before a placement is agreed.

    When another person has it, this looks the same to her, and a coordinator reads it on the application.
    """
    if not Application.objects.filter(pk=application.pk, status__in=AGREED).exists():
        raise Refused(f"{application} is {application.status}: there is no reason to ask yet")
    row = {"sealed": sealed.seal(number), "stored_at": timezone.now(), "stored_by": by}
    note(by, Event.Act.CHANGE, application, purpose="cpr-written")
    with suppress(IntegrityError), transaction.atomic():
        return _keep(application, **row, index=sealed.mark(number), taken=False)
    return _keep(application, **row, index=None, taken=True)


def _keep(application, **row):
    return Identity.objects.update_or_create(applicant_id=application.applicant_id, defaults=row)[0]


@transaction.atomic
def remove(application, *, by):
    """Take the number away; doing it again changes nothing."""
    gone, _tables = Identity.objects.filter(applicant=application.applicant_id).delete()
    if gone:
        note(by, Event.Act.CHANGE, application, purpose="cpr-removed")


@transaction.atomic
def reveal(application, identity, *, by) -> str:
    """The whole number, once, with a line in the trail of who saw it."""
    note(by, Event.Act.READ, application, purpose="cpr-shown")
    return cpr.whole(identity.number)


@transaction.atomic
def reseal() -> tuple[int, int]:
    """Seal every number with the newest key and mark it with the key of today: (changed, left as they were).

    Safe to run twice. `sealed.Locked` when a key is missing, and then nothing is changed.
    """
    changed = same = 0
    for row in Identity.objects.select_for_update().order_by("pk").iterator():
        index = None if row.taken else sealed.mark(row.number)
        if sealed.is_newest(row.sealed) and row.index == index:
            same += 1
            continue
        row.sealed, row.index = sealed.seal(row.number), index
        row.save(update_fields=["sealed", "index"])
        changed += 1
    return changed, same
