"""Where she stands: on the way to Danish authorisation, with residence, and with the practical things."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import rules
from .sections import Section


class Stage(models.TextChoices):
    """Where she stands on the way to Danish authorisation, in order."""

    NOT_STARTED = "not_started", _("I have not started")
    PREPARING = "preparing", _("I am collecting papers")
    APPLIED = "applied", _("I have applied")
    AWAITING_DOCUMENTS = "awaiting_documents", _("They have asked me for more papers")
    EDUCATION_APPROVED = "education_approved", _("My education is approved")
    LANGUAGE_PENDING = "language_pending", _("I am learning Danish for the test")
    LANGUAGE_PASSED = "language_passed", _("I have passed the Danish test")
    PROFESSIONAL_TESTS = "professional_tests", _("I am taking the professional tests")
    SEEKING_EVALUATION = "seeking_evaluation", _("I am looking for evaluation employment")
    EVALUATION_AUTHORISED = "evaluation_authorised", _("I have an authorisation for evaluation employment")
    IN_EVALUATION = "in_evaluation", _("I am in evaluation employment")
    EVALUATION_EXTENDED = "evaluation_extended", _("My evaluation employment is extended")
    AUTHORISED = "authorised", _("I have Danish authorisation")
    REJECTED = "rejected", _("I got a no")
    REJECTED_QUOTA = "rejected_quota", _("I got a no because of a quota")
    EXPIRED = "expired", _("My time ran out")
    NOT_APPLICABLE = "not_applicable", _("My profession needs none")
    UNKNOWN = "unknown", _("I don't know yet")


class Known(models.TextChoices):
    """A question with three answers."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("I don't know yet")


class Authorisation(Section):
    """Where she stands with authorisation. The authority decides; the portal advises."""

    stage = models.CharField(_("Authorisation"), max_length=30, choices=Stage.choices, blank=True)
    recognised_in_eu = models.CharField(
        _("Diploma recognised in another EU country"), max_length=10, choices=Known.choices, blank=True
    )
    eu_practice_months = models.PositiveSmallIntegerField(
        _("Months of work in that country"), null=True, blank=True, validators=[MaxValueValidator(720)]
    )
    applied_on = models.DateField(_("Applied on"), null=True, blank=True)
    education_approved_on = models.DateField(_("Education approved on"), null=True, blank=True)
    evaluation_from = models.DateField(_("Evaluation authorisation from"), null=True, blank=True)
    evaluation_to = models.DateField(_("Evaluation authorisation to"), null=True, blank=True)
    authorisation_id = models.CharField(_("Authorisation ID"), max_length=20, blank=True)
    personal = [
        *("stage", "recognised_in_eu", "eu_practice_months", "applied_on", "education_approved_on"),
        *("evaluation_from", "evaluation_to", "authorisation_id"),
    ]

    class Meta:
        verbose_name = _("Authorisation")

    @property
    def track(self) -> str:
        """The likely authorisation track: the one a coordinator set, else the one of `rules.track`."""
        if self.application.ruled_track:
            return self.application.ruled_track
        return rules.clearer(self.application.base_track, self.recognised_in_eu, self.eu_practice_months)

    @property
    def deadline(self) -> date | None:
        """Three years after the education was approved."""
        return rules.three_years_after(self.education_approved_on)


class Basis(models.TextChoices):
    """Why somebody may stay in Denmark; those most often met first."""

    EU_EEA_CH = "eu_eea_ch", _("EU residence document")
    NORDIC = "nordic", _("Nordic citizen")
    FAMILY = "family", _("Family reunification")
    ACCOMPANYING = "accompanying", _("I accompany somebody who works or studies here")
    STUDENT = "student", _("Student")
    UA_SPECIAL_ACT = "ua_special_act", _("The Special Act (Ukraine)")
    AUTH_STAY = "auth_stay", _("Authorisation stay")
    POSITIVE_HIGHER = "positive_higher", _("Positive List, higher education")
    POSITIVE_SKILLED = "positive_skilled", _("Positive List, skilled work")
    PAY_LIMIT = "pay_limit", _("Pay limit scheme")
    FAST_TRACK = "fast_track", _("Fast-track scheme")
    RESEARCHER = "researcher", _("Researcher or guest researcher")
    INTERN = "intern", _("Intern")
    REFUGEE = "refugee", _("Refugee")
    CONVENTION = "convention", _("Convention refugee")
    TEMP_PROTECTION = "temp_protection", _("Temporary protection")
    ASYLUM_SEEKER = "asylum_seeker", _("Asylum seeker")
    PERMANENT = "permanent", _("Permanent residence")
    DK_CITIZEN = "dk_citizen", _("Danish citizen")
    TOURIST_VISA_FREE = "tourist_visa_free", _("Tourist, or here without a visa")
    NONE = "none", _("No permit yet")
    UNKNOWN = "unknown", _("I don't know yet")


class WorkRight(models.TextChoices):
    UNRESTRICTED = "unrestricted", _("Yes, any work")
    EMPLOYER_TIED = "employer_tied", _("Only for one employer")
    HOURS_LIMITED = "hours_limited", _("Yes, with a limit on hours")
    NONE = "none", _("No")
    NEEDS_CHECK = "needs_check", _("I don't know yet")


class CprStatus(models.TextChoices):
    """Whether she has a CPR number; the number itself is never asked here."""

    FULL = "full", _("Yes")
    ADMINISTRATIVE = "administrative", _("I have a number for tax only")
    APPLIED = "applied", _("I have applied")
    NONE = "none", _("No, not yet")


class MitidStatus(models.TextChoices):
    ACTIVE = "active", _("Yes")
    REQUESTED = "requested", _("I have asked for it")
    NONE = "none", _("No, not yet")


class Settled(models.TextChoices):
    """What a newcomer arranges, in the order it is usually done."""

    ADDRESS = "address", _("An address in Denmark")
    HEALTH_CARD = "health_card", _("The yellow health card")
    NEMKONTO = "nemkonto", _("A bank account that is my NemKonto")
    DIGITAL_POST = "digital_post", _("Digital Post")
    TAX_CARD = "tax_card", _("A tax card")
    LICENCE = "licence", _("A driving licence that is valid in Denmark")
    CYCLE = "cycle", _("A bicycle I can ride to work")


class Residence(Section):
    """Why she may stay and work, and which practical things are in place. "I don't know yet" is an answer."""

    basis = models.CharField(_("Residence"), max_length=20, choices=Basis.choices, blank=True)
    permit_to = models.DateField(_("Permit valid until"), null=True, blank=True)
    work_right = models.CharField(
        _("May you work in Denmark?"), max_length=20, choices=WorkRight.choices, blank=True
    )
    hours_limit = models.PositiveSmallIntegerField(
        _("Most hours a month"), null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    cpr_status = models.CharField(_("CPR number"), max_length=20, choices=CprStatus.choices, blank=True)
    mitid_status = models.CharField("MitID", max_length=20, choices=MitidStatus.choices, blank=True)
    settled = ArrayField(
        models.CharField(max_length=20, choices=Settled.choices),
        verbose_name=_("What is in place"),
        default=list,
        blank=True,
    )
    personal = ["basis", "permit_to", "work_right", "hours_limit", "cpr_status", "mitid_status", "settled"]

    class Meta:
        verbose_name = _("Residence and practical matters")
