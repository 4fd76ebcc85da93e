"""Language support in four kinds, tied to the situations of the work and to the CEFR scale."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models import Placement
from portal.access import Rows
from portal.levels import Level


class Activity(models.TextChoices):
    """The four parts of language support."""

    OBSERVATION = "observation", _("Observation")
    GUIDANCE = "guidance", _("Individual guidance")
    TEACHING = "teaching", _("Teaching")
    FOLLOW_UP = "follow_up", _("Follow-up")


class Situation(models.TextChoices):
    HANDOVER = "handover", _("Handover")
    PERSONAL_CARE = "personal_care", _("Personal care")
    PHONE = "phone", _("Phone")
    DOCUMENTATION = "documentation", _("Documentation")
    MEAL = "meal", _("Meals and small talk")
    RELATIVES = "relatives", _("Talk with relatives")
    CONFLICT = "conflict", _("Calming a conflict")
    TEAM = "team", _("Team meeting")


class LanguageSessionRows(Rows):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))


class LanguageSession(models.Model):
    """A stretch of work with her Danish in one situation, and the level she showed."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="language_sessions")
    on = models.DateField(_("date"))
    activity = models.CharField(_("kind"), max_length=20, choices=Activity.choices)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    situation = models.CharField(_("situation"), max_length=20, choices=Situation.choices)
    level = models.PositiveSmallIntegerField(_("level she showed"), choices=Level, null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    token = models.UUIDField(
        null=True, unique=True, editable=False
    )  # one form, one entry, however often it is sent
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    personal = ["note"]

    objects = LanguageSessionRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("language session")
        verbose_name_plural = _("language sessions")

    def __str__(self):
        return f"{self.on} {self.get_activity_display()}"
