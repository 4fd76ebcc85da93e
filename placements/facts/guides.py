"""Supervisors as facts: where they guide, how long they are trained, when they are away, and whom they have.

Room is asked for many sites at once, each in a period of its own: whoever is trained and there on the first day, not
away for long in the period, and has fewer trainees than her hours and the site's share of her leave room for.
"""

import numpy as np
from django.db.models import DateField, F, IntegerField, Q, Value
from django.db.models.functions import Coalesce

from .. import rules
from ..matching.facts import ALWAYS, NEVER
from ..models import Absence, Placement, State, SupervisorShare, Topic, Training
from ..models.supervision import SHORT_ABSENCE
from .kept import Kept
from .lists import ordinal, said

GUIDED = (State.ACCEPTED, State.CONFIRMED, State.ACTIVE)
NOBODY = -1  # the supervisor of those whose supervisor the site hasn't named yet
COLUMNS = ("guide", "site", "percent", "places", "first", "last")
FOUND_BY = {"share": "site", "training": "guide", "absence": "guide", "load": "guide"}


class Rows:
    """Rows as arrays of whole numbers, one for each of COLUMNS, in the order of the one they are found by."""

    def __init__(self, table, by):
        table = np.asarray(table, dtype=np.int64).reshape(-1, len(COLUMNS))
        self.by, self.table = by, table[np.argsort(table[:, COLUMNS.index(by)], kind="stable")]

    def __getattr__(self, name):
        return self.table[:, COLUMNS.index(name)]

    def of(self, keys):
        """Every (place in `keys`, row) that belong together, as two arrays."""
        known = getattr(self, self.by)
        first, last = np.searchsorted(known, keys, "left"), np.searchsorted(known, keys, "right")
        count = last - first
        before = np.cumsum(count) - count
        row = np.arange(count.sum()) + np.repeat(first - before, count)
        return np.repeat(np.arange(len(count)), count), row

    def but(self, guides, fresh):
        """The rows of others, with the fresh ones of these guides."""
        stay = self.table[~np.isin(self.guide, list(guides))]
        return Rows(np.concatenate([stay, fresh.table]), self.by)


class Guides:
    """Every supervisor, or some of them."""

    def __init__(self, tables):
        self.tables = tables
        load = tables["load"]
        self.unnamed = Rows(load.table[load.guide == NOBODY], "site")

    @classmethod
    def read(cls, today, of=None, nobody=True, besides=None):
        """From the rows, in one query: all, or those `of` some numbers; not counting the placement `besides`."""
        found = {kind: [] for kind in FOUND_BY}
        for kind, guide, site, percent, *hours, first, last in asked(today, of, nobody, besides):
            days = ordinal(first, NEVER), ordinal(last, ALWAYS)
            found[kind].append((guide, site, percent, rules.places(*hours), *days))
        return cls({kind: Rows(found[kind], by) for kind, by in FOUND_BY.items()})

    @classmethod
    def now(cls, today):
        """All of them, as this process keeps them."""
        return GUIDES.now(today, lambda: Since(today, cls.read(today))).guides

    @classmethod
    def of_site(cls, site, today, besides=None):
        """Those who have a share at one site, with what they have at others."""
        here = SupervisorShare.objects.filter(site=site).order_by().values("supervisor")
        return cls.read(today, here, besides=besides)

    def free(self, sites, starts, ends):
        """(place, guide, room) for each share at those sites of somebody who has room in the period of its place."""
        share = self.tables["share"]
        at, row = share.of(sites)
        starts, ends, site, guide = starts[at], ends[at], sites[at], share.guide[row]
        load, here = self.taken(guide, site, starts, ends)
        room = rules.room(share.places[row], share.percent[row], load, here)
        able = (room > 0) & self.trained(guide, starts) & ~self.away(guide, starts, ends)
        return at[able], guide[able], room[able]

    def room(self, sites, starts, ends):
        """How many more trainees can be guided at each of (k,) sites from its (k,) first to its (k,) last day.

        Those without a named supervisor take room at their site too.
        """
        at, _guide, room = self.free(sites, starts, ends)
        known = np.bincount(at, weights=room, minlength=len(sites)).astype(np.int64)
        place, row = self.unnamed.of(sites)
        over = overlap(self.unnamed, row, starts[place], ends[place]) > 0
        return np.maximum(known - np.bincount(place[over], minlength=len(sites)), 0)

    def at(self, site, starts, ends):
        """(the supervisors of one site with room from day to day, how many more trainees the site can have)."""
        asked_for = [np.array([each]) for each in (site, starts.toordinal(), ends.toordinal())]
        _place, guides, _room = self.free(*asked_for)
        return guides.tolist(), self.room(*asked_for).item()

    def of_each(self, starts, ends):
        """{guide: how many more trainees she can have}, all her sites together, who is trained and there."""
        share = self.tables["share"]
        guide, row = np.unique(share.guide, return_index=True)
        starts, ends = np.full(len(guide), starts), np.full(len(guide), ends)
        load, _here = self.taken(guide, guide, starts, ends)
        able = self.trained(guide, starts) & ~self.away(guide, starts, ends)
        left = np.maximum(share.places[row] - load, 0)
        return dict(zip(guide[able].tolist(), left[able].tolist(), strict=True))

    # --- each of (k,) guides in a period of her own -----------------------------------------------------------
    def trained(self, guide, starts):
        training = self.tables["training"]
        asker, row = training.of(guide)
        valid = (training.first[row] <= starts[asker]) & (training.last[row] >= starts[asker])
        return np.bincount(asker[valid], minlength=len(guide)) > 0

    def away(self, guide, starts, ends):
        """On the first day, or for more than two weeks."""
        absence = self.tables["absence"]
        asker, row = absence.of(guide)
        days = overlap(absence, row, starts[asker], ends[asker])
        away = (days > SHORT_ABSENCE) | ((days > 0) & (absence.first[row] <= starts[asker]))
        return np.bincount(asker[away], minlength=len(guide)) > 0

    def taken(self, guide, site, starts, ends):
        """(her trainees in all, those of them at the site)."""
        load = self.tables["load"]
        asker, row = load.of(guide)
        over = overlap(load, row, starts[asker], ends[asker]) > 0
        here = over & (load.site[row] == site[asker])
        return tuple(np.bincount(asker[which], minlength=len(guide)) for which in (over, here))


class Since:
    """The supervisors as they were read on a day, some of them again."""

    def __init__(self, today, guides):
        self.today, self.guides = today, guides

    def again(self, keys):
        fresh = Guides.read(self.today, keys - {NOBODY}, nobody=NOBODY in keys).tables
        old = self.guides.tables
        return Since(self.today, Guides({kind: old[kind].but(keys, fresh[kind]) for kind in FOUND_BY}))


GUIDES = Kept(Topic.SUPERVISOR)


def overlap(rows, row, starts, ends):
    """How many days of the rows lie within the periods, none or fewer where they don't meet."""
    return np.minimum(rows.last[row], ends) - np.maximum(rows.first[row], starts) + 1


def asked(today, of, nobody, besides):
    """One union: what it is, the supervisor, the site, per cent, cap, hours, hours elsewhere, first day, last day."""
    none, no_day = Value(0, output_field=IntegerField()), Value(None, output_field=DateField())
    hours = (F("supervisor__cap"), F("supervisor__weekly_hours"), F("supervisor__programme_hours"))
    whose = {} if of is None else {"supervisor__in": of}
    later = Q(last=None) | Q(last__gte=today)
    absences = Absence.objects.alias(last=F("ends")).filter(later, **whose)
    trainings = Training.objects.alias(last=F("valid_to")).filter(later, **whose)
    shares = SupervisorShare.objects.filter(**whose)
    return (
        shares.order_by()
        .values_list(said("share"), "supervisor_id", "site_id", "percent", *hours, no_day, no_day)
        .union(
            trainings.order_by().values_list(
                said("training"), "supervisor_id", *[none] * 5, "completed_on", "valid_to"
            ),
            absences.order_by().values_list(said("absence"), "supervisor_id", *[none] * 5, "starts", "ends"),
            loads(today, whose, nobody, besides).values_list(
                said("load"), "who", "seat__site_id", *[none] * 4, "starts", "ends"
            ),
            all=True,
        )
    )


def loads(today, whose, nobody, besides):
    """The placements that take somebody's room; a yes takes nobody's before she is named."""
    rows = Placement.objects.filter(status__in=GUIDED, ends__gte=today)
    rows = rows.exclude(supervisor=None, status=State.ACCEPTED)
    if besides:
        rows = rows.exclude(pk=besides.pk)
    if not nobody:
        rows = rows.exclude(supervisor=None)
    if whose:
        rows = rows.filter(Q(**whose) | Q(supervisor=None))
    return rows.order_by().annotate(who=Coalesce("supervisor_id", Value(NOBODY)))
