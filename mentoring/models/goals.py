"""Learning goals of a placement, from novice (1) to expert (5)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from placements.models import Placement
from portal.access import Rows

STEPS = [MinValueValidator(1), MaxValueValidator(5)]


class GoalRows(Rows):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))


class Goal(models.Model):
    """Something she wants to be able to do when she leaves."""

    class Area(models.TextChoices):
        KNOWLEDGE = "knowledge", _("Knowledge")
        SKILL = "skill", _("Skill")
        COMPETENCE = "competence", _("Competence")
        LANGUAGE = "language", _("Language")
        CULTURE = "culture", _("Culture")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="goals")
    area = models.CharField(_("area"), max_length=20, choices=Area.choices, default=Area.SKILL)
    text = models.CharField(_("goal"), max_length=200)
    start = models.PositiveSmallIntegerField(_("at the start"), default=1, validators=STEPS)
    target = models.PositiveSmallIntegerField(_("target"), default=3, validators=STEPS)
    now = models.PositiveSmallIntegerField(_("now"), default=1, validators=STEPS)
    personal = ["text"]

    objects = GoalRows.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("learning goal")
        verbose_name_plural = _("learning goals")

    def __str__(self):
        return self.text

    @property
    def met(self) -> bool:
        return self.now >= self.target

    @property
    def progress(self) -> str:
        """How far it has come, in words."""
        if self.met:
            return gettext("Reached")
        return gettext("On the way") if self.now > self.start else gettext("Not begun")
