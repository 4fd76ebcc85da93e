"""A CSV or XLSX file as rows of text with their line numbers, whatever its encoding and separator."""

import csv
import io
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from . import workbook
from .columns import NEVER_USED
from .vocabulary import plain

MOST_ROWS = 200_000
MOST_BYTES = 200_000_000  # of a file
MOST_UNPACKED = 500_000_000  # of what an XLSX file unpacks to
EVERY = 1000  # rows, then whoever waits is told
ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SEPARATORS = ";,\t"
NEVER_WORDS = {plain(name) for name in NEVER_USED}


class Unreadable(Exception):
    """The file as a whole can't be used; the sentence says why."""


class Problem(NamedTuple):
    """A row that is left out: file, line, the row's id, the column, and why."""

    file: str
    line: int
    id: str
    column: str
    reason: str


class Table(NamedTuple):
    """The rows of a file as (line, {column: text}), what was wrong with others, and remarks."""

    file: str
    columns: list
    rows: list
    problems: list
    notes: list


def read(path, columns):
    """The Table of a file with these columns."""
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(_("%(file)s is too large.") % {"file": path.name})
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            _("%(file)s can't be opened: %(why)s.") % {"file": path.name, "why": error.strerror}
        ) from None
    return table_of(path.name, content, columns)


def table_of(file, content, columns, tell=lambda rows: None) -> Table:
    """The Table of a file's content; `tell` hears from time to time how many rows have been read."""
    lines, notes = lines_of(file, content)
    lines = ((line, cells) for line, cells in lines if cells is None or any(cells))
    header = next(lines, (0, None))[1]
    if header is None:
        raise Unreadable(_("%(file)s is empty or has no header line.") % {"file": file})
    places, more = named(file, header, columns)
    table = Table(file, [column for column in columns if column.name in places], [], [], notes + more)
    for count, (line, cells) in enumerate(lines):
        if count >= MOST_ROWS:
            raise Unreadable(
                _("%(file)s has more than %(most)s rows: split it.") % {"file": file, "most": MOST_ROWS}
            )
        if count % EVERY == 0:
            tell(count)
        enter(table, places, len(header), line, cells)
    return table


def enter(table, places, width, line, cells):
    """Put a line among the rows, or among the problems."""
    if cells is None:
        reason = _("A quotation mark is not closed, or stands inside a cell.")
        table.problems.append(Problem(table.file, line, "", "", reason))
    elif any(cells[width:]):
        reason = _("The row has more cells than the header line.")
        table.problems.append(Problem(table.file, line, "", "", reason))
    else:
        row = {name: cells[place] for name, place in places.items() if place < len(cells)}
        table.rows.append((line, row))


def named(file, header, columns):
    """({column: its place}, remarks on the others); refuse what is missing or stands twice."""
    known = {plain(name): column for column in columns for name in (column.name, column.danish)}
    places, unknown, never = {}, [], []
    for place, title in enumerate(header):
        column = known.get(plain(title))
        if column and column.name in places:
            raise Unreadable(
                _("%(file)s has the column %(name)s twice.") % {"file": file, "name": column.called}
            )
        if column:
            places[column.name] = place
        elif title:
            (never if plain(title) in NEVER_WORDS else unknown).append(title)
    if missing := [column.called for column in columns if column.required and column.name not in places]:
        raise Unreadable(
            _("%(file)s lacks the columns %(missing)s. It has: %(found)s.")
            % {"file": file, "missing": ", ".join(missing), "found": ", ".join(filter(None, header))}
        )
    return places, [*remark(file, NOT_USED(), never), *remark(file, NOT_KNOWN(), unknown)]


def NOT_USED():
    return _("%(file)s: not read: %(names)s. Nationality, sex, age and religion never count in the matching.")


def NOT_KNOWN():
    return _("%(file)s: these columns are not known and were left out: %(names)s.")


def remark(file, text, names):
    return [text % {"file": file, "names": ", ".join(sorted(names))}] if names else []


def lines_of(file, content):
    """((line, cells) one by one, remarks); cells is None where a line can't be taken apart."""
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _("%(file)s is an old or a locked Excel file. Save it as .xlsx without a password, or as .csv.")
            % {"file": file}
        )
    if content.startswith(ZIPPED):
        return unpacked(file, content), []
    text, notes = decoded(file, content)
    return separated(text), notes


def decoded(file, content):
    """The text of a CSV file: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = content.decode(encoding, errors="replace")
    if "\0" in text:
        raise Unreadable(_("%(file)s is neither CSV nor XLSX.") % {"file": file})
    note = _("%(file)s is not in UTF-8; it was read as %(encoding)s.")
    return text, [] if encoding == "utf-8-sig" else [note % {"file": file, "encoding": encoding}]


def separated(text):
    """The rows of a CSV text. A row with a broken quotation mark is one bad line; the next begins a new row."""
    lines = list(io.StringIO(text, newline=""))
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].strip().lower() in {f"sep={mark}".strip() for mark in SEPARATORS}:
        separator, first = lines[first].rstrip("\r\n")[4:] or "\t", first + 1
    else:
        separator = max(SEPARATORS, key=lines[first].count) if lines else ";"
    while first < len(lines):
        rows = csv.reader(islice(lines, first, None), delimiter=separator, strict=True)
        start = 0
        try:
            for cells in rows:
                yield first + start + 1, [cell.strip(" \r\n") for cell in cells]
                start = rows.line_num
            return
        except csv.Error:
            yield first + start + 1, None
            first += start + 1


def unpacked(file, content):
    """The rows of the first sheet of an XLSX file."""
    try:
        yield from workbook.rows(io.BytesIO(content), MOST_UNPACKED)
    except workbook.TooLarge:
        said = _("%(file)s is too large: unpacked it holds more than %(most)s MB. Split it.")
        raise Unreadable(said % {"file": file, "most": MOST_UNPACKED // 1_000_000}) from None
    except workbook.Broken:
        raise Unreadable(_("%(file)s can't be read as an Excel file.") % {"file": file}) from None
