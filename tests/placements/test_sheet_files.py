"""Files of every make are read alike, and no file can harm whoever reads it."""

import io
from datetime import date, time
from itertools import product
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils.translation import override
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from placements.sheets import reading, workbook
from placements.sheets.cells import Formula, day, name, whole
from placements.sheets.columns import Column
from placements.sheets.rows import read_row
from portal.spreadsheets import as_csv, as_xlsx

COLUMNS = [
    Column("site", "sted", name, required=True),
    Column("number", "nummer", whole(1, 9), required=True),
    Column("opens", "fra", day, required=True),
]
NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006"


def read(content):
    """The values of each row, or the sentence on why the file can't be read."""
    with override("en"):
        try:
            table = reading.table_of("The file", content, COLUMNS)
        except reading.Unreadable as error:
            return str(error)
    rows = [read_row(cells, COLUMNS, {column.name: {} for column in COLUMNS}) for _line, cells in table.rows]
    assert [faults for _row, faults in rows] == [[]] * len(rows)
    return [tuple(row.values()) for row, _faults in rows]


def zipped(sheet, **more):
    """An XLSX file whose sheet is this text."""
    plain, file = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with ZipFile(plain) as parts, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in parts.namelist():
            archive.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else parts.read(part))
        for part, text in more.items():
            archive.writestr(part, text)
    return file.getvalue()


def cells(*rows):
    """A sheet of such rows: its line, or None, and the XML of its cells."""
    begins = [f'<row r="{line}">' if line else "<row>" for line, _text in rows]
    inside = "".join(f"{begin}{text}</row>" for begin, (_line, text) in zip(begins, rows, strict=True))
    return f'<worksheet xmlns="{NAMES}/main"><sheetData>{inside}</sheetData></worksheet>'


def told(*texts):
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


HEAD = (None, told("site", "number", "opens"))


def test_encodings_separators_and_danish_dates_make_no_difference():
    encodings = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]
    dates = ["2.3.2027", "02-03-2027", "2027-03-02", "2/3/2027", "2. marts 2027"]
    for encoding, mark, opens in product(encodings, ";,\t", dates):
        text = f"Sted{mark}Nummer{mark}Fra\r\nRønnehus{mark}1{mark}{opens}\r\n"
        wanted = [("Rønnehus", 1, date(2027, 3, 2).toordinal())]
        assert read(text.encode(encoding)) == wanted, (encoding, mark, opens)


def test_a_sheet_of_texts_numbers_days_and_formulas_is_told_as_a_csv_file_would():
    book = Workbook()
    sheet = book.active
    sheet.append(["site", "x & <y>", None, "tal"])
    sheet.append([1, 2.5, True, from_excel(46447.3125)])
    sheet.append([date(2027, 3, 1), time(7, 5), "=1+1", 3.0])
    sheet["A9"] = -3
    for epoch in (book.epoch, CALENDAR_MAC_1904):
        book.epoch = epoch
        file = io.BytesIO()
        book.save(file)
        found = list(workbook.rows(file, reading.MOST_UNPACKED))
        assert [line for line, _row in found] == [1, 2, 3, 9]
        assert [row[: len(wanted)] for (_line, row), wanted in zip(found, SAID, strict=True)] == SAID
        assert isinstance(found[2][1][2], Formula)


SAID = [
    ["site", "x & <y>", "", "tal"],
    ["1", "2.5", "yes", "2027-03-01 07:30"],
    ["2027-03-01", "07:05", "=1+1", "3"],
    ["-3"],
]


@pytest.mark.parametrize(
    "sheet",
    [
        cells(HEAD, (2_000_000_000, told("A", "1", "2.3.2027"))),  # openpyxl would count up to it
        cells(HEAD, (None, '<c t="s"><v>7</v></c>')),
        cells(HEAD, (None, "<c><v>1e999999</v></c><c><v>x</v></c>")),
        cells(HEAD)[:-30],
        "",
    ],
    ids=["row", "string", "number", "torn", "nothing"],
)
def test_a_sheet_that_would_do_harm_is_refused(sheet):
    assert read(zipped(sheet)) == "The file can't be read as an Excel file."


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 20_000_000)
    bomb = zipped(cells(HEAD), **{"xl/media/x": b"0" * 20_000_000})
    assert len(bomb) < 100_000
    assert read(bomb) == "The file is too large: unpacked it holds more than 20 MB. Split it."


def test_a_file_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = ["site;number;opens", *["A;1;2.3.2027"] * 4]
    assert read("\n".join(rows).encode()) == "The file has more than 3 rows: split it."
    assert len(read("\n".join(rows[:-1]).encode())) == 3


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_that_goes_out_is_run(begins):
    text = f"{begins}CMD|' /C calc'!A0"
    line = b"".join(as_csv([[text]])).decode("utf-8-sig").strip().strip('"')
    with as_xlsx([[text]]) as file:
        sheet = load_workbook(file).active
    assert line == f"'{text}" and (sheet["A1"].value, sheet["A1"].data_type) == (f"'{text}", "s")
