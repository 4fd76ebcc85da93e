"""Lists that change without a deploy: professions, departments, settings, districts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.text import own_words


class Named(models.Model):
    """A row of a list with a code for the machine and a name in both languages."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name_da = models.CharField(_("Danish name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("can be chosen"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return own_words(self.name_da, self.name_en)


class Profession(Named):
    """What somebody is trained as; decides which questions and rules apply."""

    requires_authorisation = models.BooleanField(_("needs Danish authorisation"), default=True)
    professional_tests = models.BooleanField(_("has professional tests on the way"), default=False)
    isco08 = models.CharField("ISCO-08", max_length=4, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("profession")
        verbose_name_plural = _("professions")


class Department(Named):
    """A magistracy that takes part, such as MSO (health and care) or MSB (social affairs)."""

    class Meta(Named.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")


class Setting(Named):
    """A kind of place one can learn at, such as a care home or a residential facility."""

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="settings", verbose_name=_("department")
    )
    learn_da = models.CharField(_("what one learns there, Danish"), max_length=300, blank=True)
    learn_en = models.CharField(_("what one learns there, English"), max_length=300, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("setting")
        verbose_name_plural = _("settings")

    @property
    def learn(self) -> str:
        return own_words(self.learn_da, self.learn_en)


class District(Named):
    """A part of the city, with its centre for rough travel times (WGS 84 degrees)."""

    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
