"""Vouching: somebody is asked by a link of her own to confirm voluntary work, in three short questions."""

from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.flow import Flow

from .application import ENDED
from .links import SecretLink
from .volunteer import MOST_HOURS, VolunteerWork

VALID = timedelta(days=14)
CHASED = (timedelta(days=3), timedelta(days=7))  # after the first letter


class VouchRows(models.QuerySet):
    def waiting(self):
        """Those who have not answered yet, of applications that go on."""
        asked = self.filter(status=Vouch.Status.ASKED)
        return asked.exclude(work__volunteering__application__status__in=ENDED)

    def to_remind(self, now):
        """Those whose next reminder is due."""
        due = Q()
        for number, after in enumerate(CHASED):
            due |= Q(reminded__lte=number, asked_at__lte=now - after)
        return self.waiting().filter(due, expires_at__gt=now)

    def run_out(self, now):
        return self.filter(status=Vouch.Status.ASKED, expires_at__lte=now)


class Vouch(Flow, SecretLink):
    """One person asked about one piece of voluntary work."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Confirmed")
        DECLINED = "declined", _("Could not confirm")
        EXPIRED = "expired", _("Did not answer")
        REPLACED = "replaced", _("Replaced by somebody else")

    moves = {Status.ASKED: {Status.GIVEN, Status.DECLINED, Status.EXPIRED, Status.REPLACED}}

    work = models.ForeignKey(
        VolunteerWork, models.CASCADE, related_name="vouches", verbose_name=_("volunteer work")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.ASKED)
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("answer until"))
    reminded = models.PositiveSmallIntegerField(_("reminders"), default=0)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    knows_her = models.BooleanField(_("knows her"), null=True, blank=True)
    did = models.CharField(_("what she did"), max_length=500, blank=True)
    hours = models.PositiveIntegerField(
        _("hours"), null=True, blank=True, validators=[MaxValueValidator(MOST_HOURS)]
    )
    begins = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    personal = ["name", "email", "did", "hours", "begins", "ends"]

    objects = VouchRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.UniqueConstraint(
                fields=["work"], condition=Q(status="asked"), name="one_is_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(status="given") | Q(hours__isnull=False, answered_at__isnull=False),
                name="a_confirmation_has_hours",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(status="asked"), name="vouches_waiting"),
        ]

    def __str__(self):
        return f"{self.work} {self.status}"

    @property
    def open(self) -> bool:
        """Whether the link still takes an answer."""
        asked = self.status == self.Status.ASKED
        return asked and self.expires_at > timezone.now() and not self.work.application.ended
