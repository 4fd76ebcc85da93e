"""A file of seats that somebody hands in: read by the worker, shown, stored at once or not at all, gone after a day."""

import json
import zlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act

KEPT = timedelta(days=1)


class FileState(models.TextChoices):
    WAITING = "queued", _("Waiting to be read")
    READING = "working", _("Being read")
    SHOWN = "shown", _("Read, not stored")
    STORING = "storing", _("Being stored")
    STORED = "stored", _("Stored")
    REFUSED = "refused", _("Can't be used")
    FAILED = "failed", _("Failed")


READS = (_("Reads the file"), _("Puts each row beside the seats there are"))
STORES = (*READS, _("Stores all of it"))


class SeatFileRows(Rows):
    def visible_to(self, user):
        """Each sees her own."""
        return self.filter(by=user) if user.may(Act.PLACE) or user.may(Act.CONFIGURE) else self.none()

    def stuck(self, waiting_since, seen_before):
        """Files nobody has begun with for a while, or whose worker hasn't been heard of."""
        begun = [FileState.READING, FileState.STORING]
        waits = Q(status__in=[FileState.WAITING, FileState.STORING], seen_at=None, asked_at__lt=waiting_since)
        return self.filter(waits | Q(status__in=begun, seen_at__lt=seen_before))


class SeatFile(Flow):
    """What was handed in, how far the work on it is, and what was found."""

    moves = {
        FileState.WAITING: {FileState.READING},
        FileState.READING: {FileState.SHOWN, FileState.REFUSED, FileState.FAILED},
        FileState.SHOWN: {FileState.STORING},
        FileState.STORING: {FileState.STORED, FileState.SHOWN, FileState.REFUSED, FileState.FAILED},
        FileState.FAILED: {FileState.WAITING},
    }

    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, default="da")  # what is said about its rows is said in it
    at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)  # to be read, or to be stored
    seen_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)  # come through by now
    said = models.TextField(blank=True)  # why it can't be used, or why it wasn't stored
    digest = models.CharField(max_length=64, blank=True)  # of what was shown
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    first = models.JSONField(default=list)  # the fates that a page shows
    packed = models.BinaryField(default=b"")  # all of them

    objects = SeatFileRows.as_manager()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def under_way(self) -> bool:
        return self.status in (FileState.WAITING, FileState.READING, FileState.STORING)

    @property
    def steps(self):
        """What is done, each with whether that is over, under way or to come."""
        words = STORES if self.status == FileState.STORING else READS
        states = {-1: "past", 0: "now", 1: "next"}
        return [
            {"words": each, "state": states[(place > self.step) - (place < self.step)]}
            for place, each in enumerate(words)
        ]

    @property
    def share(self) -> int:
        """How much of it is done, of 100."""
        return round(100 * self.step / len(self.steps))

    @property
    def fates(self) -> list:
        """What becomes of each line, all of them."""
        return json.loads(zlib.decompress(self.packed)) if self.packed else []
