"""How well each open place fits one person: ranked, with reasons a coordinator can defend."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from django.conf import settings
from django.utils.translation import override

from . import facts
from .beside import WHOLE, Reason, Said, foremost
from .matching import explain, nearest_misses, rank
from .matching.derived import USUAL_WEEKS, stay, travel
from .matching.rules import FAIL

FROM_EACH = 3  # so many of the first places come from each department that has any


@dataclass(frozen=True)
class Place:
    """A site's best seat for this person, and why."""

    seat: tuple
    site: tuple
    first: date
    last: date
    fit: int
    eligible: bool
    reasons: list[Reason]
    opens_way: list[str]
    seats: int
    asked: int


class Fits(Said):
    """One application beside every seat that is open, or beside the one seat `only`.

    `picked` maps what she chose from the lists to keys, where a page knows it already.
    """

    def __init__(self, application, on: date, kind="", only=None, picked=None):
        self.lists, self.own = facts.Lists(), facts.own_placements(application)
        been = [each.setting for each in self.own if each.status in facts.BEEN_THERE]
        self.town = facts.OneSeat(self.lists, on, only) if only else facts.Town.today(self.lists, on)
        self.open, self.spoken = self.town.open, self.town.spoken
        ties = facts.Ties([application], self.open)
        self.people = facts.people(
            [application], self.lists, self.spoken, {application.pk: been}, on, kind, picked, ties
        )
        guides = facts.Guides.of_site(only.site_id, on) if only else facts.Guides.now(on)
        seats = self.town.beside(ties)
        self.seats = facts.guided(seats, guides.room(seats.site, *stay(self.people, seats)))
        self.ranking = rank(self.people, self.seats, self.lists.weights)

    @cached_property
    def order(self):
        """The best seat of each site, best first."""
        order = self.ranking.seats_for(0)
        _sites, first = np.unique(self.seats.site[order], return_index=True)
        return order[np.sort(first)]

    @cached_property
    def possible(self):
        """Those whose seat she can have, by index."""
        return self.order[self.ranking.blockers[0, self.order] == 0]

    @cached_property
    def nearly(self):
        """Those with one thing in the way."""
        return self.order[self.ranking.blockers[0, self.order] == 1]

    def open_here(self, site):
        """How many seats a site has open."""
        return int((self.seats.site == site).sum())

    def of_each(self, indices, most, from_each=FROM_EACH):
        """The first of `indices`, some of them from each department that has any."""
        departments = self.seats.department[indices]
        first = {
            place
            for department in np.unique(departments)
            for place in np.flatnonzero(departments == department)[:from_each].tolist()
        }
        rest = [place for place in range(min(most, len(indices))) if place not in first]
        return indices[sorted([*sorted(first), *rest][:most])]

    def within(self, indices, asked_for):
        """Those of the department, kind and part of the city that are asked for."""
        stay = np.ones(len(indices), dtype=bool)
        for kind, name in (("settings", "setting"), ("districts", "district")):
            if key := getattr(asked_for, name):
                stay &= getattr(self.seats, name)[indices] == self.lists.mask(kind, key)
        if asked_for.track:
            stay &= (self.seats.strengths[indices] & self.lists.mask("tags", asked_for.track)) != 0
        if asked_for.department:
            stay &= self.seats.department[indices] == asked_for.department_key
        return indices[stay]

    def index_of(self, key):
        """Where one seat is among those open, or None."""
        found = np.flatnonzero(self.seats.id == key)
        return int(found[0]) if len(found) else None

    def at_seat(self, seat):
        """The Place of one seat, where it is among those open."""
        index = self.index_of(seat.pk) if seat else None
        return None if index is None else self.place(index)

    def compared(self, keys):
        """Two seats side by side; nothing where fewer than two of them are open."""
        found = [index for index in map(self.index_of, keys) if index is not None]
        names = [self.open[index].site.name for index in found]
        return self.side_by_side(names, [self.why(index) for index in found])

    def ways(self, indices):
        """(site, fit, minutes on the way) of some seats; no minutes where one end is unknown."""
        minutes = travel(self.people, self.seats.at(indices))
        fits = (self.ranking.fit[0, indices] / WHOLE).round().astype(int)
        names = [self.open[index].site.name for index in indices]
        return [
            (name, fit, way if way >= 0 else None)
            for name, fit, way in zip(names, fits.tolist(), minutes.tolist(), strict=True)
        ]

    def why(self, index):
        return explain(self.people, self.seats, 0, index, self.lists.weights)

    def places(self, indices):
        return [self.place(index) for index in indices]

    def place(self, index) -> Place:
        row, site, first, last = self.open[index]
        why = self.why(index)
        return Place(
            seat=row,
            site=site,
            first=first,
            last=last,
            fit=round(why.fit / WHOLE),
            eligible=why.verdict != FAIL,
            reasons=[self.reason(each) for each in foremost(why.reasons)],
            opens_way=[self.say(sentence) for sentence in why.nearest_miss],
            seats=self.open_here(site.pk),
            asked=self.town.asked[row.pk],
        )

    def misses(self, most=2):
        """The single changes that would open most places, in sentences."""
        if not self.open:
            return []
        found = nearest_misses(self.people, self.seats, 0, self.ranking)
        return [self.say(miss.sentence) for miss in found[:most]]


def wanted(application, on):
    """The days she would be there, as far as she has said."""
    wishes = getattr(application, "wishes", None)
    starts = max(on, (wishes and wishes.available_from) or on)
    weeks = (wishes and wishes.weeks) or USUAL_WEEKS
    return starts, starts + timedelta(weeks=weeks, days=-1)


def kept(application, seat, on, kind):
    """The fit of one pair and its reasons in every language, to be kept with the proposal: (fit, reasons)."""
    fits = Fits(application, on, kind, only=seat)
    why = explain(fits.people, fits.seats, 0, 0, fits.lists.weights)
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = [fits.say(each.sentence) for each in why.reasons]
    reasons = [
        {
            "kind": each.kind,
            "name": each.name,
            "points": each.points,
            **{language: texts[at] for language, texts in said.items()},
        }
        for at, each in enumerate(why.reasons)
    ]
    return why.fit, reasons
