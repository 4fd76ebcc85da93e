"""Partners: those who send people our way, whom we know there, and what we have agreed with them."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act

from .. import rules
from .application import Application, Status
from .consents import ConsentRecord
from .links import SecretLink
from .programmes import Programme

RUNS_OUT = timedelta(days=90)


def validate_cvr(value):
    """A number of the Danish business register; its last digit checks the others."""
    if not rules.is_cvr(value):
        raise ValidationError(
            _("This is not a CVR number: eight digits, where the last one checks the rest.")
        )


class PartnerRows(Rows):
    def visible_to(self, user):
        """The register is the coordinators' and the administrator's."""
        return self if user.may(Act.REVIEW) or user.may(Act.CONFIGURE) else self.none()

    def active(self):
        return self.filter(status=Partner.Status.ACTIVE)

    def called(self, names):
        """Those with one of these names, in capital or small letters."""
        return self.alias(lower=Lower("name")).filter(lower__in=[name.lower() for name in names])

    def running_out(self, today):
        """Those with an agreement that ends within 90 days."""
        return self.filter(pk__in=Agreement.objects.running_out(today).values("partner"))

    def without_agreement(self, today):
        """Active ones with whom nothing is agreed today."""
        return self.active().exclude(pk__in=Agreement.objects.in_force(today).values("partner"))


class Partner(Flow, SecretLink):
    """An association, a school, the jobcentre: somebody who knows people we could help."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Association")
        SCHOOL = "school", _("School")
        JOBCENTRE = "jobcentre", _("Jobcentre")
        INSTITUTION = "institution", _("Institution")
        EMPLOYER = "employer", _("Employer or company network")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        NEW = "new", _("In dialogue")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    moves = {
        Status.NEW: {Status.ACTIVE, Status.ENDED},
        Status.ACTIVE: {Status.PAUSED, Status.ENDED},
        Status.PAUSED: {Status.ACTIVE, Status.ENDED},
        Status.ENDED: {Status.ACTIVE},
    }

    name = models.CharField(_("name"), max_length=150, unique=True)
    code = models.SlugField(_("code"), max_length=60, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    cvr = models.CharField("CVR", max_length=8, blank=True, validators=[validate_cvr])
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.NEW, editable=False
    )

    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="partners", verbose_name=_("programmes it sends people to")
    )

    objects = PartnerRows.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return self.name

    @property
    def open(self) -> bool:
        """Whether the partner may refer people today."""
        return self.status == self.Status.ACTIVE

    def counts(self) -> dict:
        """How far those who came from here have got, as numbers and nothing else."""
        came = Application.objects.filter(source=self.code)
        sent = ~Q(status=Status.DRAFT) & Q(submitted_at__isnull=False)
        placed = Q(status__in=[Status.PLACED, Status.COMPLETED])
        found = came.aggregate(
            begun=Count("pk"), sent=Count("pk", filter=sent), placed=Count("pk", filter=placed)
        )
        return {"referred": self.referrals.count(), **found}


PARTNERS = "PARTNERS"  # the consent to tell whoever referred her that she has applied


class ReferralRows(models.QuerySet):
    def with_received(self):
        """Each with whether the partner may know that her application came: it was sent, and she allows it now."""
        allowed = ConsentRecord.objects.filter(
            application__applicant__email=OuterRef("email"),
            application__submitted_at__isnull=False,
            text__purpose__code=PARTNERS,
            withdrawn_at=None,
        )
        return self.annotate(received=Exists(allowed))


class Contact(models.Model):
    """A person we know at a partner's."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts", verbose_name=_("partner"))
    name = models.CharField(_("name"), max_length=100)
    task = models.CharField(_("task"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    personal = ["name", "email", "phone"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self):
        return self.name


class AgreementRows(models.QuerySet):
    def in_force(self, today):
        return self.filter(Q(begins__lte=today) & (Q(ends=None) | Q(ends__gte=today)))

    def running_out(self, today):
        """Those that end within 90 days and have no successor."""
        later = Agreement.objects.filter(
            partner=models.OuterRef("partner"), begins__gt=models.OuterRef("begins")
        )
        open_ended = later.filter(Q(ends=None) | Q(ends__gt=models.OuterRef("ends")))
        ending = self.filter(ends__range=(today, today + RUNS_OUT))
        return ending.exclude(partner__status=Partner.Status.ENDED).exclude(models.Exists(open_ended))

    def unwarned(self, today):
        return self.running_out(today).exclude(warned_of=F("ends"))


class Agreement(models.Model):
    """What is agreed with a partner, and until when."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="agreements", verbose_name=_("partner"))
    subject = models.CharField(_("what is agreed"), max_length=200)
    begins = models.DateField(_("from"), default=timezone.localdate)
    ends = models.DateField(_("until"), null=True, blank=True)
    warned_of = models.DateField(null=True, editable=False)  # the last day we have warned of

    objects = AgreementRows.as_manager()

    class Meta:
        ordering = ["ends", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("begins")),
                name="an_agreement_ends_after_it_begins",
                violation_error_message=_("An agreement ends on the day it begins or later."),
            )
        ]

    def __str__(self):
        return self.subject


class Referral(models.Model):
    """A partner has asked us to write to somebody. The address is deleted when it has done its work."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="referrals", verbose_name=_("partner"))
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    at = models.DateTimeField(default=timezone.now, editable=False)
    personal = ["email"]

    objects = ReferralRows.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = [models.Index(fields=["email"], condition=~Q(email=""), name="referrals_by_address")]

    def __str__(self):
        return self.reference
