"""The CPR number: what is one, who is asked, who sees it, and that nobody else ever does."""

import logging
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.dk import cpr as oracle

from intake import cpr, identity, rights
from intake.models import Application, Identity, Status
from intake.models.identity import AGREED
from portal import sealed
from portal.flow import Refused
from portal.models import Event, Letter, User
from portal.roles import MAY, Act, Role
from tests.factories import ApplicationFactory

TODAY = date(2026, 11, 22)
HERS, OTHER = "6101901234", "7203851111"  # 60 is added to the day: nobody's numbers


# --- what is a number ------------------------------------------------------------------------------------------
DIGITS = st.builds(
    "{:02}{:02}{:02}{:04}".format,
    *(st.integers(0, 99), st.integers(0, 13), st.integers(0, 99), st.integers(0, 9999)),
)


@given(DIGITS)
@example("0101071234")
@example("0101364000")
@example("0101374000")
@example("0101575000")
@example("0101585000")
@example("0101990000")
@example("2902001237")
@example("2902004000")
@example("6101901234")
def test_a_number_is_one_exactly_when_an_independent_library_says_so(number):
    """But for people born before 1900, who are dead, and for substitute numbers, which that library doesn't know."""
    plain = f"{int(number[:2]) - 60:02}{number[2:]}" if int(number[:2]) > 60 else number
    with time_machine.travel(TODAY):
        theirs = oracle.is_valid(plain) and oracle.get_birth_date(plain).year >= 1900
    try:
        ours = cpr.read(number, TODAY) == number
    except cpr.Wrong:
        ours = False
    assert ours == theirs


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("0101071234", date(1907, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101990000", date(1999, 1, 1)),
        ("0101009000", date(2000, 1, 1)),
        ("0101000000", date(1900, 1, 1)),
        ("0101369000", date(2036, 1, 1)),
        ("0101379000", date(1937, 1, 1)),
        (HERS, date(1990, 1, 1)),
    ],
)
def test_the_seventh_digit_tells_the_century(number, born):
    assert cpr.born(number) == born


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "6101901234",
            "610190-1234",
            " 610190 - 1234 ",
            "610190\u00a01234",
            "610190–1234",
            "61 01 90 12 34",
        ),
        *("６１０１９０－１２３４", "٦١٠١٩٠١٢٣٤", "۶۱۰۱۹۰-۱۲۳۴", "\u200e610190\u22121234"),
    ],
)
def test_a_number_is_taken_in_however_people_write_it(typed):
    assert cpr.read(typed, TODAY) == HERS


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *[
            (text, "digits")
            for text in ("", "610190123", "61019012345", "610190/1234", "61O1901234", "²101901234")
        ],
        *[(text, "date") for text in ("3102901234", "9201901234", "0113901234", "2902001237", "0101585000")],
        *[(text, "future") for text in ("0101364000", "2311264000", "0101575000")],
    ],
)
def test_what_is_no_number_is_told_apart(typed, why):
    with pytest.raises(cpr.Wrong, match=f"^{why}$"):
        cpr.read(typed, TODAY)


def test_somebody_born_today_has_a_number_and_no_check_digit_is_asked_for():
    assert cpr.read("2211264000", TODAY) == "2211264000"
    assert oracle.checksum("0101651234") != 0
    assert cpr.read("010165-1234", TODAY) == "0101651234"


# --- the seal --------------------------------------------------------------------------------------------------
@pytest.fixture
def agreed(cast):
    """Ana, whose placement is agreed."""
    return ApplicationFactory(applicant=cast.ana, status=Status.PLACED)


@pytest.fixture
def given_number(agreed, cast):
    return identity.store(agreed, HERS, by=cast.ana)


def in_the_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM intake_identity t")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_table_holds_no_number(given_number):
    assert given_number.number == HERS
    told = in_the_table()
    assert given_number.sealed in told
    assert [part for part in (HERS, "610190", "1234-", "1990") if part in told] == []


def test_the_same_number_is_never_sealed_alike_and_always_marked_alike(settings):
    assert sealed.seal(HERS) != sealed.seal(HERS)
    first = sealed.mark(HERS)
    assert sealed.mark(HERS) == first != sealed.mark(OTHER)
    settings.CPR_INDEX_KEY = "another key of fifty characters, or a little more than that"
    assert sealed.mark(HERS) != first


def test_keys_are_changed_without_losing_a_number(given_number, settings):
    """A new key is put first, everything is sealed anew, the old key is taken away."""
    first = settings.CPR_KEYS
    new = Fernet.generate_key().decode()
    settings.CPR_KEYS = [new, *first]
    assert Identity.objects.get().number == HERS
    assert call("cpr_keys") == "1 sealed anew, 0 left as they were."
    token = Identity.objects.get().sealed
    assert call("cpr_keys") == "0 sealed anew, 1 left as they were."
    assert Identity.objects.get().sealed == token != given_number.sealed
    settings.CPR_KEYS = [new]
    assert Identity.objects.get().number == HERS
    settings.CPR_KEYS = first
    with pytest.raises(sealed.Locked, match="No key of CPR_KEYS"):
        _ = Identity.objects.get().number


def test_a_new_key_for_finding_marks_every_number_anew(given_number, settings):
    settings.CPR_INDEX_KEY = "another key of fifty characters, or a little more than that"
    assert call("cpr_keys") == "1 sealed anew, 0 left as they were."
    assert Identity.objects.get().index == sealed.mark(HERS) != given_number.index


def test_a_missing_key_stops_the_change_and_nothing_is_lost(given_number, cast, settings):
    """One row of two can't be opened: neither is changed."""
    first, new = settings.CPR_KEYS, Fernet.generate_key().decode()
    settings.CPR_KEYS = [new]
    yusuf = ApplicationFactory(applicant=cast.yusuf, status=Status.PLACED)
    identity.store(yusuf, OTHER, by=cast.yusuf)
    before = in_the_table()
    with pytest.raises(CommandError, match="Nothing is changed"):
        call("cpr_keys")
    assert in_the_table() == before
    settings.CPR_KEYS = [new, *first]
    assert call("cpr_keys") == "1 sealed anew, 1 left as they were."


def call(name):
    said = StringIO()
    call_command(name, stdout=said)
    return said.getvalue().strip()


# --- she -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", sorted(set(Status) - set(AGREED)))
def test_nobody_is_asked_before_a_placement_is_agreed(client, cast, status):
    application = ApplicationFactory(applicant=cast.ana, status=status)
    client.force_login(cast.ana)
    assert reverse("intake:cpr") not in client.get(reverse("intake:status"), follow=True).content.decode()
    for page in (client.get(reverse("intake:cpr")), client.post(reverse("intake:cpr"), {"cpr": HERS})):
        assert page.url == reverse("intake:status")
    with pytest.raises(Refused):
        identity.store(application, HERS, by=cast.ana)
    assert not Identity.objects.exists()


def test_she_gives_changes_and_removes_it(client, agreed, cast):
    client.force_login(cast.ana)
    assert reverse("intake:cpr") in client.get(reverse("intake:status")).content.decode()
    page = client.post(reverse("intake:cpr"), {"cpr": " 610190\u00a01234"}, follow=True)
    assert "610190-xxxx" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "1234" not in page.content.decode()
    page = client.post(reverse("intake:cpr"), {"cpr": OTHER}, follow=True)
    assert "720385-xxxx" in page.content.decode()
    assert (Identity.objects.get().number, Identity.objects.get().stored_by) == (OTHER, cast.ana)
    assert "Remove your CPR number?" in client.get(reverse("intake:remove_cpr")).content.decode()
    assert Identity.objects.exists()
    client.post(reverse("intake:remove_cpr"))
    assert not Identity.objects.exists()
    trail = Event.objects.filter(of="intake.application", row=agreed.pk, who=cast.ana).order_by("pk")
    assert [e.purpose for e in trail] == ["cpr-written", "cpr-written", "cpr-removed"]


def test_she_can_still_remove_it_when_the_placement_is_no_longer_agreed(client, agreed, given_number, cast):
    agreed.move(Status.WITHDRAWN, by=cast.ana)
    client.force_login(cast.ana)
    page = client.get(reverse("intake:cpr")).content.decode()
    assert "610190-xxxx" in page
    assert 'name="cpr"' not in page
    assert reverse("intake:cpr") in client.get(reverse("intake:my_data")).content.decode()
    client.post(reverse("intake:remove_cpr"))
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("en", "12", "Write the CPR number with 10 digits, for example ddmmyy-xxxx."),
        ("da", "12", "Skriv CPR-nummeret med 10 cifre, for eksempel ddmmåå-xxxx."),
        ("en", "", "Write the CPR number with 10 digits, for example ddmmyy-xxxx."),
        ("en", "3102901234", "this date does not exist"),
        ("en", "0101364000", "you are born in the future"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, agreed, cast, language, typed, words):
    cast.ana.language = language
    cast.ana.save()
    client.force_login(cast.ana)
    page = client.post(reverse("intake:cpr"), {"cpr": typed}, headers={"accept-language": language})
    assert words in page.content.decode()
    assert [str(e) for e in page.context["form"].errors["cpr"]] != []
    assert not Identity.objects.exists()


def test_another_applicant_learns_nothing_from_a_number_that_is_there(client, cast, given_number):
    """Yusuf tries Ana's number: his page is the one anybody gets, and only Kirsten reads of it."""
    yusuf = ApplicationFactory(applicant=cast.yusuf, status=Status.PLACED)
    client.force_login(cast.yusuf)
    pages = []
    for number in (OTHER, HERS):
        page = client.post(reverse("intake:cpr"), {"cpr": number}, follow=True)
        shown = page.content.decode().replace("720385", "610190")
        pages.append((page.redirect_chain, without_tokens(shown)))
    assert pages[0] == pages[1]
    his = Identity.objects.get(applicant=cast.yusuf)
    assert (his.number, his.index, his.taken, his.holder) == (HERS, None, True, cast.ana)
    taken_home = ZipFile(BytesIO(client.post(reverse("intake:my_data")).content))
    assert "another person" not in taken_home.read("my-data.html").decode()
    assert "taken" not in taken_home.read("my-data.json").decode()
    assert Identity.objects.get(applicant=cast.ana).index == sealed.mark(HERS)
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:intake_application_change", args=[yusuf.pk])).content.decode()
    assert "On another person too" in page
    assert given_number.applicant.applications.get().reference in page


@pytest.mark.parametrize("how", ["removed", "changed", "erased"])
def test_a_number_given_up_is_the_next_ones(cast, agreed, given_number, how):
    yusuf = ApplicationFactory(applicant=cast.yusuf, status=Status.PLACED)
    assert identity.store(yusuf, HERS, by=cast.yusuf).taken
    if how == "removed":
        identity.remove(agreed, by=cast.ana)
    elif how == "changed":
        identity.store(agreed, OTHER, by=cast.ana)
    else:
        rights.erase(rights.ask_erasure(cast.ana), by=cast.kirsten)
    his = Identity.objects.get(applicant=cast.yusuf)
    assert (his.taken, his.index, his.number, his.holder) == (False, sealed.mark(HERS), HERS, None)


def without_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


# --- others ----------------------------------------------------------------------------------------------------
def test_only_coordinators_may_see_numbers():
    assert {role for role, acts in MAY.items() if Act.SEE_CPR in acts} == {Role.COORDINATOR}


@pytest.mark.parametrize("name", ["yusuf", "mette", "birgitte", "hanne", "peter", "signe"])
def test_a_stranger_reaches_no_number(client, cast, agreed, given_number, name):
    person = getattr(cast, name)
    client.force_login(person)
    assert not Identity.objects.visible_to(person).exists()
    for address in ("intake:show_cpr", "intake:write_cpr"):
        page = client.post(reverse(address, args=[agreed.reference]), {"cpr": OTHER})
        assert page.status_code == 403
    client.post(reverse("intake:cpr"), {"cpr": OTHER})
    client.post(reverse("intake:remove_cpr"))
    shown = client.get(reverse("admin:intake_application_change", args=[agreed.pk]), follow=True)
    assert "610190" not in shown.content.decode()
    assert Identity.objects.get(applicant=cast.ana).number == HERS
    assert not Event.objects.filter(purpose="cpr-shown").exists()


def test_a_coordinator_sees_it_masked_and_opens_it_on_the_record(client, cast, agreed, given_number):
    client.force_login(cast.kirsten)
    address = reverse("admin:intake_application_change", args=[agreed.pk])
    page = client.get(address).content.decode()
    assert "610190-xxxx" in page
    assert "1234" not in page.replace(cast.ana.email, "").replace("20123456", "")
    show = reverse("intake:show_cpr", args=[agreed.reference])
    assert client.get(show).status_code == 405
    for times in (1, 2):
        shown = client.post(show)
        assert "610190-1234" in shown.content.decode()
        assert shown["Cache-Control"] == "private, no-store"
        seen = Event.objects.filter(act=Event.Act.READ, who=cast.kirsten, purpose="cpr-shown")
        assert list(seen.values_list("of", "row")) == [("intake.application", agreed.pk)] * times


def test_a_coordinator_writes_what_she_was_told(client, cast, agreed):
    client.force_login(cast.kirsten)
    address = reverse("intake:write_cpr", args=[agreed.reference])
    assert "10 digits" in client.post(address, {"cpr": "x"}).content.decode()
    assert not Identity.objects.exists()
    client.post(address, {"cpr": "610190-1234"})
    kept = Identity.objects.get()
    assert (kept.applicant, kept.stored_by, kept.number) == (cast.ana, cast.kirsten, HERS)


@pytest.mark.parametrize("status", [Status.SCREENING, Status.PROPOSED, Status.WITHDRAWN])
def test_a_coordinator_has_no_page_for_it_where_none_is_agreed(client, cast, status):
    application = ApplicationFactory(applicant=cast.ana, status=status, filled=True)
    client.force_login(cast.kirsten)
    for address in ("intake:show_cpr", "intake:write_cpr"):
        answer = client.post(reverse(address, args=[application.reference]), {"cpr": HERS})
        assert answer.status_code == 404
    assert not Identity.objects.exists()


# --- nowhere else ----------------------------------------------------------------------------------------------
@contextmanager
def everything_logged():
    """All that any part of the house logs, with the statements sent to PostgreSQL."""
    heard = StringIO()
    handler = logging.StreamHandler(heard)
    loggers = [logging.getLogger(), logging.getLogger("django.db.backends")]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    try:
        yield heard
    finally:
        connection.force_debug_cursor = False
        for each, level in zip(loggers, levels, strict=True):
            each.removeHandler(handler)
            each.setLevel(level)


def test_a_number_is_in_no_log_letter_address_trail_or_statement(client, cast, agreed):
    """She gives it, somebody else tries the same, a coordinator opens it: the digits are told once, on that page."""
    yusuf = ApplicationFactory(applicant=cast.yusuf, status=Status.PLACED)
    addresses = []
    with everything_logged() as heard:
        for person in (cast.ana, cast.yusuf):
            client.force_login(person)
            for typed in ("610190-1234", "6101901234x"):
                page = client.post(reverse("intake:cpr"), {"cpr": typed}, follow=True)
                addresses += [url for url, _code in page.redirect_chain]
        client.force_login(cast.kirsten)
        for application in (agreed, yusuf):
            client.post(reverse("intake:show_cpr", args=[application.reference]))
    said = heard.getvalue()
    assert "intake_identity" in said
    written = [str(each.__dict__) for model in (Letter, Event, Application) for each in model.objects.all()]
    for told in (said, *addresses, *written, in_the_table()):
        assert [part for part in (HERS, "610190-1234", "610190") if part in told] == []


def test_she_takes_it_home_masked_and_it_is_erased_with_her(client, cast, agreed, given_number):
    """The file may lie about for years; she knows the rest of the number herself."""
    client.force_login(cast.ana)
    with ZipFile(BytesIO(client.post(reverse("intake:my_data")).content)) as box:
        told = box.read("my-data.json").decode() + box.read("my-data.html").decode()
    assert "610190-xxxx" in told
    assert [part for part in (HERS, given_number.sealed, given_number.index) if part in told] == []
    rights.erase(rights.ask_erasure(cast.ana), by=cast.kirsten)
    assert not User.objects.filter(pk=cast.ana.pk).exists()
    assert not Identity.objects.exists()


def test_the_trail_of_an_application_tells_who_opened_the_number(client, cast, agreed, given_number):
    client.force_login(cast.kirsten)
    client.post(reverse("intake:show_cpr", args=[agreed.reference]))
    page = client.get(reverse("admin:intake_application_history", args=[agreed.pk]))
    assert "cpr-shown" in [line.purpose for line in page.context["lines"]]
    assert "Kirsten" in page.content.decode()


def test_the_sample_years_numbers_are_nobodys(db):
    from portal.sample import year

    year.build(seed=7, applicants=60, sites=8, today=TODAY)
    rows = list(Identity.objects.select_related("applicant"))
    numbers = [row.number for row in rows]
    assert len(rows) > 3
    assert all(int(number[:2]) > 60 for number in numbers)
    assert [cpr.read(number, TODAY + timedelta(days=1)) for number in numbers] == numbers
    assert sum(row.taken for row in rows) == 1
    assert not Identity.objects.exclude(applicant__applications__status__in=AGREED).exists()
