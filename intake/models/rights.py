"""What we owe her: an answer about her data within a month, and a word when an answer takes longer than promised."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act

from .application import Application


class DataRequestRows(Rows):
    def visible_to(self, user):
        """Her own to the applicant; all of them to those who answer them."""
        if user.may(Act.APPLY):
            return self.filter(applicant=user)
        return self if user.may(Act.REVIEW) or user.may(Act.CONFIGURE) else self.none()

    def open(self):
        return self.filter(status=DataRequest.Status.OPEN)


class DataRequest(Flow):
    """She asks that everything about her is erased. The row outlives her data and then says nothing about her."""

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        DONE = "done", _("Erased")
        REFUSED = "refused", _("Not erased, with a reason")

    class WhyNot(models.TextChoices):
        PLACEMENT = "placement", _("There is a placement, and the law on archives keeps the case")
        DISPUTE = "dispute", _("The case is in dispute and must be kept until it is settled")
        TAKEN_BACK = "taken_back", _("She has taken it back")

    moves = {Status.OPEN: {Status.DONE, Status.REFUSED}}

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="data_requests",
        verbose_name=_("applicant"),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.OPEN)
    asked_on = models.DateField(_("asked"), default=timezone.localdate)
    due_on = models.DateField(_("answer by"))
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    why_not = models.CharField(_("reason"), max_length=20, choices=WhyNot.choices, blank=True)

    objects = DataRequestRows.as_manager()
    personal: list[str] = []

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"], condition=Q(status="open"), name="one_open_request_per_applicant"
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Delay(models.Model):
    """An answer that took longer than promised: the day it was promised for, the new one, and why."""

    class Why(models.TextChoices):
        NOT_READ = "not_read", _("Nobody had begun to read it")
        BEING_READ = "being_read", _("It was still being read")

    application = models.ForeignKey(Application, models.CASCADE, related_name="delays")
    at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    was = models.DateField(_("was promised for"))
    now = models.DateField(_("is promised for"))
    why = models.CharField(_("reason"), max_length=20, choices=Why.choices)
    personal: list[str] = []

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delay")
        verbose_name_plural = _("delays")
        constraints = [
            models.UniqueConstraint(fields=["application", "was"], name="one_delay_per_promised_day")
        ]

    def __str__(self):
        return f"{self.application} {self.was}"
