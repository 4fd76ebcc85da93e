"""The sections of an application: one row each, made as soon as something is saved, complete when she says so."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField

from portal.levels import Level

from .. import rules
from .application import Application
from .catalogue import District, Profession, Setting


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
    personal = ["given_name", "family_name", "phone", "postcode"]

    class Meta:
        verbose_name = _("About you")

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Background(Section):
    """What she is trained as and what she has done."""

    profession = models.ForeignKey(
        Profession, models.PROTECT, null=True, blank=True, verbose_name=_("Profession")
    )
    profession_other = models.CharField(_("Your profession"), max_length=100, blank=True)
    education_country = CountryField(_("Country of education"), blank=True)
    education_year = models.PositiveSmallIntegerField(
        _("Year you finished"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1960), MaxValueValidator(2100)],
    )
    years_worked = models.PositiveSmallIntegerField(
        _("Years of work"), null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    experience = models.ManyToManyField(
        Setting, blank=True, related_name="+", verbose_name=_("Experience from")
    )
    in_own_words = models.TextField(_("Your experience in your own words"), max_length=2000, blank=True)
    personal = ["profession_other", "education_country", "education_year", "in_own_words"]

    class Meta:
        verbose_name = _("Education and experience")

    @property
    def training(self) -> str:
        """What she is trained as; the title itself belongs to those with Danish authorisation."""
        return gettext("Trained %(profession)s") % {
            "profession": str(self.profession or self.profession_other).lower()
        }


class Stage(models.TextChoices):
    """Where she stands on the way to Danish authorisation, in order."""

    NOT_STARTED = "not_started", _("I have not started")
    PREPARING = "preparing", _("I am collecting papers")
    APPLIED = "applied", _("I have applied")
    EDUCATION_APPROVED = "education_approved", _("My education is approved")
    LANGUAGE_PASSED = "language_passed", _("I have passed the Danish test")
    EVALUATION_AUTHORISED = "evaluation_authorised", _("I have an authorisation for evaluation employment")
    AUTHORISED = "authorised", _("I have Danish authorisation")
    NOT_APPLICABLE = "not_applicable", _("My profession needs none")
    UNKNOWN = "unknown", _("I don't know yet")


class Residence(models.TextChoices):
    NORDIC = "nordic", _("Nordic citizen")
    EU_EEA_CH = "eu_eea_ch", _("EU residence document")
    AUTH_STAY = "auth_stay", _("Authorisation stay")
    WORK = "work", _("Work permit (for example the Positive List)")
    STUDENT = "student", _("Student")
    FAMILY = "family", _("Family reunification or accompanying family")
    REFUGEE = "refugee", _("Refugee")
    UA_SPECIAL_ACT = "ua_special_act", _("The Special Act (Ukraine)")
    PERMANENT = "permanent", _("Permanent residence or Danish citizen")
    NONE = "none", _("No permit yet")
    UNKNOWN = "unknown", _("I don't know yet")


class WorkRight(models.TextChoices):
    UNRESTRICTED = "unrestricted", _("Yes, any work")
    EMPLOYER_TIED = "employer_tied", _("Only for one employer")
    HOURS_LIMITED = "hours_limited", _("Yes, with a limit on hours")
    NONE = "none", _("No")
    NEEDS_CHECK = "needs_check", _("I don't know yet")


class Authorisation(Section):
    """Where she stands with authorisation and residence. The authorities decide; the portal advises."""

    citizenship = CountryField(_("Citizenship"), blank=True)
    stage = models.CharField(_("Authorisation"), max_length=30, choices=Stage.choices, blank=True)
    evaluation_from = models.DateField(_("Evaluation authorisation from"), null=True, blank=True)
    evaluation_to = models.DateField(_("Evaluation authorisation to"), null=True, blank=True)
    residence = models.CharField(_("Residence"), max_length=20, choices=Residence.choices, blank=True)
    permit_to = models.DateField(_("Permit valid until"), null=True, blank=True)
    work_right = models.CharField(
        _("May you work in Denmark?"), max_length=20, choices=WorkRight.choices, blank=True
    )
    personal = [
        "citizenship",
        "stage",
        "evaluation_from",
        "evaluation_to",
        "residence",
        "permit_to",
        "work_right",
    ]

    class Meta:
        verbose_name = _("Authorisation and residence")

    @property
    def track(self) -> str:
        """The likely authorisation track: the one a coordinator set, else the one of `rules.track`."""
        if self.application.ruled_track:
            return self.application.ruled_track
        background = getattr(self.application, "background", None)
        profession = background.profession if background else None
        return rules.track(
            self.citizenship.code or "",
            background.education_country.code or "" if background else "",
            profession.requires_authorisation if profession else True,
        )


class DanishTest(models.TextChoices):
    NONE = "none", _("No test")
    MODULE = "module", _("A module test")
    PD1 = "pd1", "Prøve i Dansk 1"
    PD2 = "pd2", "Prøve i Dansk 2"
    PD3 = "pd3", "Prøve i Dansk 3"
    SP = "sp", "Studieprøven"


class Languages(Section):
    """Her Danish as she sees it and as it was assessed, and the languages she can help in."""

    danish_oral = models.PositiveSmallIntegerField(
        _("Speak and understand"), choices=Level, null=True, blank=True
    )
    danish_written = models.PositiveSmallIntegerField(
        _("Read and write"), choices=Level, null=True, blank=True
    )
    danish_test = models.CharField(_("Danish test"), max_length=10, choices=DanishTest.choices, blank=True)
    others = ArrayField(
        models.CharField(max_length=10), verbose_name=_("Other languages"), default=list, blank=True
    )
    assessed_oral = models.PositiveSmallIntegerField(
        _("Assessed, oral"), choices=Level, null=True, blank=True
    )
    assessed_written = models.PositiveSmallIntegerField(
        _("Assessed, written"), choices=Level, null=True, blank=True
    )
    assessed_on = models.DateField(_("Assessed on"), null=True, blank=True)
    personal = ["danish_oral", "danish_written", "danish_test", "others", "assessed_oral", "assessed_written"]

    class Meta:
        verbose_name = _("Languages")

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
    weeks = models.PositiveSmallIntegerField(
        _("Weeks"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    commute_minutes = models.PositiveSmallIntegerField(
        _("Longest travel time, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(180)],
    )
    earliest_start = models.TimeField(_("Earliest time a shift can begin"), null=True, blank=True)
    personal = ["weekly_hours", "available_from", "earliest_start", "commute_minutes"]

    class Meta:
        verbose_name = _("Wishes and availability")
