"""Seats out to a spreadsheet and in again: every row's fate first, then all of it or nothing."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import Workbook

from placements import seat_files, seats
from placements.models import Offer, Seat, SeatFile
from portal.spreadsheets import as_csv, as_xlsx
from tests.factories import Cast, PlacementFactory, SeatFactory

pytestmark = pytest.mark.django_db


def day(count):
    return timezone.localdate() + timedelta(days=count)


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


def plan(*lines, encoding="utf-8"):
    return seat_files.plan("\n".join(lines).encode(encoding), timezone.localdate())


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
    found = seat_files.plan(content, timezone.localdate())
    assert [(fate.line, fate.what, fate.said) for fate in found.fates] == [(2, "same", ""), (3, "same", "")]


def test_each_row_is_new_changed_same_or_refused_with_line_and_reason(cast):
    opens, closes = day(-5).isoformat(), day(200)
    found = plan(
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
        encoding="cp1252",
    )
    assert fates(found) == [
        *((2, "same"), (3, "changed"), (4, "new"), (5, "refused"), (6, "refused"), (7, "refused")),
        *((8, "refused"), (9, "refused"), (11, "refused")),
    ]
    said = {fate.line: fate.said for fate in found.fates}
    assert "4" in said[5]
    assert all(said[line] for line in (3, 6, 7, 8, 9, 11))
    assert ("number" in said[7], "closes" in said[7], "closes" in said[8]) == (True, True, True)
    assert [(seat.number, seat.confirmed_on) for seat in found.new] == [(3, None)]


def test_a_formula_is_no_value(cast):
    book = Workbook()
    book.active.append(["site", "number", "opens", "closes"])
    book.active.append(["Botilbuddet Kragelund", "=1+1", day(0), day(9)])
    file = io.BytesIO()
    book.save(file)
    found = seat_files.plan(file.getvalue(), timezone.localdate())
    assert fates(found) == [(2, "refused")]
    assert found.fates[0].said.startswith("number: ")


def test_a_seat_with_somebody_planned_is_not_closed_by_a_file(cast):
    PlacementFactory(seat=cast.seats[0], status="proposed", supervisor=None)
    lines = [f"Botilbuddet Kragelund;{n};{day(-5)};{day(200)};nej" for n in (1, 2)]
    assert fates(plan("site;number;opens;closes;state", *lines)) == [(2, "refused"), (3, "changed")]


# --- through the pages -----------------------------------------------------------------------------------
def send(client, cast, *lines):
    client.force_login(cast.kirsten)
    content = "\n".join(["site,number,opens,closes,weekly_hours", *lines]).encode()
    response = client.post(
        reverse("admin:placements_seat_import"), {"file": SimpleUploadedFile("x.csv", content)}
    )
    return response.url


def test_nothing_is_stored_before_the_fates_were_seen_and_then_all_at_once(client, cast):
    lines = [f"Botilbuddet Kragelund,{n},{day(-5)},{day(200)},30" for n in (1, 3)]
    address = send(client, cast, *lines, "Intetsteds,1,2027-01-01,2027-02-01,30")
    shown = client.get(address)
    assert [count for _word, count in shown.context["counts"]] == [1, 1, 1, 0]
    assert Seat.objects.count() == 2
    client.post(address)
    assert list(Seat.objects.order_by("number").values_list("number", "weekly_hours", "version")) == [
        *((1, 30, 2), (2, 37, 1), (3, 30, 1)),
    ]
    assert Seat.objects.get(number=1).confirmed_on == day(-10)
    assert not SeatFile.objects.exists()


def test_seats_that_changed_since_they_were_shown_stop_the_whole_file(client, cast):
    address = send(
        client,
        cast,
        f"Botilbuddet Kragelund,1,{day(-5)},{day(200)},30",
        f"Botilbuddet Kragelund,9,{day(0)},{day(9)},30",
    )
    client.get(address)
    Seat.objects.filter(number=1).update(weekly_hours=20)
    response = client.post(address, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert sorted(Seat.objects.values_list("number", "weekly_hours")) == [(1, 20), (2, 37)]
    assert "20 → 30" in response.content.decode()
    seats.still_true(cast.kragelund, by=cast.kirsten)  # what is the same for the file stops nothing
    client.post(address)
    assert sorted(Seat.objects.values_list("number", "weekly_hours")) == [(1, 30), (2, 37), (9, 30)]


@pytest.mark.parametrize(
    "content", [b"", b"name;age\nx;1", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"\x00\x01\x02"]
)
def test_a_file_that_is_none_is_explained(client, cast, content):
    client.force_login(cast.kirsten)
    response = client.post(
        reverse("admin:placements_seat_import"),
        {"file": SimpleUploadedFile("x.csv", content or b" ")},
        follow=True,
    )
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Seat.objects.count() == 2


@pytest.mark.parametrize("who", ["birgitte", "mette", "peter", "ana"])
def test_others_take_nothing_in_or_out_and_a_colleagues_file_is_hers(client, cast, who):
    address = send(client, cast, f"Botilbuddet Kragelund,1,{day(-5)},{day(200)},30")
    client.force_login(cast.jonas)
    assert client.post(address).status_code == 404
    client.force_login(getattr(cast, who))
    for path in [address, reverse("admin:placements_seat_export", args=["csv"])]:
        assert client.get(path).status_code in (302, 404)
        assert "Kragelund" not in client.get(path).content.decode()
    assert Seat.objects.get(number=1).weekly_hours == 37
