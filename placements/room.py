"""How many more trainees the supervisors of a site can have: trained, present, each with a share at each site."""

from collections import defaultdict

from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce

from . import rules
from .models import Placement, State, Supervisor, SupervisorShare

GUIDED = (State.ACCEPTED, State.CONFIRMED, State.ACTIVE)
NOBODY = 0  # the supervisor of those whose supervisor the site hasn't named yet


class Room:
    """Who has room where from `starts` to `ends`, not counting the placement `besides`.

    Filled from the rows of `shares` and `loads`, which a page may read together with other things.
    """

    def __init__(self, starts, ends, besides=None):
        self.starts, self.ends, self.besides = starts, ends, besides
        self.at, self.load, self.here = defaultdict(list), defaultdict(int), defaultdict(int)

    def shares(self, *more):
        """Site, supervisor, share in per cent, and how many trainees she can have: cap, hours, hours elsewhere."""
        guides = Supervisor.objects.trained(self.starts).present(self.starts, self.ends)
        rows = SupervisorShare.objects.filter(supervisor__in=guides.order_by().values("pk")).order_by()
        return rows.values_list(
            *more,
            "site_id",
            "supervisor_id",
            "percent",
            F("supervisor__cap"),
            F("supervisor__weekly_hours"),
            F("supervisor__programme_hours"),
        )

    def loads(self, *more):
        """Site, supervisor and how many she has there in the period."""
        rows = Placement.objects.filter(status__in=GUIDED, starts__lte=self.ends, ends__gte=self.starts)
        rows = rows.exclude(
            supervisor=None, status=State.ACCEPTED
        )  # a yes takes nobody's room before she is named
        if self.besides:
            rows = rows.exclude(pk=self.besides.pk)
        rows = rows.order_by().annotate(who=Coalesce("supervisor_id", Value(NOBODY)))
        counted = rows.values("seat__site_id", "who").annotate(count=Count("pk"))
        before, after = more[:1], more[1:]
        return counted.values_list(*before, "seat__site_id", "who", "count", *after)

    def read(self, site=None):
        """With what is known of one site, or of all; a supervisor's load at her other sites counts."""
        for row in self.shares().filter(site=site) if site else self.shares():
            self.add_share(*row)
        for row in self.loads():
            self.add_load(*row)
        return self

    def add_share(self, site, supervisor, percent, *hours):
        self.at[site].append((supervisor, percent, rules.places(*hours)))

    def add_load(self, site, supervisor, count):
        self.here[site, supervisor] += count
        self.load[supervisor] += count

    def guides(self, site) -> dict:
        """The supervisors of the site who have room, with how many more each can have."""
        found = {
            supervisor: rules.room(places, percent, self.load[supervisor], self.here[site, supervisor])
            for supervisor, percent, places in self.at[site]
        }
        return {supervisor: room for supervisor, room in found.items() if room}

    def of_each(self) -> dict:
        """How many more trainees each supervisor can have, all her sites together."""
        shares = [share for shares in self.at.values() for share in shares]
        return {supervisor: max(places - self.load[supervisor], 0) for supervisor, _percent, places in shares}

    def left(self, site) -> int:
        """How many more trainees the site can guide; those without a named supervisor take their room too."""
        return max(sum(self.guides(site).values()) - self.here[site, NOBODY], 0)
