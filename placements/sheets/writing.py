"""The result as a workbook people can open, and as JSON for programs; never half a file."""

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .pages import chart, pages

HEAD = Font(bold=True, color="FFFFFF")
FILL = PatternFill("solid", fgColor="1B3A4B")
TOP = Alignment(vertical="top", wrap_text=True)
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST = 32_000  # letters in a cell; Excel takes 32,767
BROAD, NARROW = 60, 9


def write_json(result, path):
    """The result as JSON: the same bytes for the same input."""
    with replacing(path) as place:
        text = json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True)
        place.write_text(text + "\n", encoding="utf-8")


def write_workbook(result, path):
    """The result as an XLSX file, a sheet for each question."""
    book = Workbook(write_only=True)
    for page in pages(result):
        sheet = book.create_sheet(page.title)
        sheet.freeze_panes = page.freeze
        sheet.page_setup.orientation = "landscape"
        sheet.print_title_rows = "1:1"
        for number, width in enumerate(widths(page), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([head(sheet, text) for text in page.head])
        for row in page.rows:
            sheet.append([cell(sheet, value) for value in row])
        if page.rows:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(page.head))}{len(page.rows) + 1}"
        if page.chart:
            sheet.add_chart(chart(sheet, page), f"A{len(page.rows) + 4}")
    with replacing(path) as place:
        book.save(place)


def head(sheet, text):
    made = WriteOnlyCell(sheet, value=harmless(text))
    made.font, made.fill, made.alignment = HEAD, FILL, TOP
    return made


def cell(sheet, value):
    """A number as a number with its format, a text that no program will take for a formula."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        made = WriteOnlyCell(sheet, value=harmless(value))
        made.alignment = TOP
    else:
        made = WriteOnlyCell(sheet, value=value)
        made.number_format = "#,##0.0" if isinstance(value, float) else "#,##0"
        made.alignment = TOP
    return made


def harmless(value):
    """A text that begins like a formula gets a ' in front; letters a sheet can't hold are left out."""
    text = "".join(letter for letter in str(value) if letter >= " " or letter in "\n\t")[:LONGEST]
    return f"'{text}" if text.startswith(RISKY) else text


def widths(page):
    """As broad as the longest line of the first rows, within limits."""
    columns = zip(*[page.head, *page.rows[:200]], strict=True)
    return [
        min(max(NARROW, *(len(line) + 2 for value in column for line in str(value).split("\n"))), BROAD)
        for column in columns
    ]


@contextmanager
def replacing(path):
    """A place to write that becomes the file only when all of it is there."""
    path = Path(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(handle)
    try:
        yield Path(name)
        os.chmod(name, 0o600)  # it holds what people told us
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
