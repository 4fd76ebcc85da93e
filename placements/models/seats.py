"""Seats: one place for one person at one site, in a window of time, as fresh as its last confirmation."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.access import Rows

from .agreement import standing
from .organisation import Site

FRESH_DAYS = 90  # an offer that nobody has confirmed for this long isn't offered
ASK_BEFORE = 14  # so many days before an offer lapses its site is asked whether it still holds


class Offer(models.TextChoices):
    OFFERED = "offered", _("Offered")
    MAYBE = "maybe", _("Maybe")
    NOT_NOW = "not_now", _("Not now")


class SeatRows(Rows):
    def visible_to(self, user):
        """The seats of the sites this person may see."""
        return self.filter(site__in=Site.objects.visible_to(user))

    def offered(self, on):
        """Open for a proposal on that day: offered by a site with a valid agreement, and confirmed recently."""
        return self.agreed(on).filter(confirmed_on__gte=on - timedelta(days=FRESH_DAYS))

    def agreed(self, on):
        """What sites with a valid quality agreement say they offer from that day on, fresh or not."""
        return self.offering(on).filter(standing(on))

    def offering(self, on):
        """What sites say they offer from that day on, fresh or not."""
        return self.current(on).filter(state=Offer.OFFERED)

    def current(self, on):
        """Those whose last day hasn't passed, whatever the site says about them."""
        return self.filter(closes__gte=on)

    def lapsing(self, on):
        """Offers that nobody has confirmed, or that lapse within the days in which a site is asked."""
        last = on - timedelta(days=FRESH_DAYS - ASK_BEFORE)
        return self.offering(on).filter(Q(confirmed_on=None) | Q(confirmed_on__lte=last))

    def still_true(self, on) -> int:
        """The site says that day that its offers still hold; gives how many seats that is."""
        return self.offering(on).update(confirmed_on=on, version=F("version") + 1)


class Seat(models.Model):
    """One place for one person at a time. `version` counts the changes, so that no two overwrite each other."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="seats", verbose_name=_("site"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    opens = models.DateField(_("from"))
    closes = models.DateField(_("until"))
    state = models.CharField(_("offer"), max_length=10, choices=Offer.choices, default=Offer.OFFERED)
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Why maybe or not now. Write nothing about a person."),
    )
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    min_weeks = models.PositiveSmallIntegerField(_("fewest weeks"), default=2)
    max_weeks = models.PositiveSmallIntegerField(_("most weeks"), default=26)
    weekly_hours = models.PositiveSmallIntegerField(_("hours a week"), default=37)
    min_hours = models.PositiveSmallIntegerField(
        _("fewest hours a week"),
        default=0,
        help_text=_("0 where any number of hours will do."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = SeatRows.as_manager()

    class Meta:
        ordering = ["site__name", "number", "opens"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "number", "opens"], name="one_seat_per_number_and_opening"
            ),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="a_seat_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(min_weeks__lte=F("max_weeks")),
                name="fewest_weeks_within_the_most",
                violation_error_message=_("The fewest weeks are more than the most weeks."),
            ),
            models.CheckConstraint(
                condition=Q(min_hours__lte=F("weekly_hours")),
                name="fewest_hours_within_the_seat",
                violation_error_message=_("The fewest hours a week are more than the hours of the seat."),
            ),
        ]

    def __str__(self):
        return f"{self.site} · {self.number}"

    @property
    def fresh_until(self):
        """The last day the offer is believed; None where nobody has confirmed it yet."""
        return self.confirmed_on and self.confirmed_on + timedelta(days=FRESH_DAYS)


class SiteTask(models.Model):
    """Something a site was asked to do, and when it did; asked once, however many seats it is about."""

    class Kind(models.TextChoices):
        SEATS = "seats", _("Say which seats still hold")
        AGREEMENT = "agreement", _("Accept the quality agreement")

    site = models.ForeignKey(Site, models.CASCADE, related_name="tasks", verbose_name=_("site"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    asked_on = models.DateField(_("asked"))
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "pk"]
        verbose_name = _("task of a site")
        verbose_name_plural = _("tasks of sites")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "asked_on"], name="a_site_is_asked_once_a_day")
        ]

    def __str__(self):
        return f"{self.site} · {self.get_kind_display()}"
