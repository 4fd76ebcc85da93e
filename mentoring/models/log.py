"""The log: what happened, in a minute between two residents."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models import Placement
from portal.access import Rows


class LogEntryRows(Rows):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))


class LogEntry(models.Model):
    """A shift, a talk or a note."""

    class Kind(models.TextChoices):
        SHIFT = "shift", _("Shift")
        TALK = "talk", _("Talk")
        NOTE = "note", _("Note")

    class Mood(models.IntegerChoices):
        HARD = 1, _("Hard")
        FINE = 2, _("Fine")
        WELL = 3, _("Very well")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="log")
    on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    mood = models.PositiveSmallIntegerField(_("how it went"), choices=Mood.choices, null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    token = models.UUIDField(
        null=True, unique=True, editable=False
    )  # one form, one entry, however often it is sent
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    by_hand = True  # may tell of residents and colleagues, so a person hands it out
    personal = ["note"]

    objects = LogEntryRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}"
