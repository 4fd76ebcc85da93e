"""Matching on two files alone: what is read, what is refused, and a result that is the cohort's own."""

import csv
import json
import os
import random
import re
import subprocess
import sys
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from placements.matching.codes import Legal, Shift, Work, mask
from placements.matching.cohort import cohort
from placements.matching.facts import People, Seats
from placements.matching.fairness import assign_fair
from placements.sheets.columns import APPLICANTS, SITES
from placements.sheets.gather import gather
from placements.sheets.reading import read

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
DAY = date(2027, 1, 15)
PEOPLE = [
    {"id": "A-1", "profession": "nurse", "oral": "B1", "written": "B1"},
    {"id": "A-2", "profession": "nurse", "oral": "B2", "written": "B1"},
]
PLACES = [
    {"id": "S-1", "department": "MSO", "setting": "care home", "professions": "nurse", "min_oral": "B1"},
    {"id": "S-2", "department": "MSB", "setting": "shelter", "professions": "nurse", "min_oral": "B2"},
]


def as_csv(rows, separator=";", end="\n"):
    """A CSV text whose columns are those of all rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, names, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_xlsx(path, rows):
    book = Workbook()
    names = list(dict.fromkeys(name for row in rows for name in row))
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in names])
    book.save(path)


class Desk:
    """A folder with two files in it, and the command that matches them."""

    def __init__(self, folder):
        self.folder, self.out, self.told, self.complaints = folder, folder / "out.xlsx", "", ""
        self.applicants, self.sites = folder / "applicants.csv", folder / "sites.csv"
        self.put(PEOPLE, PLACES)

    def put(self, people=None, places=None):
        for path, rows in ((self.applicants, people), (self.sites, places)):
            if rows is not None:
                path.write_bytes(rows if isinstance(rows, bytes) else as_csv(rows).encode())

    def run(self, *more, **options):
        told, complaints = StringIO(), StringIO()
        files = [str(self.applicants), str(self.sites)]
        json_file = self.folder / "out.json"
        options = {"out": self.out, "json": json_file, "on": DAY, "language": "en"} | options
        call_command("match", *files, *more, stdout=told, stderr=complaints, **options)
        self.told, self.complaints = told.getvalue(), complaints.getvalue()
        return json.loads(json_file.read_bytes())

    def placed(self):
        return {entry["id"]: entry["seat"] for entry in self.run()["applicants"]}

    def wrong(self):
        """(line, id, column) of each wrong row of the applicants or sites."""
        return [(row["file"], row["line"], row["column"]) for row in self.run()["wrong_rows"]]

    def book(self):
        return load_workbook(self.out)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


# --- the result ------------------------------------------------------------------------------------------


def test_two_files_become_a_placement_each(desk):
    assert desk.placed() == {"A-1": "S-1", "A-2": "S-2"}
    assert desk.told == "2 of 2 applicants placed. Wrong rows: 0.\n"


def test_the_result_is_the_cohorts_own_on_the_same_arrays(desk):
    """The example's columns that the arrays below repeat by hand."""
    day = DAY.toordinal()
    desk.put(
        [
            {"id": "1", "profession": "nurse", "oral": "B1", "written": "B1", "legal": "virksomhedspraktik",
             "work": "no limits", "settings": "shelter", "weeks": "9", "waiting_since": "2026-12-01"},
            {"id": "2", "profession": "nurse|", "oral": "B2"},
            {"id": "3", "profession": "doctor", "oral": "A2+", "shifts": "day|night", "postcode": "8000"},
            {"id": "4", "profession": "nurse", "oral": "B2", "shifts": "day;night", "travel_limit": "45"},
        ],
        [
            {"id": "1", "department": "MSB", "setting": "shelter", "professions": "nurse", "min_oral": "B1",
             "places": "1", "closes": "31.7.2027"},
            {"id": "2", "department": "MSO", "setting": "care home", "professions": "nurse|doctor",
             "min_oral": "A2", "places": "2", "room": "1", "shifts": "day|night"},
        ],
    )  # fmt: skip
    people = People.of(
        {
            "id": [1, 2, 3],
            "profession": [mask(0), mask(3), mask(0)],
            "oral": [30, 25, 40],
            "written": [30, 0, 0],
            "legal": [Legal.COMPANY_PLACEMENT, 0, 0],
            "work": [Work.UNRESTRICTED, Work.NEEDS_CHECK, Work.NEEDS_CHECK],
            "settings": [mask(10), 0, 0],
            "weeks": [9, 0, 0],
            "waiting_since": [date(2026, 12, 1).toordinal(), 4_000_000, 4_000_000],
            "shifts": [1, Shift.DAY | Shift.NIGHT, Shift.DAY | Shift.NIGHT],
            "travel_limit": [0, 0, 45],
            "east": [np.nan, 0, np.nan],
            "north": [np.nan, 0, np.nan],
        }
    )
    seats = Seats.of(
        {
            "id": [1, 2],
            "site": [1, 2],
            "department": [1, 2],
            "setting": [mask(10), mask(0)],
            "professions": [mask(0), mask(0, 3)],
            "min_oral": [30, 20],
            "closes": [date(2027, 7, 31).toordinal(), 4_000_000],
            "seat_shifts": [Shift.DAY, Shift.DAY | Shift.NIGHT],
            "hosts": [0b101111111, 0b101111111],
            "asks": [mask(Legal.EVALUATION)] * 2,
            "places": [1, 2],
            "room": [1, 1],
            "trained": [True, True],
            "fresh_until": [day, day],
        },
        today=day,
    )
    group = cohort(people, seats)
    given = assign_fair(group.problem).outcome.given
    names = ["1", "3", "4"]
    expected = {names[at]: (seat, int(given.fit_of[at])) for at, seat in enumerate(given.seat_of.tolist())}
    found = {entry["id"]: (int(entry["seat"] or 0) - 1, entry["fit"]) for entry in desk.run()["applicants"]}
    assert found == expected
    assert sum(seat >= 0 for seat, _fit in found.values()) == 2


def test_every_point_adds_up_to_the_fit(desk):
    desk.applicants, desk.sites = EXAMPLES / "applicants.csv", EXAMPLES / "sites.csv"
    result = desk.run()
    placed = [entry for entry in result["applicants"] if entry["placed"]]
    assert [sum(entry["points"].values()) for entry in placed] == [entry["fit"] for entry in placed]
    assert sum(entry["fit"] for entry in placed) == result["totals"]["fit"]
    assert result["proved"] is True
    assert (len(result["applicants"]), len(result["sites"]), result["wrong_rows"]) == (12, 8, [])


def test_the_example_shows_what_the_shared_entrance_is_worth(desk):
    desk.applicants, desk.sites = EXAMPLES / "applicants.csv", EXAMPLES / "sites.csv"
    placed = {entry["name"]: entry["placed"] for entry in desk.run()["departments"]}
    assert placed == {"MSO": 6, "MSB": 2, "apart": 7, "together": 8}


def test_who_has_no_place_hears_why_and_what_would_open_one(desk):
    desk.put([*PEOPLE, {"id": "A-3", "profession": "nurse", "oral": "A2", "written": "B1"}])
    entry = desk.run()["applicants"][2]
    assert (entry["placed"], entry["why_not"], entry["nearest"]) == (False, "The Danish asked for", "S-1")
    assert [reason["text"] for reason in entry["blockers"]] == [
        "Danish A2 spoken, B1 written; the site needs B1 and beginner."
    ]
    assert entry["would_open"][0].startswith("Danish B1 spoken")


def test_the_same_input_gives_the_same_bytes_and_another_order_the_same_result(desk):
    first = desk.run()
    before = (desk.folder / "out.json").read_bytes()
    desk.run()
    assert (desk.folder / "out.json").read_bytes() == before
    desk.put(PEOPLE[::-1], PLACES[::-1])
    assert desk.run() == first


def test_shuffled_examples_give_the_same_result(desk):
    people, places = ((EXAMPLES / name).read_text().splitlines() for name in ("applicants.csv", "sites.csv"))
    results = []
    for seed in range(3):
        shuffled = [
            [rows[0], *random.Random(seed).sample(rows[1:], len(rows) - 1)] for rows in (people, places)
        ]
        desk.put(*("\n".join(rows).encode() for rows in shuffled))
        desk.run()
        results.append((desk.folder / "out.json").read_bytes())
    assert results[1:] == results[:-1]


@pytest.mark.parametrize(
    "column", ["nationality", "Nationalitet", "sex", "Køn", "age", "alder", "religion", "birth_date"]
)
def test_what_a_person_is_changes_nothing_and_the_note_says_so(desk, column):
    before = desk.run()
    desk.put([row | {column: f"value {number}"} for number, row in enumerate(PEOPLE)])
    after = desk.run()
    assert after.pop("notes") == [
        f"applicants.csv: not read: {column}. Nationality, sex, age and religion never count in the matching."
    ]
    assert before.pop("notes") == []
    assert after == before
    assert "value 0" not in (desk.folder / "out.json").read_text()


# --- what is read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_encoding_separator_and_line_end(desk, encoding, separator, end):
    people = [row | {"tie_site": "Plejehjemmet Søvangen"} for row in PEOPLE]
    places = [PLACES[0] | {"site": "Plejehjemmet Søvangen"}, PLACES[1]]
    desk.put(*(as_csv(rows, separator, end).encode(encoding) for rows in (people, places)))
    result = desk.run()
    assert {entry["id"]: entry["site"] for entry in result["applicants"]} == {
        "A-1": "Plejehjemmet Søvangen",
        "A-2": "S-2",
    }
    assert result["wrong_rows"] == []


def test_excel_says_the_same_as_csv(desk):
    people = [row | {"free_from": "2027-03-01", "earliest": "07:00", "weeks": "9"} for row in PEOPLE]
    desk.put(people)
    from_csv = desk.run()
    as_xlsx(
        desk.folder / "a.xlsx",
        [row | {"free_from": datetime.combine(date(2027, 3, 1), time.min), "weeks": 9.0} for row in people],
    )
    as_xlsx(desk.folder / "s.xlsx", PLACES)
    desk.applicants, desk.sites = desk.folder / "a.xlsx", desk.folder / "s.xlsx"
    assert desk.run() == from_csv


CELLS = [  # column, what the cell holds, what the fact becomes; None where the row is wrong
    ("free_from", "2027-03-01", date(2027, 3, 1).toordinal()),
    ("free_from", "1.3.2027", date(2027, 3, 1).toordinal()),
    ("free_from", "01-03-2027", date(2027, 3, 1).toordinal()),
    ("free_from", "1/3/2027", date(2027, 3, 1).toordinal()),
    ("free_from", "1. marts 2027", date(2027, 3, 1).toordinal()),
    ("free_from", "31.12.2026", date(2026, 12, 31).toordinal()),
    ("free_from", "", 0),
    ("free_from", "12/31/2026", None),
    ("free_from", "2027-02-30", None),
    ("free_from", "01-03-27", None),
    ("free_from", "46082", None),
    ("free_from", "0027-03-01", None),
    ("oral", "b1", 30),
    ("oral", "B1+", 35),
    ("oral", " B1 + ", 35),
    ("oral", "B1 plus", 35),
    ("oral", "Modersmål", 70),
    ("oral", "begynder", 0),
    ("oral", "", None),
    ("oral", "B3", None),
    ("oral", "30", None),
    ("oral", "B1-B2", None),
    ("weeks", "9", 9),
    ("weeks", "9,0", 9),
    ("weeks", "9.5", None),
    ("weeks", "-1", None),
    ("weeks", "99999999999999", None),
    ("weeks", "ni", None),
    ("weeks", "١", 1),
    ("shifts", "day|night", 5),
    ("shifts", "Dag ; NAT", 5),
    ("shifts", "day|dusk", None),
    ("profession", "Sygeplejerske", 1),
    ("profession", "NURSE", 1),
    ("profession", "SOSU_ASSISTANT", 2),
    ("profession", "astronaut", None),
    ("own_transport", "ja", True),
    ("own_transport", "Nej", False),
    ("own_transport", "måske", None),
    ("earliest", "7", 420),
    ("earliest", "07.30", 450),
    ("earliest", "kl. 7:15", 435),
    ("earliest", "25:00", None),
    ("earliest", "07:75", None),
    ("postcode", "800", None),
    ("id", "", None),
    ("id", "x" * 201, None),
    ("latest", "00:00", 0),
]


@pytest.mark.parametrize("column, text, expected", CELLS)
def test_what_a_cell_says(desk, column, text, expected):
    desk.put([PEOPLE[0], PEOPLE[1] | {column: text}])
    found = gather(read(desk.applicants, APPLICANTS), read(desk.sites, SITES), DAY)
    if expected is None:
        assert [(row.line, row.column) for row in found.problems] == [(3, column)]
        assert len(found.people) == 1
        assert found.problems[0].reason
    else:
        assert found.problems == []
        assert getattr(found.people, column)[1] == expected


@pytest.mark.parametrize("written", ["7006851234", "700685-1234", "910100 1234", "610171 - 4000"])
def test_a_cpr_number_is_no_name_and_is_not_repeated(desk, written):
    desk.put([*PEOPLE, PEOPLE[0] | {"id": written}, PEOPLE[0] | {"id": "7013851234"}])
    result = desk.run()
    assert [(row["line"], row["column"]) for row in result["wrong_rows"]] == [(4, "id")]
    assert "CPR" in result["wrong_rows"][0]["reason"]
    assert written not in (desk.folder / "out.json").read_text()


# --- what is refused -------------------------------------------------------------------------------------

WRONG_FILES = [  # what the applicants' file holds, and words of the error
    (b"", "is empty"),
    (b"\n\n\n", "is empty"),
    (b"id;profession;oral\n", "no row that can be used"),
    (b"id;profession\nA;nurse\n", "lacks the columns oral"),
    (b"name\nAnna\n", "lacks the columns id, profession, oral. It has: name"),
    (b"id;id;profession;oral\nA;A;nurse;B1\n", "has the column id twice"),
    (b"id;nr;profession;oral\nA;A;nurse;B1\n", "has the column id twice"),
    (b"id;profession;oral\nA;poet;B1\n", "no row that can be used"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old or a locked Excel file"),
    (b"PK\x03\x04 and nothing more", "can't be read as an Excel file"),
    (b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00", "neither CSV nor XLSX"),
]


@pytest.mark.parametrize("content, words", WRONG_FILES)
def test_a_file_that_cant_be_used_is_refused_and_nothing_is_written(desk, content, words):
    desk.put(content)
    with pytest.raises(CommandError, match=words) as refused:
        desk.run()
    assert refused.value.returncode == 1
    assert sorted(path.name for path in desk.folder.iterdir()) == ["applicants.csv", "sites.csv"]


WRONG_ROWS = [  # rows beside two good ones, and (line, column) of what is wrong
    ("A-3;nurse;B9;B1", [(4, "oral")]),
    ("A-3;poet;B9;B1", [(4, "profession"), (4, "oral")]),
    ("A-1;nurse;C1;C1", [(4, "id")]),
    ("a-1 ;nurse;C1;C1", [(4, "id")]),
    (";nurse;B1;B1", [(4, "id")]),
    ("A-3;nurse;B1;B1;more", [(4, "")]),
    ("A-3;nurse;B1;B1;;", []),
    ("A-3;nurse;B1", []),
    ('A-3;"nurse;B1;B1', [(4, "")]),
    ('A-3;"nurse";B1;B1\nA-4;nur"se;B1;B1\nA-5;nurse;B9', [(5, "profession"), (6, "oral")]),
    ('A-3;"nurse\n";B1;B1\nA-4;nurse;B9', [(6, "oral")]),
    ('A-3;"nurse"s;B1;B1\nA-4;nurse;B9', [(4, ""), (5, "oral")]),
    ("\n\n;;;\nA-4;nurse;B9;B1", [(7, "oral")]),
    ("=1+1;nurse;B1;=B1", [(4, "written")]),
]


@pytest.mark.parametrize("rows, wrong", WRONG_ROWS)
def test_wrong_rows_are_listed_and_the_rest_is_matched(desk, rows, wrong):
    desk.put((as_csv(PEOPLE) + rows + "\n").encode())
    result = desk.run()
    assert [(row["line"], row["column"]) for row in result["wrong_rows"]] == wrong
    found = {entry["id"]: entry["seat"] for entry in result["applicants"]}
    assert {"A-1", "A-2"} <= found.keys()
    assert result["totals"]["placed"] == 2
    assert all(row["reason"] for row in result["wrong_rows"])


def test_wrong_rows_are_told_at_once_and_stand_in_the_workbook(desk):
    desk.put([*PEOPLE, {"id": "A-3", "profession": "nurse", "oral": "B9"}])
    desk.run()
    assert desk.complaints.startswith("applicants.csv, line 4: oral: “B9” isn't a level.")
    assert desk.told == "2 of 2 applicants placed. Wrong rows: 1.\n"
    rows = list(desk.book()["Wrong rows"].values)
    assert rows[1][:4] == ("applicants.csv", 4, "A-3", "oral")


@pytest.mark.parametrize(
    "site, column",
    [
        ({"opens": "2027-03-01", "closes": "2027-02-01"}, "closes"),
        ({"min_weeks": "13", "max_weeks": "4"}, "max_weeks"),
        ({"begins": "15:00", "ends": "07:00"}, "ends"),
        ({"places": "-1"}, "places"),
        ({"department": ""}, "department"),
        ({"setting": "castle"}, "setting"),
        ({"latitude": "156"}, "latitude"),
    ],
)
def test_a_site_that_contradicts_itself_is_left_out(desk, site, column):
    desk.put(None, [*PLACES, PLACES[0] | {"id": "S-3"} | site])
    assert desk.wrong() == [("sites.csv", 4, column)]


def test_unknown_columns_are_named(desk):
    desk.put([row | {"shoe_size": "38", "phone": "12345678"} for row in PEOPLE])
    result = desk.run()
    assert result["notes"] == [
        "applicants.csv: these columns are not known and were left out: phone, shoe_size."
    ]
    assert desk.told.splitlines()[1:] == result["notes"]


def test_formulas_in_a_workbook_are_refused_cell_by_cell(desk):
    desk.applicants = desk.folder / "a.xlsx"
    as_xlsx(desk.applicants, [*PEOPLE, {"id": '="A"&3', "profession": "nurse", "oral": "B1"}])
    result = desk.run()
    assert [(row["line"], row["column"]) for row in result["wrong_rows"]] == [(4, "id")]
    assert "formula" in result["wrong_rows"][0]["reason"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "'="])
def test_no_text_of_ours_becomes_a_formula(desk, start):
    risky = f'{start}HYPERLINK("http://x")'
    desk.put(
        [*PEOPLE, {"id": risky, "profession": "poet", "oral": "B1"}], [PLACES[0] | {"site": risky}, PLACES[1]]
    )
    desk.run()
    cells = [cell for sheet in desk.book() for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]
    named = {str(cell.value) for cell in cells if "HYPERLINK" in str(cell.value)}
    assert named == {f"'{risky}" if start[0] != "'" else risky}
    assert risky in (entry["site"] for entry in json.loads((desk.folder / "out.json").read_bytes())["sites"])


@pytest.mark.parametrize(
    "options, words",
    [
        ({"out": None, "json": None}, "Say where the result goes"),
        ({"out": Path("result.csv")}, "must end in .xlsx"),
        ({"out": Path("/nowhere/at/all/result.xlsx")}, "There is no folder"),
    ],
)
def test_a_result_that_can_go_nowhere_is_refused(desk, options, words):
    with pytest.raises(CommandError, match=words):
        desk.run(**options)


def test_a_source_is_never_overwritten(desk):
    before = desk.applicants.read_bytes()
    with pytest.raises(CommandError, match="would be overwritten"):
        desk.run(json=desk.applicants)
    assert desk.applicants.read_bytes() == before


def test_it_needs_no_server_and_no_settings(tmp_path):
    """As the page about matching shows it, in a folder of one's own, with nothing set up."""
    out, root = tmp_path / "result.xlsx", EXAMPLES.parents[1]
    files = [str(EXAMPLES / name) for name in ("applicants.csv", "sites.csv")]
    argv = [sys.executable, str(root / "manage.py"), "match", *files, "--out", str(out), "--on", "15.1.2027"]
    done = subprocess.run(
        [*argv, "--language", "en"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "8 of 12 applicants placed. Wrong rows: 0.\n"
    book = load_workbook(out)
    assert book.sheetnames[0] == "Applicants"
    assert {sheet.page_setup.orientation for sheet in book} == {"landscape"}


def test_a_day_that_is_none_is_said():
    with pytest.raises(CommandError, match=r"--on.*i morgen"):
        call_command("match", "a.csv", "b.csv", "--out", "c.xlsx", "--on", "i morgen", "--language", "en")


def test_a_missing_file_is_named(desk):
    desk.applicants = desk.folder / "gone.csv"
    with pytest.raises(CommandError, match=r"gone.csv can't be opened"):
        desk.run()


def test_more_words_than_a_mask_holds_are_told(desk):
    words = "|".join(f"word {number:02}" for number in range(40))
    desk.put([row | {"experience": words} for row in PEOPLE], [row | {"strengths": words} for row in PLACES])
    result = desk.run()
    assert len(result["notes"]) == 1
    assert "word 39" in result["notes"][0]
    assert result["totals"]["placed"] == 2


# --- the workbook ----------------------------------------------------------------------------------------


def test_the_workbook_holds_a_sheet_for_each_question(desk):
    desk.applicants, desk.sites = EXAMPLES / "applicants.csv", EXAMPLES / "sites.csv"
    result = desk.run()
    book = desk.book()
    assert book.sheetnames == [
        *("Applicants", "Totals", "Sites", "Departments", "Alternatives", "Wrong rows", "Notes"),
    ]
    assert {sheet.freeze_panes for sheet in book} == {"A2", "B2"}
    rows = list(book["Applicants"].values)
    assert [row[0] for row in rows[1:]] == [entry["id"] for entry in result["applicants"]]
    assert [row[1] or "" for row in rows[1:]] == [entry["site"] for entry in result["applicants"]]
    assert book["Applicants"]["E2"].number_format == "#,##0"
    assert max(dimension.width for dimension in book["Applicants"].column_dimensions.values()) <= 60
    assert len(book["Departments"]._charts) == 1


def test_it_speaks_the_language_asked_for(desk):
    assert desk.run(language="da")["language"] == "da"
    assert desk.run(language="en")["applicants"][0]["reasons"][0]["text"].startswith(("The", "Danish"))


# --- size ------------------------------------------------------------------------------------------------


def many(count, made):
    return [made(number, random.Random(number)) for number in range(count)]


def a_person(number, rng):
    return {
        "id": f"P{number}",
        "profession": rng.choice(["nurse", "care helper", "social educator"]),
        "oral": rng.choice(["A2", "B1", "B1+", "B2"]),
        "free_from": f"2027-0{rng.randint(1, 5)}-01",
        "settings": rng.choice(["care home", "shelter", "home care"]),
        "waiting_since": f"2026-1{rng.randint(0, 2)}-{rng.randint(10, 28)}",
    }


def a_place(number, rng):
    return {
        "id": f"S{number}",
        "department": rng.choice(["MSO", "MSB"]),
        "setting": rng.choice(["care home", "shelter", "home care"]),
        "professions": rng.choice(["nurse|care helper", "social educator"]),
        "min_oral": rng.choice(["A2", "B1", "B2"]),
        "places": str(rng.randint(1, 20)),
    }


@pytest.mark.slow
def test_5000_applicants_are_matched_within_two_minutes(desk):
    desk.put(many(5_000, a_person), many(100, a_place))
    started = process_time()
    result = desk.run()
    assert process_time() - started < 120
    assert len(result["applicants"]) == 5_000
    assert result["totals"]["placed"] == sum(site["filled"] for site in result["sites"]) > 0
    assert result["proved"] is True


@pytest.mark.slow
def test_100000_rows_are_read_within_a_minute_and_more_than_200000_refused(desk):
    head, row = "id;profession;oral;shifts;free_from\n", "P{};nurse;B1;day|night;1.3.2027\n"
    desk.put((head + "".join(row.format(number) for number in range(100_000))).encode())
    started = process_time()
    found = gather(read(desk.applicants, APPLICANTS), read(desk.sites, SITES), DAY)
    assert process_time() - started < 60
    assert (len(found.people), found.problems) == (100_000, [])
    desk.put((head + "".join(row.format(number) for number in range(200_001))).encode())
    with pytest.raises(CommandError, match="more than 200000 rows"):
        desk.run()


@pytest.mark.parametrize("heading, columns", [("Applicants", APPLICANTS), ("Sites", SITES)])
def test_the_page_about_matching_lists_every_column_in_order(heading, columns):
    page = (EXAMPLES.parent / "matching.md").read_text()
    part = page.split(f"### {heading}\n")[1].split("###")[0]
    listed = re.findall(r"^\| `(\w+)` \| `(\w+)` \|.*\| (.*) \|$", part, re.MULTILINE)
    assert [(name, danish) for name, danish, _empty in listed] == [
        (column.name, column.danish) for column in columns
    ]
    assert [name for name, _danish, empty in listed if empty == "**must be there**"] == [
        column.name for column in columns if column.required
    ]
