"""Seats as a spreadsheet, out and in: every row's fate is told before anything is stored, then all at once."""

import hashlib
from collections import Counter
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.spreadsheets import harmless

from .models import Offer, Placement, Seat, Site
from .seats import PLANNED
from .sheets.cells import day, in_own_words, name, one_of, whole
from .sheets.columns import Column
from .sheets.reading import EVERY, table_of
from .sheets.rows import out_of_order, read_row
from .sheets.vocabulary import plain


def written(text):
    """A text without the ' that keeps a spreadsheet from running it."""
    return name(text[1:] if text.startswith("'") and harmless(text[1:]) == text else text)


OFFERS = {
    Offer.OFFERED: "offered|tilbudt|ja",
    Offer.MAYBE: "maybe|måske",
    Offer.NOT_NOW: "not now|ikke nu|nej",
}
COLUMNS = [
    Column("site", "sted", written, required=True),
    Column("number", "nummer", whole(1, 30_000), required=True),
    Column("opens", "fra", day, required=True),
    Column("closes", "til", day, required=True),
    Column("state", "tilbud", one_of(OFFERS), Offer.OFFERED),
    Column("reason", "grund", written, ""),
    Column("confirmed_on", "bekræftet", day),
    Column("min_weeks", "mindst_uger", whole(1, 520), 2),
    Column("max_weeks", "højst_uger", whole(1, 520), 26),
    Column("weekly_hours", "timer", whole(1, 48), 37),
    Column("min_hours", "mindst_timer", whole(0, 48), 0),
]
BY_NAME = {column.name: column for column in COLUMNS}
DAYS = ("opens", "closes", "confirmed_on")
KEY = ("site", "number", "opens")
FIELDS = [column.name for column in COLUMNS[3:]]  # what a row can change; the others say which seat it is
USUAL = {
    name: Seat._meta.get_field(name).get_default() for name in FIELDS
}  # where a new seat's file doesn't say
REFUSED, NEW, CHANGED, SAME = "refused", "new", "changed", "same"
BATCH = 2000


class Fate(NamedTuple):
    """What becomes of a line: which seat it is about, and why it is refused or what it changes."""

    line: int
    what: str
    seat: str
    said: str


class Plan(NamedTuple):
    """The fates of all lines, the rows to be stored, and remarks on the file."""

    fates: list
    new: list
    changed: list
    notes: list

    @property
    def counts(self):
        return Counter(fate.what for fate in self.fates)

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr([self.fates, self.notes]).encode()).hexdigest()


# --- out -------------------------------------------------------------------------------------------------
def rows(seats):
    """The titles, then a row for each seat, the way `plan` reads them."""
    yield [column.called for column in COLUMNS]
    words = {code: offer(code) for code in OFFERS}
    places = ["site__name", "number", "opens", *FIELDS]
    for found in seats.order_by("site__name", "number", "opens").values_list(*places).iterator(BATCH):
        yield [cell.isoformat() if isinstance(cell, date) else words.get(cell, cell) for cell in found]


def fates(rows):
    """Every line's fate as rows of a spreadsheet."""
    yield [_("line"), _("what becomes of it"), _("seat"), _("why, or what changes")]
    called = words()
    for line, what, seat, said in rows:
        yield [line, called[what], seat, said]


def words():
    return {REFUSED: _("refused"), NEW: _("new"), CHANGED: _("changed"), SAME: _("same as before")}


# --- in --------------------------------------------------------------------------------------------------
def table(content, tell=lambda rows: None):
    """The rows of a file as text; `tell` hears how many are read. `reading.Unreadable` for what is no such file."""
    return table_of(_("The file"), content, COLUMNS, tell)


def plan(table, today, lock=False, tell=lambda rows: None) -> Plan:
    """Each row beside the seats there are; `tell` hears how many are through."""
    there, reads, seen = [c for c in COLUMNS if c in table.columns], {c.name: {} for c in COLUMNS}, {}
    known = Known({plain(cells.get("site", "")) for _line, cells in table.rows}, lock)
    found = Plan([Fate(p.line, REFUSED, "", p.reason) for p in table.problems], [], [], table.notes)
    for count, (line, cells) in enumerate(table.rows):
        if count % EVERY == 0:
            tell(count)
        found.fates.append(judge(line, cells, there, reads, seen, known, today, found))
    found.fates.sort()
    return found


def write(found):
    """Write the new and changed seats of a Plan."""
    Seat.objects.bulk_create(found.new, batch_size=BATCH)
    Seat.objects.bulk_create(
        found.changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["site", "number", "opens"],
        update_fields=[*FIELDS, "version"],
    )


def judge(line, cells, columns, reads, seen, known, today, found) -> Fate:
    """The fate of one line; a new or changed seat is put among the rows to be stored."""
    row, faults = read_row(cells, columns, reads)
    called = f"{cells.get('site', '')} · {cells.get('number', '')}"
    if faults:
        return Fate(line, REFUSED, called, told(faults))
    row = {key: date.fromordinal(value) if key in DAYS and value else value for key, value in row.items()}
    key = (known.sites.get(plain(row["site"])), row["number"], row["opens"])
    if why := known.objection(row, key, seen, today):
        return Fate(line, REFUSED, called, why)
    row = {name: value for name, value in row.items() if name in FIELDS}
    if row.get("confirmed_on") is None:
        row.pop("confirmed_on", None)  # an empty cell doesn't take a confirmation back
    was = known.seats.get(key)
    full = {name: (was or USUAL)[name] for name in FIELDS} | row
    if faults := out_of_order(full, COLUMNS):
        return Fate(line, REFUSED, called, told(faults))
    seen[key] = line
    if was is None:
        found.new.append(Seat(site_id=key[0], number=key[1], opens=key[2], **full))
        return Fate(line, NEW, called, "")
    if changes := {name: value for name, value in row.items() if value != was[name]}:
        found.changed.append(
            Seat(site_id=key[0], number=key[1], opens=key[2], version=was["version"] + 1, **full)
        )
        return Fate(
            line, CHANGED, called, ", ".join(change(name, was[name], changes[name]) for name in changes)
        )
    return Fate(line, SAME, called, "")


def told(faults):
    """What is wrong with a row: each column and why."""
    return " ".join(f"{BY_NAME[name].called}: {why}" for name, why in faults)


def change(name, was, now):
    """What changes in a column, in the words of the file."""
    was, now = (offer(value) if name == "state" else value for value in (was, now))
    return f"{BY_NAME[name].called}: {'–' if was in (None, '') else was} → {'–' if now == '' else now}"


def offer(code):
    """What a file writes for an offer."""
    return in_own_words(OFFERS[code])


class Known:
    """The sites by name, the seats those named have, and which somebody is planned for; three queries."""

    def __init__(self, named, lock):
        sites = Site.objects.order_by().values_list("pk", "name")
        self.sites = {word: key for key, name in sites if (word := plain(name)) in named}
        rows = Seat.objects.filter(site__in=self.sites.values()).order_by("pk")
        rows = rows.select_for_update() if lock else rows
        names = ["pk", "version", *FIELDS]
        self.seats = {
            (site, number, opens): dict(zip(names, rest, strict=True))
            for site, number, opens, *rest in rows.values_list("site_id", "number", "opens", *names)
        }
        planned = Placement.objects.filter(status__in=PLANNED).order_by()
        self.planned = set(planned.values_list("seat_id", flat=True))

    def objection(self, row, key, seen, today):
        """Why this row can't be stored, or nothing."""
        was = self.seats.get(key)
        if key[0] is None:
            return _("There is no site with this name.")
        if key in seen:
            return _("Line %(line)s is about the same seat; only that line counts.") % {"line": seen[key]}
        if (row.get("confirmed_on") or today) > today:
            return _("A seat can't be confirmed on a day to come.")
        if (
            row.get("state") == Offer.NOT_NOW
            and was
            and was["state"] != Offer.NOT_NOW
            and was["pk"] in self.planned
        ):
            return _("Somebody is planned for this seat. Withdraw it on its own page, so that she is told.")
        return ""
