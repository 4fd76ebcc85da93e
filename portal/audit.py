"""The trail: who did or saw what, when. It names people and rows by number and holds nothing about them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One act on one row. PostgreSQL refuses to change or delete it."""

    class Act(models.TextChoices):
        READ = "read", _("opened")
        DOWNLOAD = "download", _("downloaded")
        CHANGE = "change", _("changed")
        SIGN_IN = "sign_in", _("signed in")
        DENIED = "denied", _("was refused")
        EXPORT = "export", _("exported")

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    act = models.CharField(_("what"), max_length=20, choices=Act.choices)
    of = models.CharField(max_length=60)
    row = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=60, blank=True)  # a fixed word from the code, never free text

    class Meta:
        app_label = "portal"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["of", "row"]), models.Index(fields=["who", "at"])]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.who_id} {self.act} {self.of} {self.row}"


def note(who, act, record=None, *, of="", purpose=""):
    """Write one line of the trail. `record` is the row concerned; `purpose` a fixed word, never free text."""
    return Event.objects.create(
        who=who if who and who.is_authenticated else None,
        act=act,
        of=record._meta.label_lower if record is not None else of,
        row=record.pk if record is not None else None,
        purpose=purpose,
    )
