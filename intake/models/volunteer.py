"""Voluntary work in Denmark, a row for each place; it counts once somebody there has confirmed it."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.roles import Act, Role

from .application import ENDED
from .partners import Partner
from .sections import Section

MOST_HOURS = 20000


class Volunteering(Section):
    """The part of the form about voluntary work. No rows is an answer too."""

    personal: list[str] = []

    class Meta:
        verbose_name = _("Volunteer work")

    @cached_property
    def helped(self) -> list:
        """Her pieces of voluntary work in her order."""
        known = getattr(self.application, "volunteer_rows", None)
        if known is not None:
            return [VolunteerWork.told(self, row) for row in known]
        return list(self.works.select_related("asked")) if self.pk else []

    @property
    def confirmed(self) -> list:
        return [work for work in self.helped if work.verified_on]

    def retell(self, rows):
        """Keep what she writes as her pieces of work, each tied to the partner whose name it is."""
        names = [row.get("organisation", "") for row in rows]
        known = {partner.name.lower(): partner for partner in Partner.objects.active().called(names)}
        kept = list(self.works.order_by("order", "pk"))
        self.works.filter(pk__in=[work.pk for work in kept[len(rows) :]]).delete()
        for order, (row, name) in enumerate(zip(rows, names, strict=True)):
            work = kept[order] if order < len(kept) else VolunteerWork(volunteering=self)
            work.order, work.partner = order, known.get(name.lower())
            for field, value in row.items():
                setattr(work, field, value)
            work.save()


class VolunteerRows(Rows):
    def visible_to(self, user):
        """Her own to the applicant; those of what was sent in to those who review."""
        if user.role == Role.APPLICANT:
            return self.filter(volunteering__application__applicant=user)
        if user.may(Act.REVIEW):
            return self.exclude(volunteering__application__submitted_at=None)
        return self.none()

    def confirmed(self):
        return self.exclude(verified_on=None)

    def to_ask(self):
        """Work of people who have sent their application, whose contact has not been written to."""
        sent = self.exclude(volunteering__application__submitted_at=None).exclude(
            volunteering__application__status__in=ENDED
        )
        return sent.filter(may_ask=True, verified_on=None, asked=None).exclude(contact_email="")


SHOWN = ("id", "organisation", "partner_id", "tasks", "hours", "verified_on", "confirmed_hours", "asked__did")


def with_volunteering(applications):
    """Applications that bring their volunteer work along, so that a page needs no question of its own."""
    works = VolunteerWork.objects.filter(volunteering=models.OuterRef("pk")).order_by("order", "pk")
    rows = works.values(row=JSONObject(**{name: name for name in SHOWN}))
    return applications.annotate(volunteer_rows=ArraySubquery(rows))


class VolunteerWork(models.Model):
    """One place where she helps or has helped, and what was confirmed about it."""

    volunteering = models.ForeignKey(Volunteering, models.CASCADE, related_name="works")
    order = models.PositiveSmallIntegerField(default=0)
    organisation = models.CharField(_("Organisation"), max_length=150, blank=True)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="works", verbose_name=_("partner")
    )
    tasks = models.TextField(_("What you do there"), max_length=1000, blank=True)
    hours = models.PositiveIntegerField(
        _("Hours in all"), null=True, blank=True, validators=[MaxValueValidator(MOST_HOURS)]
    )
    begins = models.DateField(_("From"), null=True, blank=True)
    ends = models.DateField(_("Until"), null=True, blank=True)
    contact_name = models.CharField(_("Name of the contact"), max_length=100, blank=True)
    contact_email = models.EmailField(_("E-mail of the contact"), blank=True)
    may_ask = models.BooleanField(_("We may write to the contact"), default=False)
    verified_on = models.DateField(_("Confirmed on"), null=True, blank=True)
    confirmed_hours = models.PositiveIntegerField(_("Hours confirmed"), null=True, blank=True)
    confirmed_from = models.DateField(_("Confirmed from"), null=True, blank=True)
    confirmed_to = models.DateField(_("Confirmed until"), null=True, blank=True)
    asked = models.ForeignKey(  # whoever was asked last, so that a page needs no second question
        "Vouch", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked")
    )
    personal = [
        *("organisation", "tasks", "hours", "begins", "ends", "contact_name", "contact_email"),
        *("confirmed_hours", "confirmed_from", "confirmed_to"),
    ]

    objects = VolunteerRows.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("piece of volunteer work")
        verbose_name_plural = _("pieces of volunteer work")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins=None) | Q(ends__gte=F("begins")),
                name="volunteer_work_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(verified_on=None) | Q(confirmed_hours__isnull=False),
                name="what_is_confirmed_has_hours",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(may_ask=True, verified_on=None), name="volunteers_to_ask")
        ]

    def __str__(self):
        return f"{self.volunteering.application} {self.order}"

    @property
    def application(self):
        return self.volunteering.application

    @classmethod
    def told(cls, volunteering, row):
        """A row as `with_volunteering` brings it."""
        day = row["verified_on"] and date.fromisoformat(row["verified_on"])
        plain = {name: row[name] for name in SHOWN[:-1]} | {"verified_on": day}
        work = cls(volunteering=volunteering, **plain)
        work.said = row["asked__did"] or ""
        return work

    @cached_property
    def said(self) -> str:
        """What the one who was asked has written about it."""
        return self.asked.did if self.asked else ""
