"""Everybody who is ready to match and every open seat, as facts for one run."""

from dataclasses import replace
from functools import cached_property

import numpy as np
from django.utils.translation import gettext

from intake.models import Application
from portal.text import short_day

from .. import facts
from ..matching.alike import together
from ..matching.derived import USUAL_WEEKS
from ..matching.words import Words


class Reading:
    """The people and seats of a day: `people`, `seats` (those alike taken together), `behind` (seat rows by kind).

    `sites` tells each seat row's site; `supervision` which supervisor guides where and how many she can take.
    """

    def __init__(self, on, kind="", without=(), most=None):
        self.on = on
        ready = Application.objects.matchable().exclude(pk__in=without)
        if most is not None:
            longest = ready.order_by("submitted_at", "pk").values_list("pk", flat=True)[:most]
            ready = ready.filter(pk__in=list(longest))
        self.lists, taken = facts.Lists(), facts.Taken([], on)
        self.open = [each for each in facts.open_seats(on, taken) if not taken.asked[each.seat.pk]]
        codes = {code for each in self.open for code in each.site.languages} - {"da"}
        self.spoken = {code: place for place, code in enumerate(sorted(codes)[: facts.BITS])}
        crowd = facts.Crowd(ready, self.lists, on)
        known = facts.Known(crowd.vouched.what.tolist())
        self.people = self.beside_all(crowd, known, kind)
        self.guides = facts.Guides.read(on)
        seats = facts.seats(self.open, self.lists, self.spoken, facts.Profiles(self.lists), on, known)
        single = facts.guided(seats, self.guides.room(seats.site, *self.period(len(seats))))
        self.seats, members = together(single)
        self.behind = dict(zip(self.seats.id.tolist(), members, strict=True))

    def beside_all(self, crowd, known, kind):
        """The People of a crowd beside every site, those where they have been volunteers among them."""
        helped = np.zeros(len(crowd), dtype=np.int64)
        houses = {each.site.partner_id: each.site.pk for each in self.open if each.site.partner_id}
        for partner, site in sorted(houses.items(), reverse=True):
            helped[crowd.vouched.who[crowd.vouched.what == partner]] = site
        return replace(
            crowd.people,
            legal=np.full(len(crowd), facts.LEGAL[kind], dtype=np.int16),
            languages=crowd.speaks.mask(len(crowd), self.spoken),
            associations=crowd.vouched.mask(len(crowd), known.place),
            tie_site=helped,
        )

    def period(self, count):
        """The days of a usual placement that begins now, `count` times: so long a supervisor needs room."""
        first = np.full(count, self.on.toordinal())
        return first, first + USUAL_WEEKS * 7 - 1

    @cached_property
    def sites(self):
        return {each.seat.pk: each.site for each in self.open}

    @cached_property
    def kind_of(self):
        """The kind of seat by the number of each seat row."""
        return {row: kind for kind, rows in self.behind.items() for row in rows}

    @cached_property
    def supervision(self):
        """(links of seat and supervisor, room of each supervisor), as the matching takes them."""
        at, guide, _room = self.guides.free(self.seats.site, *self.period(len(self.seats)))
        links = sorted(zip(self.seats.id[at].tolist(), guide.tolist(), strict=True))
        left = self.guides.of_each(*self.period(1))
        return links, {each: left[each] for each in sorted({*guide.tolist()})}

    @cached_property
    def departments(self):
        """{its number: what to call it}."""
        return {each.site.department_id: each.site.department for each in self.open}

    def words(self, language):
        """What values in sentences are called; the reader's language must be switched on."""
        labels = {
            kind: self.lists.labels(kind, language)
            for kind in ("professions", "settings", "districts", "tags")
        }
        spoken = [facts.language_name(code) for code in self.spoken]
        return Words(gettext, short_day, languages=spoken, **labels)
