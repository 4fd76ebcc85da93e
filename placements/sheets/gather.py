"""Rows of values as facts about people and seats, with the names to call them by."""

from dataclasses import dataclass
from math import isnan

from django.utils.translation import gettext as _

from ..facts.ground import centre, flat
from ..matching.codes import Setting
from ..matching.facts import People, Seats
from .columns import APPLICANTS, SITES
from .rows import good, natural
from .shared import Shared
from .vocabulary import plain


@dataclass(frozen=True)
class Gathered:
    """People and seats, what each number is called, the labels of words, the rows left out, remarks.

    persons, places: the rows by number, from 1 on; sites, departments: names by number.
    """

    people: People
    seats: Seats
    persons: dict
    places: dict
    sites: dict
    departments: dict
    labels: dict
    problems: list
    notes: list


def gather(applicants, sites, today):
    """The Gathered facts of two Tables on a day."""
    persons, wrong_persons = good(applicants, APPLICANTS)
    places, wrong_places = good(sites, SITES)
    shared = Shared(persons, places)
    site_of = numbered(site_name(row) for row in places)
    department_of = numbered(row["department"] for row in places)
    return Gathered(
        people=People.of(table([person(row, shared, site_of) for row in persons])),
        seats=Seats.of(
            table([seat(row, shared, site_of, department_of, today) for row in places]),
            today=today.toordinal(),
        ),
        persons={row["number"]: row["id"] for row in persons},
        places={row["number"]: row for row in places},
        sites=called(site_of, (site_name(row) for row in places)),
        departments=called(department_of, (row["department"] for row in places)),
        labels=shared.labels,
        problems=[*applicants.problems, *wrong_persons, *sites.problems, *wrong_places],
        notes=[
            *applicants.notes,
            *sites.notes,
            *shared.notes,
            *far_away(applicants.file, persons),
            *far_away(sites.file, places),
            *unknown_ties(applicants.file, persons, site_of),
        ],
    )


def table(rows):
    """Columns of rows that each hold the same names."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ["id"])}


def site_name(row):
    return row["site"] or row["id"]


def numbered(names):
    """{name: its number from 1 on}, in the order of the names; case and blanks make no difference."""
    return {name: number for number, name in enumerate(sorted({*map(plain, names)}, key=natural), start=1)}


def called(number_of, names):
    """{number: the name as it was written}, the same whatever the order of the rows."""
    return {number_of[plain(name)]: name for name in sorted(names, reverse=True)}


def person(row, shared, site_of):
    """The facts of one applicant."""
    east, north = lies(row)
    return told(People, row) | {
        "id": row["number"],
        "districts": shared.mask("districts", row["districts"]),
        "languages": shared.mask("languages", row["languages"]),
        "experience": shared.mask("tags", row["experience"]),
        "goals": shared.mask("tags", row["goals"]),
        "associations": shared.mask("associations", row["associations"]),
        "tie_site": site_of.get(plain(row["tie_site"]), 0),
        "east": east,
        "north": north,
    }


def seat(row, shared, site_of, department_of, today):
    """The facts of one seat. Where nothing is said, the file itself is the site's word on today."""
    east, north = lies(row)
    own = [code.name for code in Setting if row["setting"] == 1 << code and code != Setting.OTHER]
    return told(Seats, row) | {
        "id": row["number"],
        "site": site_of[plain(site_name(row))],
        "department": department_of[plain(row["department"])],
        "district": shared.mask("districts", row["district"]),
        "site_languages": shared.mask("languages", row["languages"]),
        "strengths": shared.mask("tags", (*row["strengths"], *own)),
        "teaches": shared.mask("tags", row["teaches"]),
        "partners": shared.mask("associations", row["partners"]),
        "seat_shifts": row["shifts"],
        "room": row["places"] if row["room"] is None else row["room"],
        "fresh_until": today.toordinal() if row["fresh_until"] is None else row["fresh_until"],
        "east_seat": east,
        "north_seat": north,
    }


def told(facts, row):
    """Those columns that are facts as they stand."""
    return {name: value for name, value in row.items() if name in facts.told()}


def lies(row):
    """Metres east and north, by degrees or else by postcode."""
    if row["latitude"] is not None and row["longitude"] is not None:
        return flat(row["latitude"], row["longitude"])
    return flat(*centre(row["postcode"]))


def far_away(file, rows):
    """A remark on postcodes that we can't place."""
    codes = sorted({row["postcode"] for row in rows if row["postcode"] and isnan(lies(row)[0])})
    text = _("%(file)s: the way doesn't count for postcodes outside the area: %(names)s.")
    return [text % {"file": file, "names": ", ".join(codes)}] if codes else []


def unknown_ties(file, rows, site_of):
    """A remark on sites that an applicant knows and the other file doesn't."""
    ties = sorted(
        {row["tie_site"] for row in rows if row["tie_site"] and plain(row["tie_site"]) not in site_of}
    )
    text = _("%(file)s: no such site, so the tie doesn't count: %(names)s.")
    return [text % {"file": file, "names": ", ".join(ties)}] if ties else []
