"""Rows of text as rows of values: each cell read by its column, the rows that can't be read left out."""

import re

from django.utils.translation import gettext as _

from .cells import Formula, Wrong
from .columns import IN_ORDER
from .reading import Problem
from .vocabulary import plain


def good(table, columns):
    """The rows that can be read, numbered from 1 on in the order of their ids, and the Problems of the others."""
    rows, problems, seen, reads = [], [], {}, {column.name: {} for column in columns}
    for line, cells in table.rows:
        row, faults = read_row(cells, columns, reads)
        key = plain(cells.get("id", ""))
        called = "" if "id" in dict(faults) else str(cells.get("id", ""))  # what is no id is not repeated
        if not faults and key in seen:
            why = _("This id stands in line %(line)s too; only that line counts.") % {"line": seen[key]}
            faults = [("id", why)]
        problems += [Problem(table.file, line, called, column, why) for column, why in faults]
        if not faults:
            seen[key] = line
            rows.append(row)
    rows.sort(key=lambda row: natural(row["id"]))
    return [row | {"number": number} for number, row in enumerate(rows, start=1)], problems


def read_row(cells, columns, reads):
    """(the row's values, its faults as (column, reason)); reads keeps what a column made of a text."""
    row, faults = {}, []
    for column in columns:
        text, known = cells.get(column.name, ""), reads[column.name]
        key = (text, isinstance(text, Formula))
        if key not in known:
            known[key] = attempt(column, text)
        value = row[column.name] = known[key]
        if isinstance(value, Wrong):
            faults.append((column.name, str(value)))
    return row, faults or out_of_order(row, columns)


def attempt(column, text):
    """What a cell says, the column's value for an empty one, or the Wrong."""
    try:
        if isinstance(text, Formula):
            raise Wrong(_("The cell holds a formula. Paste it as a value."))
        if text:
            return column.read(text)
        if column.required:
            raise Wrong(_("The cell is empty, and the matching can't do without it."))
    except Wrong as wrong:
        return wrong
    return column.empty


def out_of_order(row, columns):
    """Pairs of values of which the first is greater."""
    called = {column.name: column.called for column in columns}
    return [
        (later, _("%(later)s is less than %(first)s.") % {"first": called[first], "later": called[later]})
        for first, later in IN_ORDER
        if first in row and later in row and row[first] > row[later]
    ]


def natural(text):
    """A key by which A-2 comes before A-10, and no two different ids are equal."""
    parts = re.split(r"(\d+)", plain(text))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], plain(text)
