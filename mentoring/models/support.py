"""Support beside the placement: who helps her, since when, and the day she said yes to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models import Application
from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act, Role


class SupportReferralRows(Rows):
    def visible_to(self, user):
        """All to those with the act for it; her own to the applicant; nobody else sees that there is any."""
        if user.may(Act.SEE_SUPPORT):
            return self
        if user.role == Role.APPLICANT:
            return self.filter(application__applicant=user)
        return self.none()

    def of(self, application):
        """Hers, also those written down before two applications of hers were made one."""
        return self.filter(Q(application=application) | Q(application__merged_into=application))


class SupportReferral(Flow):
    """She is referred to somebody who helps. Without the day of her consent there is no row."""

    class Kind(models.TextChoices):
        SOCIAL_WORKER = "social_worker", _("Social worker")
        RETENTION = "retention", _("Retention mentor")
        LANGUAGE = "language", _("Language mentor")
        CARE = "care", _("Psychologist or doctor")
        DEBT_HOUSING = "debt_housing", _("Advice on debt or housing")
        OTHER = "other", _("Other support")

    class AskedBy(models.TextChoices):
        HERSELF = "herself", _("She herself")
        SUPERVISOR = "supervisor", _("Her supervisor")
        SITE = "site", _("The site")
        COORDINATOR = "coordinator", _("A coordinator")
        JOBCENTRE = "jobcentre", _("The jobcentre")
        OTHER = "other", _("Somebody else")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        ACTIVE = "active", _("In progress")
        ENDED = "ended", _("Ended")

    moves = {State.ASKED: {State.ACTIVE, State.ENDED}, State.ACTIVE: {State.ENDED}}
    OPEN = (State.ASKED, State.ACTIVE)

    application = models.ForeignKey(Application, models.CASCADE, related_name="support")
    kind = models.CharField(_("kind of support"), max_length=20, choices=Kind.choices)
    asked_by = models.CharField(_("who asked for it"), max_length=20, choices=AskedBy.choices)
    asked_on = models.DateField(_("asked on"))
    where_to = models.CharField(_("where to"), max_length=120, blank=True)
    consent_on = models.DateField(_("the day she said yes"))
    note = models.TextField(_("what was agreed"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=State.choices, default=State.ASKED)
    taken_back_on = models.DateField(_("consent taken back on"), null=True, blank=True)
    token = models.UUIDField(unique=True, editable=False)  # one form, one referral, however often it is sent
    personal = ["kind", "asked_by", "asked_on", "where_to", "consent_on", "note"]
    untold = ["token"]

    objects = SupportReferralRows.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        verbose_name = _("support referral")
        verbose_name_plural = _("support referrals")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_on=None) | Q(status="ended", note="", where_to=""),
                name="a_consent_taken_back_leaves_no_words",
            ),
            models.CheckConstraint(
                condition=~Q(kind="care") | Q(note=""), name="of_a_psychologist_or_doctor_only_the_days"
            ),
        ]

    def __str__(self):
        return f"{self.asked_on} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN
