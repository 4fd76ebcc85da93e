"""Open seats with what their sites say, as Seats."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import BooleanField, F, Value

from .. import rules
from ..matching.codes import Legal, mask
from ..matching.facts import Seats
from ..models import Offer, Seat, Site, Supervisor
from ..models.seats import FRESH_DAYS
from .ground import flat
from .lists import mask_of, minutes, shift_mask
from .people import LEGAL

SHIFT = 8 * 60  # minutes
SEAT = [
    "pk",
    "number",
    "opens",
    "closes",
    "min_weeks",
    "max_weeks",
    "weekly_hours",
    "confirmed_on",
    "site_id",
]
SITE = [
    *("name", "setting_id", "district_id", "min_oral", "min_written", "preferred_oral", "language_support"),
    *("languages", "shifts", "shift_start", "evaluation", "latitude", "longitude"),
]
EVALUATION = 1 << Legal.EVALUATION
EVERYWHERE = mask(*LEGAL.values()) & ~EVALUATION


def open_seats(today, **only):
    """The rows of seats that sites offer from today on, with what the sites say, in one query."""
    return list(
        Seat.objects.filter(state=Offer.OFFERED, closes__gte=today, **only)
        .order_by("pk")
        .annotate(
            **{f"site_{name}": F(f"site__{name}") for name in SITE},
            department_id=F("site__area__department_id"),
            department=F("site__area__department__code"),
        )
        .values_list(*SEAT, *[f"site_{name}" for name in SITE], "department_id", "department", named=True)
    )


class AtSites:
    """By site: `takes`, the mask of professions; `room`, how many more trainees the trained supervisors can have.

    Room counts the days from `starts` to `ends`. Both are read in one query.
    """

    def __init__(self, lists, starts, ends):
        self.takes, self.room = defaultdict(int), defaultdict(int)
        professions = Site.professions.through.objects.values_list(
            Value(True, output_field=BooleanField()), "site_id", "profession_id"
        )
        trained = Supervisor.objects.trained(starts).with_room(starts, ends).order_by()
        rooms = trained.values_list(
            Value(False, output_field=BooleanField()), "shares__site_id", F("cap") - F("load")
        )
        for profession, site, value in professions.union(rooms, all=True):
            if profession:
                self.takes[site] |= lists.mask("professions", value)
            else:
                self.room[site] += value


def free(rows, taken, today):
    """(row, first, last) with the longest free stretch of each seat; a full seat is no seat."""
    gaps = [rules.longest_gap(max(row.opens, today), row.closes, taken.days[row.pk]) for row in rows]
    return [(row, *gap) for row, gap in zip(rows, gaps, strict=True) if gap]


def seats(rows, lists, spoken, at_sites, today: date):
    """The Seats of some rows from `free`, with what is known `at_sites`."""
    table = [
        {
            **window(row, first, last),
            **profile(row, lists, spoken),
            "professions": at_sites.takes[row.site_id],
            "trained": at_sites.room[row.site_id] > 0,
            "room": at_sites.room[row.site_id],
        }
        for row, first, last in rows
    ]
    columns = {name: [row[name] for row in table] for name in (table[0] if table else ["id"])}
    return Seats.of(columns, today=today.toordinal())


def window(row, first, last):
    return {
        "id": row.pk,
        "opens": first.toordinal(),
        "closes": last.toordinal(),
        "min_weeks": row.min_weeks,
        "max_weeks": row.max_weeks,
        "fresh_until": (row.confirmed_on + timedelta(days=FRESH_DAYS)).toordinal(),
    }


def profile(row, lists, spoken):
    begins = minutes(row.site_shift_start, 7 * 60)
    east, north = flat(row.site_latitude, row.site_longitude)
    setting = lists.mask("settings", row.site_setting_id)
    ask = row.site_evaluation in (Site.Evaluation.ASK, Site.Evaluation.UNKNOWN)
    return {
        "site": row.site_id,
        "department": row.department_id,
        "setting": setting,
        "strengths": setting,
        "district": lists.mask("districts", row.site_district_id),
        "min_oral": row.site_min_oral,
        "min_written": row.site_min_written,
        "good_oral": row.site_preferred_oral,
        "language_support": row.site_language_support,
        "seat_shifts": shift_mask(row.site_shifts),
        "hosts": EVERYWHERE | (EVALUATION if row.site_evaluation == Site.Evaluation.YES else 0),
        "asks": EVALUATION if ask else 0,
        "site_languages": mask_of(spoken, row.site_languages),
        "begins": begins,
        "ends": min(begins + SHIFT, 24 * 60),
        "east_seat": east,
        "north_seat": north,
    }
