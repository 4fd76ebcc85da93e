"""Seats: one place for one person at one site, in a window of time, as fresh as its last confirmation."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access import Rows

from .organisation import Site

FRESH_DAYS = 90  # an offer that nobody has confirmed for this long isn't offered


class Offer(models.TextChoices):
    OFFERED = "offered", _("Offered")
    MAYBE = "maybe", _("Maybe")
    NOT_NOW = "not_now", _("Not now")


class SeatRows(Rows):
    def visible_to(self, user):
        """The seats of the sites this person may see."""
        return self.filter(site__in=Site.objects.visible_to(user))

    def offered(self, on):
        """Open for a proposal on that day: offered, and confirmed recently enough to believe."""
        return self.offering(on).filter(confirmed_on__gte=on - timedelta(days=FRESH_DAYS))

    def offering(self, on):
        """What sites say they offer from that day on, fresh or not."""
        return self.filter(state=Offer.OFFERED, closes__gte=on)

    def still_true(self, on) -> int:
        """The site says that day that its offers still hold; gives how many seats that is."""
        return self.offering(on).update(confirmed_on=on)


class Seat(models.Model):
    """One place for one person at a time."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="seats", verbose_name=_("site"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    opens = models.DateField(_("from"))
    closes = models.DateField(_("until"))
    state = models.CharField(_("offer"), max_length=10, choices=Offer.choices, default=Offer.OFFERED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    confirmed_on = models.DateField(_("last confirmed"))
    min_weeks = models.PositiveSmallIntegerField(_("fewest weeks"), default=2)
    max_weeks = models.PositiveSmallIntegerField(_("most weeks"), default=26)
    weekly_hours = models.PositiveSmallIntegerField(_("hours a week"), default=37)

    objects = SeatRows.as_manager()

    class Meta:
        ordering = ["site__name", "number", "opens"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "number", "opens"], name="one_seat_per_number_and_opening"
            ),
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")), name="a_seat_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return f"{self.site} · {self.number}"

    @property
    def fresh_until(self):
        return self.confirmed_on + timedelta(days=FRESH_DAYS)
