"""Yes and no to what we ask leave for: given in the form or later, and taken back whenever she likes."""

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from portal.audit import Event, note

from .models import ConsentRecord, PurposeText


def texts(application) -> list[PurposeText]:
    """The newest words of each purpose that is asked about, in order, each with the day she said yes to it, if any."""
    newest = PurposeText.objects.filter(purpose__active=True).order_by("purpose_id", "-version")
    yes = ConsentRecord.objects.filter(application=application.pk, text=OuterRef("pk"), withdrawn_at=None)
    found = PurposeText.objects.filter(pk__in=newest.distinct("purpose_id").values("pk"))
    return list(
        found.select_related("purpose")
        .annotate(given_at=Subquery(yes.values("given_at")[:1]))
        .order_by("purpose__order", "purpose__code")
    )


@transaction.atomic
def answer(application, text, yes: bool, *, by=None):
    """Write down a yes or a no; the same answer again changes nothing. `by` is given once she decides on her page."""
    held = ConsentRecord.objects.filter(application=application, withdrawn_at=None)
    if yes:
        _record, changed = held.get_or_create(text=text, defaults={"application": application})
    else:
        changed = held.filter(text__purpose=text.purpose_id).update(withdrawn_at=timezone.now())
    if changed and by:
        note(by, Event.Act.CHANGE, application, purpose="consent-given" if yes else "consent-withdrawn")
