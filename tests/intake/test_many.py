"""What a coordinator does to many at once: an act with a preview, a saved filter, a spreadsheet."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from intake.models import Application, Question, SavedFilter, Status
from portal.models import Event, Letter
from portal.spreadsheets import as_csv, as_xlsx, harmless

pytestmark = pytest.mark.django_db
LIST, EXPORT = "admin:intake_application_changelist", "admin:intake_application_export"
FILTERS = "admin:intake_application_filters"


@pytest.fixture
def kirsten(client, cast):
    client.force_login(cast.kirsten)
    return client


@pytest.fixture
def three(make):
    """One that is new, one being read, one that is over."""
    return [make.ApplicationFactory(status=s) for s in (Status.SUBMITTED, Status.SCREENING, Status.COMPLETED)]


def send(client, action, rows, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(reverse(LIST), chosen)


# --- many at once ----------------------------------------------------------------------------------------
def test_a_preview_says_what_happens_to_whom_and_changes_nothing(kirsten, three):
    shown = send(kirsten, "hold_all", three, index=0)
    said = shown.content.decode()
    assert "This happens to 2 applications" in said
    assert shown.context["left_out"] == [("Completed", 1)]
    assert {one.status for one in Application.objects.all()} == {"submitted", "screening", "completed"}


def test_what_was_previewed_is_done_and_written_down(kirsten, cast, three):
    send(kirsten, "hold_all", three, confirmed=1, why_hold="wish")
    now = dict(Application.objects.values_list("pk", "status"))
    assert [now[one.pk] for one in three] == ["on_hold", "on_hold", "completed"]
    assert [step.by for step in three[0].history()] == [cast.kirsten]


def test_all_are_asked_the_same_but_nobody_twice(kirsten, three):
    refused = send(kirsten, "ask_all", three, confirmed=1, text="")
    assert refused.context["form"].errors and not Question.objects.exists()
    send(kirsten, "ask_all", three[:1], confirmed=1, text="Which shifts?")
    shown = send(kirsten, "ask_all", three, index=0)
    assert dict(shown.context["left_out"]) == {"A question waits for an answer already": 1, "Completed": 1}
    send(kirsten, "ask_all", three, confirmed=1, text="Which shifts?")
    assert sorted(Question.objects.values_list("application_id", flat=True)) == [one.pk for one in three[:2]]
    assert Letter.objects.filter(name="intake/question").count() == 2


def test_a_stranger_acts_on_none(client, cast, three):
    for who in (cast.signe, cast.birgitte, cast.ana):
        client.force_login(who)
        assert send(client, "hold_all", three, confirmed=1, why_hold="wish").status_code in (302, 403)
        assert client.post(reverse(EXPORT), {"kind": "csv"}).status_code in (302, 403)
        assert client.post(reverse(FILTERS), {"name": "x", "query": "queue=new"}).status_code in (302, 403)
    assert not Application.objects.filter(status=Status.ON_HOLD).exists()
    assert not SavedFilter.objects.exists()


# --- the spreadsheet -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+45",
        "-2",
        "@x",
        "\tx",
        "\rx",
        "\n=x",
        "|x",
        "%x",
        "＝x",
        "＋x",
        "－x",
        "＠x",
        " =x",
        "\u200b=x",
        "\x01=x",
    ],
)
def test_a_cell_is_never_a_formula(text):
    assert harmless(text)[0] == "'"


@pytest.mark.parametrize("text", ["Ana", "O'Brien", "a=b", "", "1-2", "Øst", 7])
def test_an_ordinary_cell_stays_as_it_is(text):
    assert harmless(text) == text


def test_both_kinds_of_file_hold_the_same(three):
    rows = [["Name", "Level"], ["=cmd()", 3], ["Ana;Bo", ""]]
    lines = list(csv.reader(StringIO(b"".join(as_csv(rows)).decode("utf-8-sig")), delimiter=";"))
    with as_xlsx(rows) as file:
        cells = load_workbook(BytesIO(file.read())).active
    assert lines == [["Name", "Level"], ["'=cmd()", "3"], ["Ana;Bo", ""]]
    assert [[cell.data_type for cell in row] for row in cells.iter_rows()][1] == ["s", "n"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_what_was_filtered_and_the_trail_says_who_took_it(kirsten, cast, three, kind):
    three[1].about.given_name = "=HYPERLINK(1)"
    three[1].about.save()
    address = reverse(EXPORT) + "?status=screening"
    shown = kirsten.get(address).content.decode()
    assert "<strong>1</strong>" in shown and not Event.objects.filter(act="export").exists()
    answer = kirsten.post(address, {"kind": kind})
    body = b"".join(answer.streaming_content)
    if kind == "csv":
        lines = list(csv.reader(StringIO(body.decode("utf-8-sig")), delimiter=";"))
    else:
        lines = [[cell.value for cell in row] for row in load_workbook(BytesIO(body)).active.iter_rows()]
    assert [line[0] for line in lines] == ["Reference", three[1].reference]
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert not {"Citizenship", "Residence"} & set(lines[0])
    line = Event.objects.get(act="export")
    assert (line.who, line.of, line.row, line.purpose) == (
        cast.kirsten,
        "intake.application",
        None,
        f"list-{kind}",
    )


# --- saved filters ---------------------------------------------------------------------------------------
def test_a_filter_is_saved_without_what_was_searched_for(kirsten, cast):
    query = "queue=new&q=Ana+Reyes&after=7&password=x&department=MSB"
    kirsten.post(reverse(FILTERS), {"name": "New in MSB", "query": query})
    saved = SavedFilter.objects.get()
    assert (saved.owner, saved.query, saved.shared) == (cast.kirsten, "queue=new&department=MSB", False)
    assert 'href="?queue=new&amp;department=MSB"' in kirsten.get(reverse(LIST)).content.decode()
    kirsten.post(reverse(FILTERS), {"name": "New in MSB", "query": "queue=late", "shared": "on"})
    assert SavedFilter.objects.get().query == "queue=late"


def test_colleagues_see_what_is_shared_and_nobody_removes_it_but_its_owner(client, cast):
    own, shared = [
        SavedFilter.objects.create(owner=cast.kirsten, name=name, query="queue=new", shared=name == "Shared")
        for name in ("Own", "Shared")
    ]
    client.force_login(cast.jonas)
    assert list(SavedFilter.objects.visible_to(cast.jonas)) == [shared]
    shown = client.get(reverse(LIST)).content.decode()
    assert (">Shared (Kirsten" in shown, ">Own<" in shown) == (True, False)
    for one in (own, shared):
        client.post(reverse(FILTERS), {"remove": one.pk})
    assert SavedFilter.objects.count() == 2
    client.force_login(cast.kirsten)
    client.post(reverse(FILTERS), {"remove": own.pk})
    assert list(SavedFilter.objects.all()) == [shared]


def test_the_export_fetches_by_the_thousand(kirsten, three):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        b"".join(kirsten.post(reverse(EXPORT), {"kind": "csv"}).streaming_content)
    assert len(asked) <= 12
