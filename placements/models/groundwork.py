"""What is settled with somebody before she is placed: a language plan, checks, what she can and wants."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.models import Application

from .organisation import Check


class Speciality(models.TextChoices):
    """What a site is strong in, somebody knows, or somebody wants to learn."""

    DEMENTIA = "dementia", _("Dementia")
    PALLIATIVE = "palliative", _("Palliative care")
    REHABILITATION = "rehabilitation", _("Rehabilitation")
    WOUND_CARE = "wound care", _("Wound care")
    PSYCHIATRY = "psychiatry", _("Psychiatry")
    AUTISM = "autism", _("Autism")
    ADDICTION = "addiction", _("Addiction")
    RECOVERY = "recovery", _("Recovery")
    DIGITAL = "digital", _("Digital care (DigiTech)")


def several(words, choices):
    return ArrayField(
        models.CharField(max_length=40, choices=choices), verbose_name=words, default=list, blank=True
    )


class Groundwork(models.Model):
    """One row for an application; no row is nothing settled yet. Never a certificate, only whether it is in order."""

    application = models.OneToOneField(
        Application,
        models.CASCADE,
        primary_key=True,
        related_name="groundwork",
        verbose_name=_("application"),
    )
    plan_on = models.DateField(
        _("language plan agreed on"),
        null=True,
        blank=True,
        help_text=_("With a plan she may go where one level more Danish is asked for."),
    )
    checks = several(_("checks in order"), Check)
    refused = several(_("checks that ended with a no"), Check)
    knows = several(_("has experience with"), Speciality)
    goals = several(_("wants to learn"), Speciality)
    personal = ["plan_on", "checks", "refused", "knows", "goals"]

    class Meta:
        verbose_name = _("groundwork")
        verbose_name_plural = _("groundwork")

    def __str__(self):
        return str(self.application)
