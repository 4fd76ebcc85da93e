"""What people type: kept as it is or explained, shown as text and never run; and fields nobody asked for do nothing."""

import html
import unicodedata
from itertools import chain

import pytest
from django.urls import reverse

from intake.models import About, Application
from mentoring.models import LogEntry
from placements.models import Placement
from portal.models import User
from tests.factories import ApplicationFactory, fill

NAUGHTY = [
    "\x00",
    "A\x00na",
    "\x1b[31mred",
    "undefined",
    "null",
    "NaN",
    "0",
    "-1",
    "1e309",
    "' OR 1=1 --",
    "'; DROP TABLE intake_application; --",
    '" onmouseover=alert(1) x="',
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ settings.SECRET_KEY }}",
    "{% load static %}{% debug %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%s%s%s%n %(name)s {0} {x}",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "=cmd|' /C calc'!A0",
    "+45@SUM(A1)",
    "Bcc: all@example.org\r\nSubject: x",
    "two\nlines",
    "\ttab\t",
    "   ",
    "é vs e\u0301",
    "ﬀ ﷽ ᾳ Ⅷ",
    "Þórr O'Brien-Ńgũgĩ Дарья",
    "محمد عبد الله",
    "שלום",
    "\u202eevil\u202c",
    "\u2066isolated",
    "a\u200bb\u200cc\u200dd\ufeff",
    "\u00ad\u034f",
    "😀👩🏾‍⚕️🏳️‍🌈",
    "Z̵̢̛͖a̸l̷g̶o̴",
    "田中さんにあげて下さい",
    "\ud7ff\ue000\ufffd",
    "\u2028line\u2029",
    "x" * 10_000,
    "ß" * 101,
]
TEXTS = {
    "about": ["given_name", "family_name", "postcode"],
    "background": ["in_own_words"],
}
ALERTS = ("<script>alert(1)", "onerror=alert(1)>", "<svg onload", '" onmouseover')


@pytest.fixture
def ana(client, cast, lists):
    """Ana's draft, with Ana logged in."""
    application = ApplicationFactory(applicant=cast.ana, filled=True)
    client.force_login(cast.ana)
    return application


def raw(page):
    """Dangerous text that a page shows without escaping it."""
    return [word for word in ALERTS if word in page.text]


def kept(typed, stored):
    """As it was typed, but for the blanks at its ends, the way lines end, and accents joined to their letters."""
    return plain(stored) == plain(typed)


def plain(text):
    return unicodedata.normalize("NFC", text.strip().replace("\r\n", "\n"))


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:24]))
def test_whatever_is_typed_into_the_form_is_kept_or_explained(client, ana, typed):
    for section, names in TEXTS.items():
        url, row = reverse("intake:section", args=[section]), getattr(ana, section)
        before = {name: getattr(row, name) for name in names}
        page = client.post(url, answers(client.get(url)) | dict.fromkeys(names, typed))
        wrong = set(page.context["form"].errors) if page.status_code == 200 else set()
        assert wrong <= set(names)
        row.refresh_from_db()
        shown = client.get(url)
        for name in names:
            stored = getattr(row, name)
            assert stored == before[name] if name in wrong else kept(typed, stored), name
            assert html.escape(stored) in shown.text.replace("&#39;", "&#x27;"), name
        assert raw(page) + raw(shown) == []
    assert raw(client.get(reverse("intake:check"))) == []


def answers(page):
    """What the browser would send for a page as it stands: its fields, and those of its rows."""
    form, sent = page.context["form"], {}
    for rowset in form.rowsets.values():
        sent[rowset.many] = [row.key for row in rowset.forms]
    for bound in chain(form, *(row for rowset in form.rowsets.values() for row in rowset.forms)):
        value, widgets = bound.value(), getattr(bound.field.widget, "widgets_names", None)
        if widgets:
            parts = bound.field.widget.decompress(value)
            sent |= {bound.html_name + name: part for name, part in zip(widgets, parts, strict=True)}
        elif value not in (None, "", False):
            sent[bound.html_name] = value
    return sent


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:24]))
def test_whatever_is_noted_about_a_trainee_is_kept_or_explained(client, cast, typed):
    page = reverse("mentoring:log", args=[cast.placement.pk, "talk"])
    client.force_login(cast.mette)
    answer = client.post(page, {"note": typed, "mood": "3"})
    note = LogEntry.objects.first()
    if note is None:
        assert answer.status_code == 200
        assert answer.context["form"].errors["note"]
        assert raw(answer) == []
        return
    assert kept(typed, note.note)
    for shown in (
        client.get(answer.url),
        client.get(reverse("mentoring:placement", args=[cast.placement.pk])),
    ):
        assert shown.status_code == 200
        assert raw(shown) == []


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:24]))
def test_whatever_is_searched_for_is_answered(client, cast, typed):
    client.force_login(cast.kirsten)
    sent = {"look": "1", "q": typed, "status": typed, "o": typed}
    page = client.post(reverse("admin:intake_application_changelist"), sent, follow=True)
    assert page.status_code in {200, 400}
    assert raw(page) == []


# --- fields nobody asked for ---------------------------------------------------------------------------------
EXTRA = {
    "id": "1",
    "pk": "1",
    "status": "matchable",
    "reference": "PR-2020-00001",
    "applicant": "1",
    "applicant_id": "1",
    "application": "1",
    "submitted_at": "2020-01-01",
    "answer_by": "2020-01-01",
    "complete": "1",
    "role": "administrator",
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "0",
    "email": "other@example.org",
    "supervisor": "1",
    "seat": "1",
    "fit": "1000",
}


def fields(row):
    return {key: value for key, value in vars(row).items() if key not in {"_state", "saved_at", "last_login"}}


def test_extra_fields_change_nothing_about_an_application(client, cast, ana):
    other = ApplicationFactory(applicant=cast.yusuf)
    other = Application.objects.get(pk=fill(other).pk)
    before = [fields(Application.objects.get(pk=row.pk)) for row in (ana, other)]
    people = [fields(user) for user in User.objects.order_by("pk")]
    about = About.objects.values().get(application=other)
    extra = EXTRA | {"application": other.pk, "applicant": cast.yusuf.pk, "id": other.about.pk}
    for section in ("about", "background", "volunteering", "languages"):
        url = reverse("intake:section", args=[section])
        assert client.post(url, extra | answers(client.get(url))).status_code == 302
    assert [fields(Application.objects.get(pk=row.pk)) for row in (ana, other)] == before
    assert [fields(user) for user in User.objects.order_by("pk")] == people
    assert About.objects.values().get(application=other) == about


def test_extra_fields_change_nothing_about_a_placement(client, cast):
    before = fields(Placement.objects.get(pk=cast.placement.pk))
    client.force_login(cast.mette)
    for name, args in [("log", ["shift"]), ("log", ["note"]), ("goals", []), ("placement", [])]:
        url = reverse(f"mentoring:{name}", args=[cast.placement.pk, *args])
        client.post(url, EXTRA | {"mood": "3", "note": "A good day.", "supervisor": cast.lars.supervisor.pk})
    assert fields(Placement.objects.get(pk=cast.placement.pk)) == before


def test_nobody_makes_herself_an_administrator(client, cast):
    people = {user.pk: fields(user) for user in [*cast.staff, cast.ana]}
    for user in [*cast.staff, cast.ana]:
        if user == cast.signe:
            continue
        client.force_login(user)
        answer = client.post(reverse("admin:portal_user_change", args=[user.pk]), EXTRA)
        assert answer.status_code in {302, 403, 404}
    assert {user.pk: fields(user) for user in User.objects.filter(pk__in=people)} == {
        pk: row for pk, row in people.items()
    }


def test_the_administrator_makes_no_superuser(client, cast):
    client.force_login(cast.signe)
    sent = {
        "name": "Mette",
        "email": cast.mette.email,
        "role": "supervisor",
        "language": "da",
        "is_active": "on",
    }
    url = reverse("admin:portal_user_change", args=[cast.mette.pk])
    assert (
        client.post(url, sent | {"is_superuser": "on", "is_staff": "on", "password": "x"}).status_code == 302
    )
    cast.mette.refresh_from_db()
    assert (cast.mette.is_superuser, cast.mette.is_staff, cast.mette.name) == (False, False, "Mette")
