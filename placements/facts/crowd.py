"""Everybody who is ready for a place, as facts that fit beside any seat."""

from collections import defaultdict

import numpy as np
from django.db.models import F

from intake.models import VolunteerWork

from ..matching.facts import People
from ..models import Placement
from .lists import BITS, said
from .people import COLUMNS, LEGAL, chosen_of, facts_of, read
from .taken import BEEN_THERE

LANGUAGES = COLUMNS.index("languages__others")
USUAL_WEEKS = 12


class Pairs:
    """Which of the people have what: two arrays of equal length."""

    def __init__(self, pairs):
        rows = list(pairs)
        self.who = np.array([who for who, _what in rows], dtype=np.intp)
        self.what = np.array([what for _who, what in rows])

    def mask(self, count, order):
        """A mask for each of `count` people; `order` lists what each bit stands for."""
        masks = np.zeros(count, dtype=np.uint32)
        for place, wanted in enumerate(list(order)[:BITS]):
            masks[self.who[self.what == wanted]] |= np.uint32(1 << place)
        return masks


class Crowd:
    """The applications of a query set in the order of their numbers, read in two queries whatever their number."""

    def __init__(self, applications, lists, today):
        rows = read(applications)
        self.keys = np.array([row[0] for row in rows], dtype=np.int64)
        place = {key: at for at, key in enumerate(self.keys.tolist())}
        tied = defaultdict(list)
        for kind, key, what in ties_of(applications):
            tied[kind, key].append(what)
        been = {key: tied["been", key] for key in place}
        self.columns = facts_of(rows, lists, tied, been, today) if rows else {}
        self.speaks = Pairs((at, code) for at, row in enumerate(rows) for code in row[LANGUAGES] or ())
        self.vouched = Pairs((at, partner) for key, at in place.items() for partner in tied["partner", key])

    def __len__(self):
        return len(self.keys)

    def beside(self, site, spoken, known, kind=""):
        """The People as they stand beside one site; `known` are the partners it works with."""
        count = len(self)
        if not count:
            return People.of({"id": []})
        here = np.zeros(count, dtype=np.int64)
        if site.partner_id:
            here[self.vouched.who[self.vouched.what == site.partner_id]] = site.pk
        return People.of(
            {"id": self.keys}
            | self.columns
            | {
                "legal": np.full(count, LEGAL[kind]),
                "languages": self.speaks.mask(count, spoken),
                "associations": self.vouched.mask(count, known.place),
                "tie_site": here,
            }
        )


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
