"""What weighs in a match: a set of weights each time somebody changed them, with who, when and why."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.roles import Act

from ..matching.preferences import PREFERENCES, WEIGHTS

MOST = 1000


class WeightingRows(Rows):
    def visible_to(self, user):
        """Those who match and those who keep the rules."""
        return self if user.may(Act.PLACE) or user.may(Act.CONFIGURE) else self.none()

    def now(self) -> dict:
        """The weights that hold; a preference nobody has weighed yet has the weight it was made with."""
        return full(dict(Weight.objects.newest().values_list("name", "points")))

    @transaction.atomic
    def write(self, values, why, *, by):
        """Keep a new set beside the old ones; from now on it holds."""
        kept = self.create(by=by, why=why)
        Weight.objects.bulk_create(
            Weight(weighting=kept, name=name, points=points) for name, points in full(values).items()
        )
        return kept


def full(values) -> dict:
    """A weight for every preference there is, in their order."""
    return {each.name: values.get(each.name, WEIGHTS[each.name]) for each in PREFERENCES}


class Weighting(models.Model):
    """A set of weights. PostgreSQL refuses to change or delete it: it is its own history."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    why = models.CharField(_("why"), max_length=200)

    objects = WeightingRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("set of weights")
        verbose_name_plural = _("weights of the match")
        triggers = [pgtrigger.Protect(name="weights_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def values(self) -> dict:
        """The weights by name, in the order of the preferences."""
        return full(dict(self.weights.values_list("name", "points")))


class WeightRows(models.QuerySet):
    def newest(self):
        """Those of the set that holds."""
        return self.filter(weighting__in=Weighting.objects.values("pk")[:1]).order_by()


class Weight(models.Model):
    """What one preference counts in a set."""

    weighting = models.ForeignKey(Weighting, models.CASCADE, related_name="weights")
    name = models.CharField(_("preference"), max_length=40)
    points = models.PositiveSmallIntegerField(_("weight"), validators=[MaxValueValidator(MOST)])

    objects = WeightRows.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        constraints = [
            models.UniqueConstraint(fields=["weighting", "name"], name="one_weight_per_preference")
        ]
        triggers = [pgtrigger.Protect(name="weight_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.name} {self.points}"
