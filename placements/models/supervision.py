"""Supervisors, where they work and what they are trained in."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .organisation import Site


class SupervisorQuerySet(models.QuerySet):
    def trained(self, on):
        """Those with a training that is valid on that day."""
        valid = Training.objects.filter(supervisor=OuterRef("pk"), completed_on__lte=on).filter(
            Q(valid_to=None) | Q(valid_to__gte=on)
        )
        return self.filter(Exists(valid))

    def with_room(self, starts, ends, besides=None):
        """Those who have fewer placements in the period than their cap, not counting the placement `besides`."""
        busy = Count(
            "placements",
            filter=Q(placements__status__in=["accepted", "confirmed", "active"])
            & Q(placements__starts__lte=ends, placements__ends__gte=starts)
            & ~Q(placements__pk=besides.pk if besides else None),
            distinct=True,
        )
        return self.annotate(load=busy).filter(load__lt=F("cap"))


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

    objects = SupervisorQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]
        verbose_name = _("supervisor")
        verbose_name_plural = _("supervisors")

    def __str__(self):
        return str(self.user)


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
    """A course in supervision."""

    supervisor = models.ForeignKey(Supervisor, models.CASCADE, related_name="trainings")
    course = models.CharField(_("course"), max_length=120)
    completed_on = models.DateField(_("completed"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["-completed_on"]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self):
        return self.course
