"""How well everybody who is ready fits one seat: ranked, with reasons a coordinator can defend."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from intake.models import Application

from . import facts, rules
from .beside import WHOLE, Said, foremost
from .matching import explain, rank
from .matching.derived import stay, travel
from .matching.openings import openings, supervision
from .matching.rules import FAIL
from .models import Placement

MISSES = 3


@dataclass(frozen=True)
class Candidate:
    """One person beside the seat, and why."""

    application: Application
    fit: int
    eligible: bool
    reasons: list
    opens_way: list[str]


class Candidates(Said):
    """One seat beside everybody who is ready to match and whom this person may see."""

    def __init__(self, seat, on, user, kind=""):
        self.seat, self.on, self.user = seat, on, user
        self.lists = facts.Lists()
        self.town = facts.OneSeat(self.lists, on, seat)
        self.taken = self.taken_at(seat.site_id)
        self.open, self.spoken = self.free_days(), self.town.spoken
        if self.open:
            self.rank(kind)

    def taken_at(self, site):
        """By seat of a site: the (first, last) days that are somebody's."""
        rows = Placement.objects.filter(
            seat__site=site, status__in=facts.SPOKEN_FOR, ends__gte=self.on
        ).order_by()
        days = defaultdict(list)
        for seat, *gone in rows.values_list("seat_id", "starts", "ends"):
            days[seat].append(gone)
        return days

    def free_days(self):
        """The seat with its longest free stretch; none where it isn't offered or somebody has all of it."""
        for each in self.town.open:
            gap = rules.longest_gap(max(each.first, self.on), each.last, self.taken[self.seat.pk])
            return gap and each._replace(first=gap[0], last=gap[1])
        return None

    def rank(self, kind):
        """Put everybody beside the seat; its supervisors' room is counted over the days each would be there."""
        site = self.open.site
        known = facts.Known(self.town.knows[site.pk])
        free = {"opens": self.open.first, "closes": self.open.last}
        days = {name: np.array([day.toordinal()], dtype=np.int32) for name, day in free.items()}
        self.seats = replace(self.town.beside(known), **days)
        self.people = facts.Crowd.ready(self.lists, self.on).beside(site, self.spoken, known, kind)
        guides = facts.Guides.of_site(site.pk, self.on)
        here = np.full(len(self.people), site.pk)
        self.room = guides.room(here, *stay(self.people, self.seats))
        self.ranking = rank(self.people, facts.guided(self.seats, self.room[:, None]), self.lists.weights)

    def order(self, profession=None, wish=False, track=""):
        """Indices of the people, best first: of one profession, who wish this kind of place, or of one track."""
        if not self.open:
            return np.array([], dtype=np.intp)
        order = self.ranking.people_for(0)
        if profession:
            order = order[self.people.profession[order] == self.lists.mask("professions", profession)]
        if track:
            hers = self.people.experience[order] | self.people.goals[order]
            order = order[(hers & self.lists.mask("tags", track)) != 0]
        if wish:
            order = order[(self.people.settings[order] & self.seats.setting[0]) != 0]
        return order

    def split(self, order):
        """(those who can have it, those with one thing in the way) of an order."""
        blockers = self.ranking.blockers[order, 0] if self.open else order
        return order[blockers == 0], order[blockers == 1]

    def people_at(self, indices) -> list[Candidate]:
        """The people of some indices in that order; who has become invisible meanwhile is left out."""
        keys = [int(self.people.id[index]) for index in indices] if self.open else []
        rows = Application.objects.visible_to(self.user).select_related(
            "applicant", "about", "background__profession", "languages"
        )
        found = rows.in_bulk(keys)
        return [
            self.candidate(found[key], int(index))
            for key, index in zip(keys, indices, strict=True)
            if key in found
        ]

    def candidate(self, application, index):
        why = self.why(index)
        return Candidate(
            application=application,
            fit=round(why.fit / WHOLE),
            eligible=why.verdict != FAIL,
            reasons=[self.reason(each) for each in foremost(why.reasons)],
            opens_way=[self.say(sentence) for sentence in why.nearest_miss],
        )

    def ways(self, people, indices):
        """(name, fit, minutes on the way) of some people; no minutes where one end is unknown."""
        minutes = travel(self.people.at(indices), self.seats).tolist() if self.open else []
        return [
            (each.application.name, each.fit, way if way >= 0 else None)
            for each, way in zip(people, minutes, strict=False)
        ]

    def why(self, index):
        seat = facts.guided(self.seats, self.room[index, None])
        return explain(self.people, seat, index, 0, self.lists.weights)

    def index_of(self, key):
        """Where one application is among the people, or None."""
        place = np.flatnonzero(self.people.id == key) if self.open else []
        return int(place[0]) if len(place) else None

    def compared(self, keys):
        """Two people side by side; nothing where fewer than two of them are ready."""
        found = [index for index in map(self.index_of, keys) if index is not None]
        names = [person.application.name for person in self.people_at(found)]
        return self.side_by_side(names, [self.why(index) for index in found])

    @cached_property
    def misses(self) -> list[str]:
        """The single changes at the site that would open the seat to most people, in sentences."""
        if not self.open or not len(self.people):
            return []
        found = openings(self.people, self.seats, self.ranking) + self.with_a_supervisor()
        found.sort(key=lambda opening: -opening.count)
        return [self.say(opening.sentence) for opening in found[:MISSES]]

    def with_a_supervisor(self):
        """What a trained supervisor would do for all the seats of the site; nothing where there is one with room."""
        if self.room.any():
            return []
        site = self.open.site
        return supervision(self.people, facts.siblings(self.seats, site, self.taken, self.on), site.name)
