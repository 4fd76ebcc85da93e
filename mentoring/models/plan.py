"""The plan of a placement: items from a template, with dates that follow the start date."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intake.models import Department
from placements.models import Placement
from placements.models.placement import TAKEN
from portal.access import Rows


class Track(models.TextChoices):
    LANGUAGE = "language", _("Language")
    PROFESSIONAL = "professional", _("Professional")


class Responsible(models.TextChoices):
    TRAINEE = "trainee", _("The trainee")
    SUPERVISOR = "supervisor", _("The supervisor")
    MANAGER = "manager", _("The manager")
    COORDINATOR = "coordinator", _("The coordinator")


class PlanTemplate(models.Model):
    """A list of what has to happen, for all departments or for one."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")

    def __str__(self):
        return self.name


class Item(models.Model):
    """What has to happen, in both languages."""

    text_da = models.CharField(_("Danish text"), max_length=200)
    text_en = models.CharField(_("English text"), max_length=200)
    track = models.CharField(_("track"), max_length=20, choices=Track.choices, default=Track.PROFESSIONAL)
    responsible = models.CharField(
        _("who does it"), max_length=20, choices=Responsible.choices, default=Responsible.SUPERVISOR
    )
    day_offset = models.SmallIntegerField(_("days from the first day"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        return self.text_da if get_language() == "da" else self.text_en


class TemplateItem(Item):
    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="items")

    class Meta:
        ordering = ["day_offset", "pk"]
        verbose_name = _("item")
        verbose_name_plural = _("items")


class PlanItemRows(Rows):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))

    def open(self):
        return self.filter(done_at=None)

    def overdue(self, on):
        return self.open().filter(due_on__lt=on)

    def left_behind(self):
        """Open items whose placement has got another first day since they were dated."""
        return self.open().filter(placement__status__in=TAKEN).exclude(placement__starts=F("counted_from"))


class PlanItem(Item):
    """One thing to do in one placement. A changed template doesn't change a running plan."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="plan")
    source = models.ForeignKey(TemplateItem, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("due"))
    counted_from = models.DateField(null=True, editable=False)  # the first day that `due_on` was counted from
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PlanItemRows.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "source"], name="each_template_item_once_per_placement"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by=None), name="done_by_needs_done_at"
            ),
        ]
