"""The sections of an application: one row each, made as soon as something is saved, complete when she says so."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from portal.levels import Level

from .. import rules
from .application import Application
from .catalogue import District, Setting
from .exams import Exam


class Section(models.Model):
    """One part of the form. Everything may be empty until she marks it complete."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="%(class)s", primary_key=True
    )
    complete = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.application} {self._meta.verbose_name}"


class About(Section):
    """Who she is and how to reach her."""

    given_name = models.CharField(_("First name(s)"), max_length=100, blank=True)
    family_name = models.CharField(_("Last name"), max_length=100, blank=True)
    phone = PhoneNumberField(_("Phone"), blank=True)
    postcode = models.CharField(_("Postcode"), max_length=10, blank=True)
    citizenships = ArrayField(
        models.CharField(max_length=2), verbose_name=_("Citizenship"), default=list, blank=True
    )
    personal = ["given_name", "family_name", "phone", "postcode", "citizenships"]

    class Meta:
        verbose_name = _("About you")

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Languages(Section):
    """Her Danish as she sees it and as it was assessed, and the languages she can help in."""

    danish_oral = models.PositiveSmallIntegerField(
        _("Speak and understand"), choices=Level, null=True, blank=True
    )
    danish_written = models.PositiveSmallIntegerField(
        _("Read and write"), choices=Level, null=True, blank=True
    )
    exams = models.JSONField(_("Danish tests"), default=list, blank=True)
    others = ArrayField(
        models.CharField(max_length=10), verbose_name=_("Other languages"), default=list, blank=True
    )
    others_levels = models.JSONField(_("Levels of the other languages"), default=dict, blank=True)
    assessed_oral = models.PositiveSmallIntegerField(
        _("Assessed, oral"), choices=Level, null=True, blank=True
    )
    assessed_written = models.PositiveSmallIntegerField(
        _("Assessed, written"), choices=Level, null=True, blank=True
    )
    assessed_on = models.DateField(_("Assessed on"), null=True, blank=True)
    personal = ["danish_oral", "danish_written", "exams", "others", "assessed_oral", "assessed_written"]

    class Meta:
        verbose_name = _("Languages")

    @property
    def tests(self) -> list[Exam]:
        """The Danish tests she has passed, in her order."""
        return [Exam(**row) for row in self.exams]

    @property
    def oral(self) -> int | None:
        return rules.working_level(self.danish_oral, self.assessed_oral)

    @property
    def written(self) -> int | None:
        return rules.working_level(self.danish_written, self.assessed_written)


class Shift(models.TextChoices):
    DAY = "day", _("Day")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")
    WEEKEND = "weekend", _("Weekend")
    SPLIT = "split", _("Split shift")
    SLEEP_IN = "sleep_in", _("Sleep-in shift")
    LONG = "long", _("Around the clock")


class AtSeven(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No, later")
    UNSURE = "unsure", _("I don't know yet")


class Wishes(Section):
    """Where, when and how much she would like to work."""

    anywhere = models.BooleanField(_("Any department"), default=True)
    settings = models.ManyToManyField(
        Setting, blank=True, related_name="+", verbose_name=_("Places you would like")
    )
    districts = models.ManyToManyField(
        District, blank=True, related_name="+", verbose_name=_("Parts of the city")
    )
    shifts = ArrayField(
        models.CharField(max_length=10, choices=Shift.choices),
        verbose_name=_("Shifts"),
        default=list,
        blank=True,
    )
    weekly_hours = models.PositiveSmallIntegerField(
        _("Hours a week"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(37)]
    )
    available_from = models.DateField(_("You can start"), null=True, blank=True)
    start_until = models.DateField(_("The latest you would like to start"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(
        _("Weeks"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    commute_minutes = models.PositiveSmallIntegerField(
        _("Longest travel time, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(180)],
    )
    at_seven = models.CharField(
        _("At work at 7 in the morning"), max_length=10, choices=AtSeven.choices, blank=True
    )
    earliest_start = models.TimeField(_("Earliest time a shift can begin"), null=True, blank=True)
    latest_end = models.TimeField(_("Latest time a shift can end"), null=True, blank=True)
    care = models.CharField(_("Child care and other things to plan around"), max_length=300, blank=True)
    partner_of = models.CharField(_("Came as the partner of"), max_length=150, blank=True)
    personal = [
        *("weekly_hours", "available_from", "start_until", "commute_minutes"),
        *("at_seven", "earliest_start", "latest_end", "care", "partner_of"),
    ]

    class Meta:
        verbose_name = _("Wishes and availability")
