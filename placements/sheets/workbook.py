"""The first sheet of an XLSX file, row by row, as text."""

import warnings
from zipfile import BadZipFile, ZipFile
from zlib import error as Torn

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .cells import as_text

MOST_LINES = 1_048_576  # what Excel knows; openpyxl counts up to any line a file names


class TooLarge(Exception):
    """The file unpacks to more than anybody's table."""


class Broken(Exception):
    """The file is no workbook, or damaged."""


BAD = (
    *(BadZipFile, InvalidFileException, Torn, EOFError, SyntaxError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError),
)  # what openpyxl meets in files that aren't as they should be


def rows(file, most_bytes):
    """(line, texts) of each row that isn't empty; what the archive says it unpacks to is looked at before it is."""
    try:
        with ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > most_bytes:
                raise TooLarge
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(file, read_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its size may be wrong
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                if line > MOST_LINES:
                    raise Broken
                if any(cell is not None for cell in cells):
                    yield line, [as_text(cell) for cell in cells]
    except BAD as error:
        raise Broken from error
