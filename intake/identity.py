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
    before = index_of(application.applicant_id)
    note(by, Event.Act.CHANGE, application, purpose="cpr-written")
    kept = _keep(application, row, number)
    if before != kept.index:
        pass_on(before)
    return kept


def _keep(application, row, number):
    mine = Identity.objects.filter(applicant=application.applicant_id)
    with suppress(IntegrityError), transaction.atomic():
        free = {"index": sealed.mark(number), "taken": False}
        return mine.update_or_create(applicant_id=application.applicant_id, defaults=row | free)[0]
    taken = {"index": None, "taken": True}
    return mine.update_or_create(applicant_id=application.applicant_id, defaults=row | taken)[0]


def index_of(applicant) -> str | None:
    """The mark of the number somebody holds; none where another person had it first."""
    return Identity.objects.filter(applicant=applicant).values_list("index", flat=True).first()


def pass_on(index):
    """A number was given up: the first of those who have it too holds it now, and is on no list any more."""
    if index is None or Identity.objects.filter(index=index).exists():
        return
    for row in Identity.objects.select_for_update().filter(taken=True).order_by("stored_at", "pk"):
        with suppress(sealed.Locked):
            if sealed.mark(row.number) == index:
                Identity.objects.filter(pk=row.pk).update(index=index, taken=False)
                return


@transaction.atomic
def remove(application, *, by):
    """Take the number away; doing it again changes nothing."""
    index = index_of(application.applicant_id)
    gone, _tables = Identity.objects.filter(applicant=application.applicant_id).delete()
    if gone:
        pass_on(index)
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
