"""Supervisors, where they work and what they are trained in."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .. import rules
from .organisation import Site

WARN_DAYS = 90  # before a training runs out
SHORT_ABSENCE = 14  # days in a row that a placement can do without its supervisor


class SupervisorQuerySet(models.QuerySet):
    def trained(self, on):
        """Those with a training that is valid on that day."""
        return self.filter(Exists(valid_trainings(on)))

    def running_out(self, on):
        """Trained today, and no longer within 90 days."""
        return self.trained(on).exclude(Exists(valid_trainings(on + timedelta(days=WARN_DAYS))))


def valid_trainings(on):
    """The trainings of the supervisor of the outer query that are valid on that day."""
    done = Training.objects.filter(supervisor=OuterRef("pk"), completed_on__lte=on)
    return done.filter(Q(valid_to=None) | Q(valid_to__gte=on))


class Supervisor(models.Model):
    """Somebody who guides trainees, at one or more sites of any department."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="supervisor"
    )
    sites = models.ManyToManyField(Site, through="SupervisorShare", related_name="supervisors")
    cap = models.PositiveSmallIntegerField(
        _("most trainees at a time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    weekly_hours = models.PositiveSmallIntegerField(_("hours for guidance a week"), default=3)
    programme_hours = models.PositiveSmallIntegerField(
        _("of these, hours a week for other programmes"),
        default=0,
        help_text=_("For students and pupils, for example. They leave room for fewer trainees."),
    )

    objects = SupervisorQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]
        verbose_name = _("supervisor")
        verbose_name_plural = _("supervisors")

    def __str__(self):
        return str(self.user)

    @property
    def places(self) -> int:
        """How many trainees her hours leave room for."""
        return rules.places(self.cap, self.weekly_hours, self.programme_hours)


class SupervisorShare(models.Model):
    """How much of a supervisor a site has, in per cent."""

    supervisor = models.ForeignKey(
        Supervisor, models.CASCADE, verbose_name=_("supervisor"), related_name="shares"
    )
    site = models.ForeignKey(Site, models.CASCADE, verbose_name=_("site"), related_name="shares")
    percent = models.PositiveSmallIntegerField(
        _("share in per cent"), default=100, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [models.UniqueConstraint(fields=["supervisor", "site"], name="one_share_per_site")]

    def __str__(self):
        return f"{self.supervisor} · {self.site} {self.percent} %"


class Training(models.Model):
    """A course in supervision. `warned_of` is the day it runs out that somebody has been told about."""

    class Level(models.TextChoices):
        COURSE = "course", _("Course for supervisors")
        CLINICAL = "clinical", _("Clinical supervisor (1/6 diploma)")
        DIPLOMA = "diploma", _("Diploma or more")

    supervisor = models.ForeignKey(Supervisor, models.CASCADE, related_name="trainings")
    course = models.CharField(_("course"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.COURSE)
    completed_on = models.DateField(_("completed"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    warned_of = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["-completed_on"]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self):
        return self.course


class Absence(models.Model):
    """Days a supervisor is away. Why is nobody's business here, so there is no field for it."""

    supervisor = models.ForeignKey(Supervisor, models.CASCADE, related_name="absences")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty while nobody knows."))

    class Meta:
        ordering = ["-starts"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="an_absence_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return f"{self.starts} – {self.ends or ''}"
