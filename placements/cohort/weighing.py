"""What other weights would change for those who wait, shown before anybody saves them."""

from typing import NamedTuple

from django.utils import timezone

from intake.models import Application

from ..matching import weighing
from ..models import Weighting
from .reading import Reading

SAMPLE = 300  # of those who are ready to match, the longest waiting


class Change(NamedTuple):
    """Somebody whose first place would be another."""

    application: object
    was: object
    now: object


class Preview(NamedTuple):
    """How many were looked at, and those for whom something changes."""

    looked_at: int
    changes: list[Change]


def preview(values) -> Preview:
    """The first places with the weights that hold and with `values`, for the longest waiting."""
    read = Reading(timezone.localdate(), most=SAMPLE)
    found = weighing.changed(read.people, read.seats, Weighting.objects.now(), values)
    sites = {kind: read.sites[kind] for kind in read.behind}
    known = Application.objects.select_related("about", "applicant").in_bulk(
        [who for who, _was, _now in found]
    )
    changes = [Change(known[who], sites.get(was), sites.get(now)) for who, was, now in found]
    return Preview(len(read.people), [each for each in changes if each.was != each.now])
