"""How many seats will be needed: a forecast by quarter, department and profession, each with its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.models import Department, Profession


class Need(models.Model):
    """So many seats are needed in a quarter, and where the figure comes from."""

    quarter = models.DateField(_("quarter"), help_text=_("Any day of the quarter."))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    profession = models.ForeignKey(Profession, models.PROTECT, related_name="+", verbose_name=_("profession"))
    seats = models.PositiveSmallIntegerField(_("seats needed"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["-quarter", "department__order", "profession"]
        verbose_name = _("need for seats")
        verbose_name_plural = _("needs for seats")
        constraints = [
            models.UniqueConstraint(fields=["quarter", "department", "profession"], name="one_need_a_quarter")
        ]

    def __str__(self):
        return f"{self.quarter} · {self.department} · {self.profession}"

    def save(self, **kwargs):
        self.quarter = self.quarter.replace(month=(self.quarter.month - 1) // 3 * 3 + 1, day=1)
        super().save(**kwargs)
