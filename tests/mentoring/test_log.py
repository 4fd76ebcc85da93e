"""The log: three answers, one entry however often it is sent, and nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.forms import LanguageForm, NoteForm, ShiftForm, TalkForm
from mentoring.models import Activity, LanguageSession, LogEntry, Situation
from placements.models import State
from portal.audit import Event
from portal.flow import Refused
from portal.levels import Level
from tests.factories import PlacementFactory

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
NAUGHTY = [
    "<script>alert(1)</script>",
    "'; DROP TABLE mentoring_languagesession; --",
    "هذه ملاحظة طويلة بالعربية",
    "\u202etxet desrever",
    "👩🏽‍⚕️ Zalgo ẗ̷̢e̸x̵t",
    "{{ 7|add:7 }} {% now 'Y' %}",
]


def address(placement, kind="language"):
    return reverse("mentoring:log", args=[placement.pk, kind])


def answers(**more):
    return {"activity": "teaching", "minutes": "30", "situation": "phone", "token": str(uuid4())} | more


@pytest.mark.promise("answer-34")
def test_a_session_takes_three_answers(ana, cast, client):
    client.force_login(cast.mette)
    answer = client.post(address(ana), answers())
    session = LanguageSession.objects.get()
    assert answer.url == reverse("mentoring:logged", args=[ana.pk, "language", session.pk])
    assert (session.placement, session.by, session.on) == (ana, cast.mette, timezone.localdate())
    assert (session.activity, session.minutes, session.situation) == (Activity.TEACHING, 30, Situation.PHONE)
    assert (session.level, session.note) == (None, "")
    receipt = client.get(answer.url, headers=ENGLISH)
    assert "Teaching, 30 minutes, Phone, today" in receipt.text
    assert "Vil du tale lidt langsommere?" in receipt.text


@pytest.mark.promise("helsingor-09")
@pytest.mark.parametrize("form, most", [(LanguageForm, 3), (ShiftForm, 3), (TalkForm, 3), (NoteForm, 3)])
def test_no_form_of_the_log_asks_for_more_than_three_things(form, most):
    fields = form(starts=timezone.localdate()).fields
    assert sum(field.required for field in fields.values()) <= most


@pytest.mark.promise("answer-34")
def test_there_are_exactly_four_kinds_of_language_support(ana, cast, client):
    client.force_login(cast.mette)
    for kind, _label in LanguageForm(starts=ana.starts).fields["activity"].choices:
        client.post(address(ana), answers(activity=kind))
    assert set(LanguageSession.objects.values_list("activity", flat=True)) == {
        "observation",
        "guidance",
        "teaching",
        "follow_up",
    }


@pytest.mark.promise("answer-34")
def test_the_page_of_a_trainee_counts_minutes_and_sessions_of_each_kind(ana, cast, client):
    for kind, minutes in [("teaching", 30), ("teaching", 45), ("observation", 15)]:
        actions.log_session(
            ana,
            by=cast.mette,
            token=uuid4(),
            on=timezone.localdate(),
            activity=kind,
            minutes=minutes,
            situation="phone",
        )
    client.force_login(cast.mette)
    page = client.get(reverse("mentoring:placement", args=[ana.pk]), headers=ENGLISH)
    assert page.context["chart"].rows == [
        ("Observation", 15, 1),
        ("Individual guidance", 0, 0),
        ("Teaching", 75, 2),
        ("Follow-up", 0, 0),
    ]
    assert "90 minutes in 3 sessions. Not tried yet: Individual guidance, Follow-up." in page.text


def test_the_same_form_sent_again_makes_one_entry(ana, cast, client):
    """Double press, Back and once more, a reload: all carry the token of the form."""
    client.force_login(cast.mette)
    once = answers(note="Fin dag")
    urls = {client.post(address(ana), once).url for _press in range(3)}
    assert len(urls) == 1
    assert LanguageSession.objects.count() == 1
    assert client.post(address(ana), answers(note="Fin dag")).url not in urls
    assert LanguageSession.objects.count() == 2


@pytest.mark.parametrize(
    "kind, said", [("shift", {"mood": "2"}), ("talk", {"note": "Mål"}), ("note", {"note": "x"})]
)
def test_a_shift_a_talk_and_a_note_are_written_once_too(ana, cast, client, kind, said):
    client.force_login(cast.mette)
    once = {"token": str(uuid4())} | said
    for _press in range(2):
        client.post(address(ana, kind), once)
    entry = LogEntry.objects.get()
    assert (entry.kind, entry.by, entry.on) == (kind, cast.mette, timezone.localdate())


def test_a_token_of_another_placement_writes_nothing(ana, cast, client):
    token = uuid4()
    his = PlacementFactory(seat__site=cast.sonderskovhus, supervisor=cast.lars.supervisor)
    said = {"on": timezone.localdate(), "activity": "teaching", "minutes": 15, "situation": "phone"}
    actions.log_session(his, by=cast.lars, token=token, **said)
    client.force_login(cast.mette)
    page = client.post(address(ana), answers(token=str(token), note="Mit"))
    assert page.status_code == 200
    assert "Mit" in page.text  # what she wrote is still there
    assert LanguageSession.objects.get().note == ""


@pytest.mark.parametrize("token", ["", "x", "'"])
def test_a_broken_token_still_saves(ana, cast, client, token):
    client.force_login(cast.mette)
    client.post(address(ana), answers(token=token))
    assert LanguageSession.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"activity": ""}, "Choose an answer: What did you do?"),
        ({"activity": "dancing"}, "Choose one of the answers shown"),
        ({"minutes": ""}, "Choose an answer: For how long?"),
        ({"minutes": "other"}, "Write how many minutes it took"),
        ({"minutes": "other", "other_minutes": "0"}, "write 1 or more"),
        ({"minutes": "other", "other_minutes": "99999"}, "write 480 or less"),
        ({"minutes": "other", "other_minutes": "soon"}, "write a number"),
        ({"situation": "moon"}, "Choose one of the answers shown"),
        ({"level": "31"}, "Choose one of the answers shown"),
        ({"on_day": "31", "on_month": "2", "on_year": "2027"}, "this date does not exist"),
        ({"on_day": "1", "on_month": "1", "on_year": "2199"}, "or an earlier day"),
        ({"note": "x" * 1001}, "use at most 1000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(ana, cast, client, wrong, told):
    client.force_login(cast.mette)
    page = client.post(address(ana), answers(**({"note": "Bliver stående"} | wrong)), headers=ENGLISH)
    assert told in page.text
    assert wrong.get("note", "Bliver stående") in page.text
    assert LanguageSession.objects.count() == 0


@pytest.mark.parametrize("words", NAUGHTY)
def test_words_of_every_kind_come_back_as_they_were(ana, cast, client, words):
    client.force_login(cast.mette)
    client.post(address(ana), answers(note=words))
    assert LanguageSession.objects.get().note == words
    page = client.get(reverse("mentoring:placement", args=[ana.pk]))
    assert "<script>alert" not in page.text
    assert "{{ 7|add:7 }}" in page.text or "{{" not in words


def test_other_minutes_and_an_earlier_day(ana, cast, client):
    client.force_login(cast.mette)
    day = timezone.localdate() - timedelta(days=1)
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    client.post(address(ana), answers(minutes="other", other_minutes="20", level=str(Level.B1), **on))
    session = LanguageSession.objects.get()
    assert (session.minutes, session.on, session.level) == (20, day, Level.B1)


# --- who, and when ---------------------------------------------------------------------------------------
def test_lars_finds_neither_the_log_nor_the_receipt_of_another_ward(ana, cast, client):
    client.force_login(cast.mette)
    receipt = client.post(address(ana), answers()).url
    client.force_login(cast.lars)
    assert client.get(address(ana)).status_code == 404
    assert client.post(address(ana), answers()).status_code == 404
    assert client.get(receipt).status_code == 404
    assert LanguageSession.objects.count() == 1


def test_a_receipt_is_found_only_under_its_own_placement_and_kind(ana, cast, client):
    other = PlacementFactory(seat__site=cast.kragelund, supervisor=cast.mette.supervisor)
    client.force_login(cast.mette)
    client.post(address(ana, "note"), {"note": "x", "token": str(uuid4())})
    entry = LogEntry.objects.get()
    for placement, kind in [(other, "note"), (ana, "shift"), (ana, "language")]:
        assert client.get(reverse("mentoring:logged", args=[placement.pk, kind, entry.pk])).status_code == 404
    assert client.get(reverse("mentoring:logged", args=[ana.pk, "note", entry.pk])).status_code == 200


def test_only_four_kinds_of_entries_have_an_address(ana, cast, client):
    client.force_login(cast.mette)
    assert client.get(address(ana, "gossip")).status_code == 404


def test_a_closed_placement_takes_no_more_entries_and_loses_no_words(ana, cast, client):
    ana.move(State.COMPLETED, by=cast.mette)
    client.force_login(cast.mette)
    page = client.post(address(ana), answers(note="For sent"), headers=ENGLISH)
    assert "This placement has moved on" in page.text
    assert "For sent" in page.text
    with pytest.raises(Refused):
        actions.log_entry(ana, by=cast.mette, token=uuid4(), kind="note", on=timezone.localdate(), note="x")
    assert LanguageSession.objects.count() + LogEntry.objects.count() == 0


def test_writing_and_reading_are_in_the_trail_without_a_word_of_it(ana, cast, client):
    client.force_login(cast.mette)
    client.post(address(ana), answers(note="Hemmeligt"))
    client.get(reverse("mentoring:placement", args=[ana.pk]))
    lines = Event.objects.filter(who=cast.mette, of__in=["mentoring.languagesession", "placements.placement"])
    trail = sorted(lines.values_list("act", "of", "row", "purpose"))
    session = LanguageSession.objects.get()
    assert trail == [
        ("change", "mentoring.languagesession", session.pk, "log"),
        ("read", "placements.placement", ana.pk, ""),
    ]
