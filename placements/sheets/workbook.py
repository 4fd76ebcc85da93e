"""The first sheet of an XLSX file, row by row, as text: a stream, so that no file can fill the memory.

openpyxl reads a sheet of a hundred thousand rows in four times the time, and counts to any row a file names.
"""

import re
import zlib
from datetime import datetime
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from .cells import Formula, as_text

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 1_048_576, 16_384, 32_767  # what Excel knows
MOST_SMALL, MOST_STRINGS = 5_000_000, 100_000_000  # bytes of the lists beside the sheet
AT_ONCE = 1 << 16
REFERENCE = re.compile(r"([A-Z]{1,3})\d+")


class TooLarge(Exception):
    """The file unpacks to more than anybody's table."""


class Broken(Exception):
    """The file is no workbook, or damaged."""


def rows(file, most_bytes):
    """(line, texts) of each row of the first sheet that isn't empty."""
    try:
        with ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > most_bytes:
                raise TooLarge
            yield from sheet(parts)
    except (BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
        raise Broken from error
    except (ElementTree.ParseError, expat.ExpatError, OverflowError, RuntimeError, IndexError) as error:
        raise Broken from error


def sheet(parts):
    """The rows of the sheet that the workbook names first."""
    main = next(target for kind, target in related(parts, "").values() if kind == "officeDocument")
    book, beside = small(parts, main), related(parts, main)
    first = next(each for each in book.iter() if local(each) == "sheet")
    key = next(value for name, value in first.attrib.items() if name.endswith("}id"))
    mac = any(each.get("date1904") in ("1", "true") for each in book.iter() if local(each) == "workbookPr")
    places = dict(beside.values())
    reads = Sheet(
        strings(parts, places.get("sharedStrings")),
        dates(parts, places.get("styles")),
        CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900,
    )
    with parts.open(beside[key][1]) as part:
        yield from pulled(part, reads)


def related(parts, name):
    """{id: (kind, part)} of what belongs to a part of the archive."""
    folder, _slash, last = name.rpartition("/")
    found = small(parts, normpath(f"{folder}/_rels/{last}.rels").lstrip("/"))
    return {
        each.get("Id"): (
            each.get("Type", "").rpartition("/")[2],
            normpath(join("/", folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in found
    }


def local(element):
    return element.tag.rpartition("}")[2]


def small(parts, name):
    if parts.getinfo(name).file_size > MOST_SMALL:
        raise TooLarge
    return ElementTree.fromstring(parts.read(name))  # noqa: S314, small; expat stops what would grow


def dates(parts, name) -> set:
    """The numbers of the cell formats that show a number as a day or a time."""
    if name is None:
        return set()
    styles = small(parts, name)
    own = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter() if local(each) == "numFmt"}
    codes = {str(number): code for number, code in BUILTIN_FORMATS.items()} | own
    formats = next((each for each in styles.iter() if local(each) == "cellXfs"), ())
    return {
        str(place) for place, each in enumerate(formats) if is_date_format(codes.get(each.get("numFmtId")))
    }


def strings(parts, name) -> list:
    """The texts that cells name by number."""
    if name is None:
        return []
    if parts.getinfo(name).file_size > MOST_STRINGS:
        raise TooLarge
    with parts.open(name) as part:
        return list(pulled(part, Strings()))


def pulled(part, reads):
    """What `reads` has found, piece by piece, while an XML part goes through it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reads.start, reads.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reads.letters, refuse
    while piece := part.read(AT_ONCE):
        parser.Parse(piece)
        found, reads.found = reads.found, []
        yield from found
    parser.Parse(b"", True)


def refuse(*doctype):
    raise Broken


class Texts:
    """The text of <t> elements, those that say how a word is pronounced left out."""

    def __init__(self):
        self.found, self.text, self.takes, self.beside = [], "", False, 0

    def letters(self, data):
        if self.takes:
            self.text += data
            if len(self.text) > MOST_LETTERS:
                raise Broken


class Strings(Texts):
    """The shared texts: an <si> each."""

    def start(self, name, attributes):
        kind = name.rpartition(" ")[2]
        if kind == "si":
            self.text = ""
        elif kind == "rPh":
            self.beside = True
        elif kind == "t":
            self.takes = not self.beside

    def end(self, name):
        kind = name.rpartition(" ")[2]
        if kind == "si":
            self.found.append(as_text(self.text))
        elif kind == "rPh":
            self.beside = False
        elif kind == "t":
            self.takes = False


class Sheet(Texts):
    """The rows of a sheet: lists of texts, a Formula where a cell holds one."""

    def __init__(self, strings, dates, epoch):
        super().__init__()
        self.strings, self.dates, self.epoch = strings, dates, epoch
        self.line, self.cells, self.column, self.kind, self.style = 0, [], -1, "n", ""
        self.formula, self.columns, self.names, self.numbers = "", {}, {}, {}

    def start(self, name, attributes):
        kind = self.names.get(name) or self.names.setdefault(name, name.rpartition(" ")[2])
        if kind == "c":
            self.column = self.place(attributes.get("r"))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.text = self.formula = ""
        elif kind == "v" or kind == "t":
            self.takes = not self.beside
        elif kind == "row":
            self.line = int(attributes.get("r") or self.line + 1)
            self.cells, self.column = [], -1
            if self.line > MOST_ROWS:
                raise Broken
        elif kind == "f":
            self.takes = True
        elif kind == "rPh":
            self.beside = True

    def end(self, name):
        kind = self.names[name]
        if kind == "c":
            if value := self.value():
                self.cells += [""] * (self.column - len(self.cells))
                self.cells[self.column :] = [value]
        elif kind == "v" or kind == "t":
            self.takes = False
        elif kind == "f":
            self.takes, self.formula, self.text = False, f"={self.text}", ""
        elif kind == "row":
            if self.cells:
                self.found.append((self.line, self.cells))
        elif kind == "rPh":
            self.beside = False

    def place(self, reference):
        """The column of a cell, from 0 on; where it doesn't say, the one after."""
        if reference is None:
            return self.column + 1
        letters = reference.rstrip("0123456789")
        if letters not in self.columns:
            if not REFERENCE.fullmatch(reference):
                raise Broken
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self.columns[letters] = number - 1
        found = self.columns[letters]
        if not self.column < found < MOST_COLUMNS:  # cells stand in order
            raise Broken
        return found

    def value(self):
        """The text of the cell that ends here."""
        if self.formula:
            return Formula(self.formula)
        if self.kind == "s":
            return self.strings[int(self.text)] if self.text else ""
        if self.kind == "n":
            return self.number() if self.text else ""
        if self.kind == "b":
            return "yes" if self.text == "1" else "no"
        return as_text(self.text)

    def number(self):
        """A number as it is shown: as a day or a time where the cell's format says so."""
        key = self.text, self.style in self.dates
        if key not in self.numbers:
            number = float(self.text)
            self.numbers[key] = as_text(self.moment(number) if key[1] else number)
        return self.numbers[key]

    def moment(self, number):
        try:
            found = from_excel(number, self.epoch)
        except (ValueError, OverflowError):  # before or after any day; the cell's reader says so
            return number
        return found.replace(microsecond=0) if isinstance(found, datetime) else found
