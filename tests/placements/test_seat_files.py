"""Seats out to a spreadsheet and in again: every row's fate first, then all of it or nothing."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from openpyxl import Workbook

from placements import seat_files, seat_work, seats, tasks
from placements.models import Offer, Seat, SeatFile
from portal import files
from portal.audit import Event
from portal.spreadsheets import as_csv, as_xlsx
from tests.factories import Cast, PlacementFactory, SeatFactory

pytestmark = pytest.mark.django_db


def day(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def client(client):
    """Somebody who reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def cast():
    """Kragelund has seats 1 and 2, both confirmed ten days ago."""
    found = Cast()
    found.seats = [
        SeatFactory(
            site=found.kragelund, number=number, confirmed_on=day(-10), opens=day(-5), closes=day(200)
        )
        for number in (1, 2)
    ]
    return found


def planned(content):
    return seat_files.plan(seat_files.table(content), timezone.localdate())


def plan(*lines, encoding="utf-8"):
    return planned("\n".join(lines).encode(encoding))


def fates(found):
    return [(fate.line, fate.what) for fate in found.fates]


@pytest.mark.parametrize("write", [as_csv, as_xlsx], ids=["csv", "xlsx"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_goes_out_comes_in_as_the_same(cast, write, language):
    Seat.objects.filter(pk=cast.seats[0].pk).update(
        state=Offer.MAYBE, reason='=Ny; "leder"', confirmed_on=None
    )
    with override(language):
        written = write(seat_files.rows(Seat.objects.all()))
        content = b"".join(written)
        getattr(written, "close", list)()
    found = planned(content)
    assert [(fate.line, fate.what, fate.said) for fate in found.fates] == [(2, "same", ""), (3, "same", "")]


def test_each_row_is_new_changed_same_or_refused_with_line_and_reason(cast):
    opens, closes = day(-5).isoformat(), day(200)
    rows = [
        "Sted;Nummer;Fra;Til;Tilbud;Grund;Bekræftet",
        f"Botilbuddet Kragelund;1;{opens};{closes:%d.%m.%Y};ja;;{day(-10)}",
        f"botilbuddet  kragelund;2;{opens};{closes};måske;Ny leder;{day(0)}",
        f"Botilbuddet Kragelund;3;{opens};{closes};;;",
        f"Botilbuddet Kragelund;3;{opens};{closes};;;",
        f"Intetsteds;1;{opens};{closes};;;",
        f"Botilbuddet Kragelund;x;{opens};31.02.2027;;;",
        f"Botilbuddet Kragelund;4;{opens};2020-01-01;;;",
        f"Botilbuddet Kragelund;5;{opens};{closes};;;{day(1)}",
        "",
        f"Botilbuddet Kragelund;6;{opens};{closes};;;;;mere",
    ]
    with override("en"):
        found = plan(*rows, encoding="cp1252")
    assert fates(found) == [
        *((2, "same"), (3, "changed"), (4, "new"), (5, "refused"), (6, "refused"), (7, "refused")),
        *((8, "refused"), (9, "refused"), (11, "refused")),
    ]
    assert {fate.line: fate.said for fate in found.fates if fate.said} == {
        3: f"state: offered → maybe, reason: – → Ny leder, confirmed_on: {day(-10)} → {day(0)}",
        5: "Line 4 is about the same seat; only that line counts.",
        6: "There is no site with this name.",
        7: "number: “x” isn't a whole number. closes: There is no such day: 31.02.2027.",
        8: "closes: closes is less than opens.",
        9: "A seat can't be confirmed on a day to come.",
        11: "The row has more cells than the header line.",
    }
    assert found.notes == ["The file is not in UTF-8; it was read as cp1252."]
    assert [(seat.number, seat.confirmed_on) for seat in found.new] == [(3, None)]


def test_a_formula_is_no_value(cast):
    book = Workbook()
    book.active.append(["site", "number", "opens", "closes"])
    book.active.append(["Botilbuddet Kragelund", "=1+1", day(0), day(9)])
    file = io.BytesIO()
    book.save(file)
    found = planned(file.getvalue())
    assert fates(found) == [(2, "refused")]
    assert found.fates[0].said == "nummer: Cellen indeholder en formel. Indsæt den som en værdi."


def test_a_seat_with_somebody_planned_is_not_closed_by_a_file(cast):
    PlacementFactory(seat=cast.seats[0], status="proposed", supervisor=None)
    lines = [f"Botilbuddet Kragelund;{n};{day(-5)};{day(200)};nej" for n in (1, 2)]
    assert fates(plan("site;number;opens;closes;state", *lines)) == [(2, "refused"), (3, "changed")]


def test_what_a_file_leaves_out_is_as_before_and_must_still_go_together(cast):
    Seat.objects.filter(pk=cast.seats[0].pk).update(min_hours=30, min_weeks=8)
    row = f"Botilbuddet Kragelund;1;{day(-5)};{day(200)}"
    new = f"Botilbuddet Kragelund;3;{day(-5)};{day(200)}"
    with override("en"):
        less = plan("sted;nummer;fra;til;timer", f"{row};20", f"{new};20")
        weeks = plan("site;number;opens;closes;max_weeks", f"{row};6")
        more = plan("site;number;opens;closes;min_hours", f"{row};32", f"{new};40")
    assert [fate.said for fate in (*less.fates, *weeks.fates, *more.fates)] == [
        *("weekly_hours: weekly_hours is less than min_hours.", ""),
        "max_weeks: max_weeks is less than min_weeks.",
        *("min_hours: 30 → 32", "weekly_hours: weekly_hours is less than min_hours."),
    ]


# --- through the pages and the worker --------------------------------------------------------------------
HEAD = "site,number,opens,closes,weekly_hours"


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    """The files handed to the worker; a test does the worker's part itself."""
    found = []
    monkeypatch.setattr(tasks, "enqueue_seats", lambda number, countdown=0: found.append(number))
    return found


def send(client, who, *lines, content=None):
    """The address of a file's page, once it is handed in."""
    client.force_login(who)
    content = "\n".join([HEAD, *lines]).encode() if content is None else content
    response = client.post(
        reverse("admin:placements_seat_import"), {"file": SimpleUploadedFile("x.csv", content)}
    )
    return response.url


def work(client, address):
    """What the page says once the worker has done its part."""
    seat_work.perform(SeatFile.objects.latest("pk").pk)
    return client.get(address)


def store(client, address):
    client.post(address, {"act": "store"})
    return work(client, address)


def stored():
    return sorted(Seat.objects.values_list("number", "weekly_hours", "version"))


def test_nothing_is_stored_before_the_fates_were_seen_and_then_all_at_once(client, cast, handed):
    lines = [f"Botilbuddet Kragelund,{n},{day(-5)},{day(200)},30" for n in (1, 3)]
    address = send(client, cast.kirsten, *lines, "Intetsteds,1,2027-01-01,2027-02-01,30")
    file = SeatFile.objects.get()
    assert handed == [file.pk] and "0 of 100 done" in client.get(address).text
    shown = work(client, address)
    assert [count for _word, count in shown.context["counts"]] == [1, 1, 1, 0]
    assert [row[3] for row in shown.context["fates"]] == [
        *("There is no site with this name.", "", "weekly_hours: 37 → 30"),
    ]
    assert stored() == [(1, 37, 1), (2, 37, 1)]
    done = store(client, address)
    assert handed == [file.pk] * 2 and "New seats: 1. Changed: 1." in done.text
    assert stored() == [(1, 30, 2), (2, 37, 1), (3, 30, 1)]
    assert Seat.objects.get(number=1).confirmed_on == day(-10)
    listed = client.get(reverse("admin:placements_seat_import"))
    assert [each.get_status_display() for each in listed.context["files"]] == ["Stored"]
    file.refresh_from_db()
    assert bytes(file.content) == b""  # what was handed in isn't kept any longer than it is of use


def test_what_is_said_or_done_twice_is_done_once(client, cast, handed):
    address = send(client, cast.kirsten, f"Botilbuddet Kragelund,1,{day(-5)},{day(200)},30")
    work(client, address)
    for _press in range(2):
        client.post(address, {"act": "store"})
    number = SeatFile.objects.get().pk
    assert handed == [number] * 2  # to be read, to be stored
    for _time in range(2):
        assert seat_work.perform(number) is False
    client.post(address, {"act": "store"})
    assert seat_work.perform(number) is False
    assert stored() == [(1, 30, 2), (2, 37, 1)]
    assert Event.objects.filter(purpose="seats-imported", who=cast.kirsten).count() == 1


def test_a_worker_that_dies_leaves_nothing_and_another_takes_up_the_file(client, cast, handed, monkeypatch):
    address = send(client, cast.kirsten, f"Botilbuddet Kragelund,3,{day(-5)},{day(200)},30")
    file = SeatFile.objects.get()
    seat_work.take(file.pk)  # a worker began to read, and was gone
    tasks.pick_up()
    assert handed == [file.pk]  # it may still be at it
    SeatFile.objects.update(seen_at=timezone.now() - tasks.SILENCE - timedelta(minutes=1))
    tasks.pick_up()
    assert handed == [file.pk] * 2
    work(client, address)
    client.post(address, {"act": "store"})

    def broken(found):
        Seat.objects.bulk_create(found.new)
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(seat_files, "write", broken)
        assert [seat_work.perform(file.pk) for _try in range(3)] == [True, True, False]
    assert stored() == [(1, 37, 1), (2, 37, 1)]
    page = client.get(address)
    assert "Something went wrong on our side, and nothing is stored." in page.text
    client.post(address, {"act": "again"})
    work(client, address)
    assert "New seats: 1." in store(client, address).text
    assert stored() == [(1, 37, 1), (2, 37, 1), (3, 30, 1)]


def test_a_file_that_ends_its_worker_each_time_is_given_up(client, cast):
    address = send(client, cast.kirsten, f"Botilbuddet Kragelund,3,{day(-5)},{day(200)},30")
    number = SeatFile.objects.get().pk
    for _death in range(3):
        seat_work.take(number)
    assert "Something went wrong on our side" in work(client, address).text


def test_seats_that_changed_since_they_were_shown_stop_the_whole_file(client, cast):
    address = send(
        client,
        cast.kirsten,
        f"Botilbuddet Kragelund,1,{day(-5)},{day(200)},30",
        f"Botilbuddet Kragelund,9,{day(0)},{day(9)},30",
    )
    work(client, address)
    Seat.objects.filter(number=1).update(weekly_hours=20)
    page = store(client, address)
    assert "The seats have changed since you looked, so nothing was stored." in page.text
    assert stored() == [(1, 20, 1), (2, 37, 1)]
    assert "20 → 30" in page.text
    seats.still_true(cast.kragelund, by=cast.kirsten)  # what is the same for the file stops nothing
    store(client, address)
    assert stored() == [(1, 30, 3), (2, 37, 2), (9, 30, 1)]


def test_a_seat_that_somebody_makes_in_the_same_moment_stops_the_whole_file(client, cast, monkeypatch):
    address = send(client, cast.kirsten, f"Botilbuddet Kragelund,9,{day(0)},{day(9)},30")
    work(client, address)
    write = seat_files.write

    def late(found):
        SeatFactory(site=cast.kragelund, number=9, opens=day(0), closes=day(9))
        write(found)

    monkeypatch.setattr(seat_files, "write", late)
    page = store(client, address)
    assert "nothing was stored" in page.text and stored() == [(1, 37, 1), (2, 37, 1)]


def test_after_a_day_the_file_and_what_was_found_are_gone(client, cast):
    address = send(client, cast.kirsten, f"Botilbuddet Kragelund,1,{day(-5)},{day(200)},30")
    work(client, address)
    assert b"37 \xe2\x86\x92 30" in b"".join(client.get(address + "fates.csv").streaming_content)
    seat_work.forget()
    assert SeatFile.objects.count() == 1
    SeatFile.objects.update(at=timezone.now() - timedelta(hours=25))
    seat_work.forget()
    assert (SeatFile.objects.count(), client.get(address).status_code) == (0, 404)


EMPTY, NO_EXCEL = "The file is empty or has no header line.", "The file can't be read as an Excel file."
LACKS = "The file lacks the columns site, number, opens, closes. It has: name, age."
OLD = "The file is an old or a locked Excel file. Save it as .xlsx without a password, or as .csv."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" ", EMPTY),
        (b"name;age\nx;1", LACKS),
        (b"\xd0\xcf\x11\xe0old", OLD),
        (b"PK\x03\x04broken", NO_EXCEL),
        (b"\x00\x01\x02", "The file is neither CSV nor XLSX."),
    ],
)
def test_a_file_that_is_none_is_explained(client, cast, content, said):
    page = work(client, send(client, cast.kirsten, content=content))
    assert escape(said) in page.text and "Choose another file" in page.text
    assert Seat.objects.count() == 2


def test_a_file_beyond_the_limit_is_refused_while_it_comes(client, cast, handed):
    client.force_login(cast.kirsten)
    file = SimpleUploadedFile("x.csv", b" " * (files.MOST + 1))
    page = client.post(reverse("admin:placements_seat_import"), {"file": file})
    assert page.status_code == 400 and "The file is larger than 10 MB. Split it." in page.text
    assert not SeatFile.objects.exists() and not handed


@pytest.mark.parametrize("who", ["birgitte", "mette", "peter", "ana"])
def test_others_take_nothing_in_or_out_and_a_colleagues_file_is_hers(client, cast, who):
    address = send(client, cast.kirsten, f"Botilbuddet Kragelund,1,{day(-5)},{day(200)},30")
    work(client, address)
    client.force_login(cast.jonas)
    pages = [address, f"{address}progress/", f"{address}fates.csv"]
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.post(address, {"act": "store"}).status_code == 404
    client.force_login(getattr(cast, who))
    for path in [*pages, reverse("admin:placements_seat_export", args=["csv"])]:
        assert client.get(path).status_code in (302, 404)
        assert "Kragelund" not in client.get(path).content.decode()
    assert stored() == [(1, 37, 1), (2, 37, 1)]


def test_a_formula_in_a_csv_file_stays_a_text_and_goes_out_harmless(client, cast):
    said = "=CMD|' /C calc'!A0"
    content = f"site;number;opens;closes;state;reason\nBotilbuddet Kragelund;3;{day(0)};{day(9)};maybe;{said}"
    store_of = send(client, cast.kirsten, content=content.encode())
    work(client, store_of)
    store(client, store_of)
    assert Seat.objects.get(number=3).reason == said
    out = client.get(reverse("admin:placements_seat_export", args=["csv"]))
    assert f";'{said};" in b"".join(out.streaming_content).decode()
