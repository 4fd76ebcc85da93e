"""Consents: what one may say yes or no to, each text in its versions, and what each applicant said when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.text import own_words

from .application import Application
from .catalogue import Named
from .sections import Section


class Purpose(Named):
    """Something we do with her answers only if she says yes; no is as good an answer."""

    class Meta(Named.Meta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")


class PurposeText(models.Model):
    """The words of a consent from one day on. Words that somebody has answered are never changed."""

    purpose = models.ForeignKey(Purpose, models.CASCADE, related_name="texts", verbose_name=_("consent"))
    version = models.PositiveSmallIntegerField(_("version"))
    text_da = models.TextField(_("Danish text"), max_length=1000)
    text_en = models.TextField(_("English text"), max_length=1000)

    class Meta:
        ordering = ["purpose", "-version"]
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="one_text_per_version_of_a_consent")
        ]

    def __str__(self):
        return f"{self.purpose} {self.version}"

    @property
    def text(self) -> str:
        return own_words(self.text_da, self.text_en)


class Consents(Section):
    """The part of the form about consents: complete once she has seen it, whatever she says."""

    class Meta:
        verbose_name = _("What you allow us")


class ConsentRecord(models.Model):
    """A yes to one version of a text, and the moment it was taken back."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="consent_records")
    text = models.ForeignKey(PurposeText, models.PROTECT, related_name="+", verbose_name=_("text"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("consent given")
        verbose_name_plural = _("consents given")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "text"],
                condition=Q(withdrawn_at=None),
                name="one_standing_consent_to_a_text",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self):
        return f"{self.application} {self.text}"
