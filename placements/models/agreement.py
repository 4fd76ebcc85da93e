"""The quality agreement: its versions and points, and what each site has said to it, year by year."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.text import own_words

from .organisation import Site

A_YEAR = timedelta(days=365)
WARN_BEFORE = timedelta(days=30)


class QualityAgreementRows(models.QuerySet):
    def current(self, on):
        """The version in force on that day, or None before the first."""
        return self.filter(valid_from__lte=on).order_by("-number").first()

    def binding(self, on):
        """The versions that a site must have accepted by that day."""
        return self.filter(accept_by__lt=on)


class QualityAgreement(models.Model):
    """One version of what the departments and a site promise each other about placements."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    valid_from = models.DateField(_("valid from"))
    accept_by = models.DateField(
        _("accept by"), help_text=_("After this day a site that hasn't accepted it offers no seats.")
    )
    text_da = models.TextField(_("text, Danish"))
    text_en = models.TextField(_("text, English"), blank=True)

    objects = QualityAgreementRows.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("quality agreement")
        verbose_name_plural = _("quality agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(accept_by__gte=F("valid_from")), name="time_to_accept_an_agreement"
            )
        ]

    def __str__(self):
        return _("version %(number)s") % {"number": self.number}

    @property
    def text(self):
        return own_words(self.text_da, self.text_en or self.text_da)

    @cached_property
    def accepted(self) -> bool:
        """Whether a site has accepted this version; then it stays as it is."""
        return self.answers.exists()


class AgreementPoint(models.Model):
    """One promise of the agreement, which a site answers for every year."""

    agreement = models.ForeignKey(QualityAgreement, models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text_da = models.CharField(_("promise, Danish"), max_length=300)
    text_en = models.CharField(_("promise, English"), max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("point of the agreement")
        verbose_name_plural = _("points of the agreement")

    def __str__(self):
        return own_words(self.text_da, self.text_en or self.text_da)


class SiteAgreementRows(Rows):
    def visible_to(self, user):
        """What the sites this person may see have said."""
        return self.filter(site__in=Site.objects.visible_to(user))

    def valid(self, on):
        """Those that count on that day: not older than a year, and of no version that has been replaced."""
        binding = QualityAgreement.objects.binding(on).order_by("-number").values("number")[:1]
        least = Coalesce(Subquery(binding), 0)
        return self.filter(on__gt=on - A_YEAR, on__lte=on, agreement__number__gte=least)


class SiteAgreement(models.Model):
    """A site accepts a version and says, point by point, how it stands there. It holds for a year."""

    class Answer(models.TextChoices):
        KEPT = "kept", _("We do this")
        PARTLY = "partly", _("Partly")
        NOT_YET = "not_yet", _("Not yet")

    site = models.ForeignKey(Site, models.CASCADE, related_name="agreements", verbose_name=_("site"))
    agreement = models.ForeignKey(
        QualityAgreement, models.PROTECT, related_name="answers", verbose_name=_("quality agreement")
    )
    on = models.DateField(_("accepted"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted by")
    )
    answers = models.JSONField(_("answers"), default=dict)  # the point's number to an Answer
    differs = models.TextField(_("where we do it differently, and why"), blank=True, max_length=1000)

    objects = SiteAgreementRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("agreement of a site")
        verbose_name_plural = _("agreements of sites")

    def __str__(self):
        return f"{self.site} · {self.agreement}"

    @property
    def valid_to(self):
        """The last day before the site has to say anew how it stands."""
        return self.on + A_YEAR - timedelta(days=1)

    @property
    def kept(self) -> int:
        """How many points the site says it keeps."""
        return sum(answer == self.Answer.KEPT for answer in self.answers.values())


def standing(on, site="site"):
    """Rows of sites that may offer seats that day: with a valid agreement, or before any version binds."""
    valid = SiteAgreement.objects.valid(on).order_by().values("site")
    return Q(**{f"{site}__in": valid}) | ~Q(Exists(QualityAgreement.objects.binding(on)))
