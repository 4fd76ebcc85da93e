"""Statuses: a map on the model, one method that walks it, and a line of history for every step."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone


class Refused(Exception):
    """A step that the map doesn't show, or that somebody else was quicker to take."""


class Step(models.Model):
    """One line of history: which record went from which status to which, when, by whom."""

    of = models.CharField(max_length=60)
    row = models.BigIntegerField()
    was = models.CharField(max_length=30)
    now = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        app_label = "portal"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["of", "row", "at"])]

    def __str__(self):
        return f"{self.of} {self.row}: {self.was} → {self.now}"


class Flow(models.Model):
    """A record with a `status` that moves only along `moves`."""

    moves: dict[str, set[str]] = {}

    class Meta:
        abstract = True

    def can(self, to) -> bool:
        return to in self.moves.get(self.status, ())

    def begin(self, *, by):
        """Write down the status a new record has."""
        Step.objects.create(of=self._meta.label_lower, row=self.pk, was="", now=self.status, by=by)

    @transaction.atomic
    def move(self, to, *, by, **changes):
        """Step to status `to` and write it down; `Refused` when the map or somebody quicker says no."""
        was = self.status
        here = type(self)._base_manager.filter(pk=self.pk, status=was)
        if not self.can(to) or not here.update(status=to, **changes):
            raise Refused(f"{self._meta.label} {self.pk}: {was} to {to}")
        self.refresh_from_db(fields=["status", *changes])
        Step.objects.create(of=self._meta.label_lower, row=self.pk, was=was, now=to, by=by)

    def history(self):
        """The steps taken, oldest first, with who took them."""
        return Step.objects.filter(of=self._meta.label_lower, row=self.pk).select_related("by")
