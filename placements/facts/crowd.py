"""Everybody who is ready for a place, as facts that fit beside any seat."""

from collections import defaultdict
from copy import copy
from dataclasses import replace

import numpy as np
from django.db.models import F

from intake.models import Application, VolunteerWork

from ..matching.facts import People, joined
from ..models import Placement
from ..models.changes import Topic
from .kept import Kept
from .lists import BITS, said
from .people import COLUMNS, LEGAL, chosen_of, facts_of, read
from .taken import BEEN_THERE

LANGUAGES = COLUMNS.index("languages__others")


class Pairs:
    """Which of the people have what: two arrays of equal length."""

    def __init__(self, who, what):
        self.who, self.what = np.asarray(who, dtype=np.intp), np.asarray(what)

    @classmethod
    def of(cls, pairs):
        rows = list(pairs)
        return cls([who for who, _what in rows], [what for _who, what in rows])

    def mask(self, count, order):
        """A mask for each of `count` people; `order` lists what each bit stands for."""
        masks = np.zeros(count, dtype=np.uint32)
        for place, wanted in enumerate(list(order)[:BITS]):
            masks[self.who[self.what == wanted]] |= np.uint32(1 << place)
        return masks

    def moved(self, places):
        """The same with everybody at a new place; -1 is gone."""
        there = places[self.who] >= 0
        return Pairs(places[self.who[there]], self.what[there])

    def beside(self, other):
        if not len(self.who) or not len(other.who):
            return self if len(self.who) else other
        return Pairs(np.concatenate([self.who, other.who]), np.concatenate([self.what, other.what]))


class Crowd:
    """Some applications in the order of their numbers, read in two queries whatever their number."""

    def __init__(self, applications, lists, today):
        self.lists, self.today = lists, today
        rows = read(applications)
        place = {row[0]: at for at, row in enumerate(rows)}
        tied = defaultdict(list)
        for kind, key, what in ties_of(applications) if rows else ():
            tied[kind, key].append(what)
        been = {key: tied["been", key] for key in place}
        self.people = People.of(facts_of(rows, lists, tied, been, today) if rows else {"id": []})
        self.speaks = Pairs.of((at, code) for at, row in enumerate(rows) for code in row[LANGUAGES] or ())
        self.vouched = Pairs.of(
            (at, partner) for key, at in place.items() for partner in tied["partner", key]
        )

    @classmethod
    def ready(cls, lists, today):
        """Everybody who is ready to match, as this process keeps them; show a row only through visible_to."""
        return READY.now((today, lists.bits), lambda: cls(cls.everybody(), lists, today))

    @staticmethod
    def everybody():
        return Application.objects.matchable()

    def __len__(self):
        return len(self.people)

    def again(self, keys):
        """The same crowd with some applications read anew: changed, come or gone."""
        fresh = Crowd(self.everybody().filter(pk__in=keys), self.lists, self.today)
        stay = np.flatnonzero(~np.isin(self.people.id, list(keys)))
        order = np.argsort(np.concatenate([self.people.id[stay], fresh.people.id]), kind="stable")
        places = np.argsort(
            order, kind="stable"
        )  # where each of those that stay, then the fresh, comes to stand
        old = np.full(len(self), -1, dtype=np.intp)
        old[stay] = places[: len(stay)]
        new = places[len(stay) :]
        found = copy(self)
        found.people = joined(self.people.at(stay), fresh.people, order)
        found.speaks = self.speaks.moved(old).beside(fresh.speaks.moved(new))
        found.vouched = self.vouched.moved(old).beside(fresh.vouched.moved(new))
        return found

    def beside(self, site, spoken, known, kind=""):
        """The People as they stand beside one site; `known` are the partners it works with."""
        count = len(self)
        here = np.zeros(count, dtype=np.int64)
        if site.partner_id:
            here[self.vouched.who[self.vouched.what == site.partner_id]] = site.pk
        return replace(
            self.people,
            legal=np.full(count, LEGAL[kind], dtype=np.int16),
            languages=self.speaks.mask(count, spoken),
            associations=self.vouched.mask(count, known.place),
            tie_site=here,
        )


READY = Kept(Topic.APPLICATION)


def ties_of(applications):
    """(kind, application, key) in one query: settings and districts wished, settings she has been in, partners
    who have confirmed her volunteer work."""
    keys = applications.order_by().values("pk")
    asked = chosen_of(keys)
    been = Placement.objects.filter(application__in=keys, status__in=BEEN_THERE).order_by()
    asked.append(been.values_list(said("been"), "application_id", F("seat__site__setting_id")))
    works = VolunteerWork.objects.confirmed().exclude(partner=None).filter(volunteering__in=keys).order_by()
    asked.append(works.values_list(said("partner"), "volunteering_id", "partner_id"))
    return asked[0].union(*asked[1:], all=True)
