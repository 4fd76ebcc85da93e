"""Open seats with what their sites say, as Seats."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from django.db.models import F

from .. import rules
from ..matching.codes import Check, mask
from ..matching.facts import Seats
from ..models import Hosts, Seat, Site
from ..models.organisation import HOSTS
from ..models.seats import FRESH_DAYS
from .ground import flat
from .lists import mask_of, minutes, shift_mask
from .people import LEGAL

SHIFT = 8 * 60  # minutes
SEAT = ["pk", "site_id", "opens", "closes", "min_weeks", "max_weeks", "min_hours", "confirmed_on"]
SITE = [
    *("pk", "name", "setting_id", "district_id", "min_oral", "min_written"),
    *("preferred_oral", "preferred_written"),
    *(
        "language_support",
        "languages",
        "shifts",
        "shift_start",
        "first_bus",
        "strengths",
        *HOSTS.values(),
        "checks",
        "latitude",
        "longitude",
        "partner_id",
    ),
]
ALWAYS = mask(*LEGAL.values()) & ~mask(*(LEGAL[kind] for kind in HOSTS))  # what no site is asked about


class Open(NamedTuple):
    """A seat with its site, and the first and last day of its longest free stretch."""

    seat: Any
    site: Any
    first: date
    last: date


def open_seats(today, taken, only=None, sites=None) -> list[Open]:
    """The seats that sites with a valid agreement offer from today on, with a free stretch; a full seat is no seat.

    With `only`, that seat alone, whatever else is planned for it; with `sites`, those of some sites.
    """
    offering = at(sites, Seat.objects.agreed(today)).exclude(confirmed_on=None).order_by("pk")
    rows = offering.filter(pk=only.pk) if only else offering
    found = list(rows.values_list(*SEAT, named=True))
    sites = {site.pk: site for site in profiles({only.site_id} if only else sites)}
    if only:
        return [Open(row, sites[row.site_id], row.opens, row.closes) for row in found]
    gaps = [free(row, taken.days.get(row.pk), today) for row in found]
    return [Open(row, sites[row.site_id], *gap) for row, gap in zip(found, gaps, strict=True) if gap]


def at(sites, rows, key="site"):
    """The rows of some sites; all of them where none are named."""
    return rows if sites is None else rows.filter(**{f"{key}__in": sites})


def profiles(sites=None):
    """What sites say about themselves, with their department."""
    sites = at(sites, Site.objects, "pk")
    department = {"department_id": F("area__department_id"), "department": F("area__department__code")}
    return sites.order_by().annotate(**department).values_list(*SITE, *department, named=True)


def free(row, taken, today):
    """The longest free stretch of a seat from today on; `taken` are the days that are somebody's."""
    opens = max(row.opens, today)
    return rules.longest_gap(opens, row.closes, taken) if taken else (opens, row.closes)


def seats(opened, lists, spoken, profiles, today: date, ties=None):
    """The Seats of what `open_seats` found, with the `profiles` of their sites, each read once; room is told later."""
    order = list({each.site.pk: each.site for each in opened}.values())
    place = {site.pk: index for index, site in enumerate(order)}
    told = [profile(site, lists, spoken, profiles, ties) for site in order]
    which = [place[each.site.pk] for each in opened]
    columns = {name: np.array([row[name] for row in told])[which] for name in (told[0] if told else ["id"])}
    return Seats.of(columns | windows(opened), today=today.toordinal())


def guided(seats, room):
    """The Seats with how many trainees their supervisors have room for: (m,), or (n, 1) by person for one seat."""
    return replace(seats, trained=room > 0, room=room.astype(np.int16))


def windows(opened):
    """What is a seat's own: its days, its length, its freshness."""
    fresh = timedelta(days=FRESH_DAYS)
    return {
        "id": [each.seat.pk for each in opened],
        "opens": [each.first.toordinal() for each in opened],
        "closes": [each.last.toordinal() for each in opened],
        "min_weeks": [each.seat.min_weeks for each in opened],
        "max_weeks": [each.seat.max_weeks for each in opened],
        "min_hours": [each.seat.min_hours for each in opened],
        "fresh_until": [(each.seat.confirmed_on + fresh).toordinal() for each in opened],
    }


def profile(site, lists, spoken, profiles, ties=None):
    """What all seats of a site have in common."""
    begins = minutes(site.shift_start, 7 * 60)
    east, north = flat(site.latitude, site.longitude)
    setting = lists.mask("settings", site.setting_id)
    return {
        "site": site.pk,
        "department": site.department_id,
        "setting": setting,
        "strengths": setting | lists.mask("tags", *site.strengths),
        "teaches": setting | lists.mask("tags", *site.strengths),
        "first_bus": minutes(site.first_bus, 0),
        "district": lists.mask("districts", site.district_id),
        "professions": profiles.takes[site.pk],
        "min_oral": site.min_oral,
        "min_written": site.min_written,
        "good_oral": site.preferred_oral,
        "good_written": site.preferred_written,
        "language_support": site.language_support,
        "seat_shifts": shift_mask(site.shifts),
        "needed_checks": sum(Check[code.upper()] for code in site.checks),
        "hosts": ALWAYS | kinds(site, Hosts.YES),
        "asks": kinds(site, Hosts.ASK, Hosts.UNKNOWN),
        "site_languages": mask_of(spoken, site.languages),
        "partners": ties.mask(profiles.knows[site.pk]) if ties else 0,
        "begins": begins,
        "ends": min(begins + SHIFT, 24 * 60),
        "east_seat": east,
        "north_seat": north,
    }


def kinds(site, *answers):
    """The legal kinds for which the site gives one of these answers, as a mask."""
    return mask(*(LEGAL[kind] for kind, column in HOSTS.items() if getattr(site, column) in answers))
