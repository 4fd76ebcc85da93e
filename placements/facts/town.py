"""Every open seat of the city as facts, with what bears on it, kept from one page to the next."""

from collections import Counter, defaultdict
from copy import copy
from dataclasses import replace

import numpy as np
from django.db.models import Q

from ..matching.facts import joined
from ..models import Placement, Site, State
from ..models.changes import Topic
from .kept import Kept
from .lists import BITS, said
from .seats import at, open_seats, seats
from .taken import SPOKEN_FOR


class Profiles:
    """By site: `takes`, the mask of professions; `knows`, the partners it works with; of some sites or all."""

    def __init__(self, lists, sites=None):
        self.takes, self.knows = defaultdict(int), defaultdict(list)
        asked = [
            at(sites, Site.professions.through.objects).values_list(
                said("profession"), "site_id", "profession_id"
            ),
            at(sites, Site.partners.through.objects).values_list(said("partner"), "site_id", "partner_id"),
        ]
        for kind, site, key in asked[0].union(asked[1], all=True):
            if kind == "profession":
                self.takes[site] |= lists.mask("professions", key)
            else:
                self.knows[site].append(key)


class Booked:
    """`days`: the (starts, ends) of each seat that are somebody's; `asked`: how many it was suggested to."""

    def __init__(self, today, sites=None):
        self.days, self.asked = defaultdict(list), Counter()
        rows = Placement.objects.filter(Q(status__in=SPOKEN_FOR) | Q(status=State.PROPOSED), ends__gte=today)
        found = at(sites, rows, "seat__site").order_by().values_list("seat_id", "status", "starts", "ends")
        for seat, status, starts, ends in found:
            if status == State.PROPOSED:
                self.asked[seat] += 1
            else:
                self.days[seat].append((starts, ends))


class Town:
    """The open seats of some sites or of all, in the order of their numbers, with `spoken`, the bit of each language.

    Partners and supervisors' room are not among the facts yet: they depend on whom the seats stand beside.
    """

    def __init__(self, lists, today, sites=None, spoken=None):
        self.lists, self.today = lists, today
        booked, profiles = Booked(today, sites), Profiles(lists, sites)
        self.open = open_seats(today, booked, sites=sites)
        codes = sorted({code for each in self.open for code in each.site.languages} - {"da"})
        self.spoken = spoken or {code: place for place, code in enumerate(codes[:BITS])}
        self.strange = len(codes) <= BITS and not {*codes} <= {*self.spoken}
        self.seats = seats(self.open, lists, self.spoken, profiles, today)
        self.asked, self.knows = booked.asked, profiles.knows

    @classmethod
    def today(cls, lists, today):
        """The town as this process keeps it; show a row only through visible_to."""
        return SEATS.now((today, lists.bits), lambda: cls(lists, today))

    def again(self, keys):
        """The same town with some sites read anew: changed, come or gone."""
        fresh = Town(self.lists, self.today, sites=list(keys), spoken=self.spoken)
        if fresh.strange:  # a language that has no bit yet
            return Town(self.lists, self.today)
        stay = np.flatnonzero(~np.isin(self.seats.site, list(keys)))
        rows = [self.open[index] for index in stay] + fresh.open
        order = np.argsort([each.seat.pk for each in rows], kind="stable")
        found = copy(self)
        found.open = [rows[index] for index in order]
        found.seats = joined(self.seats.at(stay), fresh.seats, order)
        found.knows = {site: known for site, known in self.knows.items() if site not in keys} | fresh.knows
        stayed = {self.open[index].seat.pk for index in stay}
        known = {seat: count for seat, count in self.asked.items() if seat in stayed}
        found.asked = Counter(known | fresh.asked)
        return found

    def beside(self, ties):
        """The Seats as they stand beside somebody: with the partners she is tied to."""
        if not ties.place:
            return self.seats
        tied = {site: ties.mask(known) for site, known in self.knows.items()}
        partners = [tied.get(site, 0) for site in self.seats.site.tolist()]
        return replace(self.seats, partners=np.array(partners, dtype=np.uint32))


class OneSeat(Town):
    """One seat as a town: the days its site offers, whatever else is planned for it."""

    def __init__(self, lists, today, seat):
        self.lists, self.today = lists, today
        self.open, self.asked = open_seats(today, None, only=seat), Counter()
        codes = sorted({code for each in self.open for code in each.site.languages} - {"da"})
        self.spoken = {code: place for place, code in enumerate(codes[:BITS])}
        profiles = Profiles(lists, [seat.site_id])
        self.seats, self.knows = seats(self.open, lists, self.spoken, profiles, today), profiles.knows


SEATS = Kept(Topic.SITE)
