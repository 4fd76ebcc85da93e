"""Rows as a file for a spreadsheet: row by row, however many, and no cell that the spreadsheet would run."""

import csv
import unicodedata
from tempfile import TemporaryFile

from openpyxl import Workbook

FORMULAS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")


def harmless(value):
    """A cell that is only read: text that would begin a formula, in any width of letters, gets a ' in front."""
    if not isinstance(value, str):
        return value
    text = "".join(letter for letter in value if letter in "\t\r\n" or unicodedata.category(letter) != "Cc")
    return (
        f"'{text}"
        if unicodedata.normalize("NFKC", text.lstrip(" \u00a0\u200b\ufeff")).startswith(FORMULAS)
        else text
    )


class _Echo:
    """Gives back what a writer of CSV writes."""

    def write(self, line):
        return line


def as_csv(rows):
    """The lines of a CSV file in UTF-8, one after the other, the way Danish spreadsheets open it."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff".encode()
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row]).encode()


def as_xlsx(rows):
    """An XLSX file on disk, open at its beginning and gone when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    book.save(file)
    file.seek(0)
    return file
