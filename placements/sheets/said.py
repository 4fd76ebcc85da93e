"""Each applicant's place or what stands in the way, and each site's guests, in words."""

import numpy as np
from django.utils.translation import gettext as _

from ..fits import foremost
from ..matching.cohort import BLOCK, NO_PLACE_LEFT
from ..matching.explain import BLOCKER, NEEDS, POINTS, explain
from ..matching.nearest import nearest_misses
from ..matching.preferences import PREFERENCES
from ..matching.ranking import rank
from .titles import title

MISSES = 3


class Said:
    """What an assignment of a cohort means, with the names the files give to people and places."""

    def __init__(self, gathered, group, words):
        self.gathered, self.group, self.words = gathered, group, words
        self.best = group.problem.best_of_each(group.problem.fit)
        self.open = np.diff(group.problem.starts)

    def applicants(self, given, left):
        """One entry for each applicant, in the order of their ids."""
        lacking = self.lacking(np.flatnonzero(~given.placed), left)
        return [
            self.applicant(at) | (self.placed(at, seat) if seat >= 0 else lacking[at])
            for at, seat in enumerate(given.seat_of.tolist())
        ]

    def applicant(self, at):
        return {
            "id": self.gathered.persons[self.group.people.id[at].item()],
            "open_places": int(self.open[at]),
            "best_fit": int(self.best[at]),
        }

    def placed(self, at, seat):
        """Where she goes, what it is worth, and why."""
        why = explain(self.group.people, self.group.seats, at, seat)
        points = {reason.name: reason.points for reason in why.reasons if reason.kind == POINTS}
        return {
            **self.place(seat),
            "placed": True,
            "fit": why.fit,
            "points": {each.name: points.get(each.name, 0) for each in PREFERENCES},
            "reasons": [self.reason(each) for each in foremost(why.reasons)],
            "to_do": [self.say(each.sentence) for each in why.reasons if each.kind == NEEDS],
            "why_not": "",
            "nearest": "",
            "blockers": [],
            "would_open": [],
        }

    def lacking(self, without, left):
        """{index: why an applicant has no place and what would open one}."""
        found = {}
        for first in range(0, len(without), BLOCK):
            block = without[first : first + BLOCK]
            ranking = rank(self.group.people.at(block), self.group.seats)
            for row, at in enumerate(block.tolist()):
                found[at] = self.not_placed(at, row, ranking, left[self.group.people.id[at].item()])
        return found

    def not_placed(self, at, row, ranking, rule):
        """Why an applicant has no place: the nearest one with its blockers, and the changes that open most."""
        people, seats = self.group.people, self.group.seats
        nearest = int(ranking.seats_for(row)[0])
        why = explain(people, seats, at, nearest)
        misses = nearest_misses(people, seats, at, ranking, row)
        return {
            **dict.fromkeys(("seat", "site", "department"), ""),
            "placed": False,
            "fit": 0,
            "points": {},
            "reasons": [],
            "to_do": [],
            "why_not": self.full(at) if rule == NO_PLACE_LEFT else title(rule),
            "nearest": self.place(nearest)["site"],
            "blockers": [self.reason(each) for each in why.reasons if each.kind == BLOCKER],
            "would_open": [self.say(miss.sentence) for miss in misses[:MISSES]],
        }

    def full(self, at):
        text = _("%(count)s seats suit, but all their places went to others.")
        return text % {"count": int(self.open[at])}

    def place(self, seat):
        """A seat by the names of the file."""
        seats, gathered = self.group.seats, self.gathered
        return {
            "seat": gathered.places[seats.id[seat].item()]["id"],
            "site": gathered.sites[seats.site[seat].item()],
            "department": gathered.departments[seats.department[seat].item()],
        }

    def sites(self, given):
        """One entry for each seat of the file: its places and who goes there."""
        guests = {}
        for at in np.flatnonzero(given.placed).tolist():
            guests.setdefault(int(given.seat_of[at]), []).append(self.applicant(at)["id"])
        return [
            self.place(seat)
            | {
                "places": int(self.group.seats.places[seat]),
                "usable": int(self.group.problem.capacity[seat]),
                "filled": len(guests.get(seat, [])),
                "applicants": guests.get(seat, []),
            }
            for seat in range(len(self.group.seats))
        ]

    def reason(self, each):
        sources = ", ".join(_(text) for text in each.sources)
        return {
            "kind": each.kind,
            "name": each.name,
            "text": self.say(each.sentence),
            "source": sources,
            "points": each.points,
        }

    def say(self, sentence):
        return sentence.say(_, self.words)
