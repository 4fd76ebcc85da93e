"""Eight languages: who reads which, where the choice is kept, and what an applicant is told of a machine's work."""

import gettext
import re
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real
from pypdf import PdfReader

from intake import questions
from intake.forms import FORMS
from intake.models import Application, District, Profession, Setting, Tongue
from portal import languages, mail, pdf
from portal.management.commands import messages
from portal.models import LanguageApproval, Letter
from tests.factories import ApplicationFactory, Cast, DatedRuleFactory, ProfessionFactory
from tests.pdfua import breaches

ROOT = Path(__file__).parents[2]
NOTICE = 'class="unread"'


@pytest.fixture
def cast(db):
    return Cast()


def browser(language="en", user=None):
    client = Client(headers={"accept-language": language})
    if user:
        client.force_login(user)
    return client


def html(client, path="/"):
    return client.get(path, follow=True).content.decode()


def offered(page):
    return re.findall(r'name="language" value="(\w+)" lang="(\w+)" dir="(\w+)"', page)


def choose(client, language):
    return client.post(reverse("set_language"), {"language": language, "next": "/contact/"})


def test_everybody_outside_may_choose_among_eight_languages_each_by_its_own_name(cast):
    page = html(browser())
    assert offered(page) == [
        ("da", "da", "ltr"),
        ("en", "en", "ltr"),
        ("uk", "uk", "ltr"),
        ("ar", "ar", "rtl"),
        ("de", "de", "ltr"),
        ("pl", "pl", "ltr"),
        ("es", "es", "ltr"),
        ("fa", "fa", "rtl"),
    ]
    for name in ["Dansk", "English", "Українська", "العربيّة", "Deutsch", "Polski", "Español", "فارسی"]:
        assert f"{name}</button>" in page
    assert offered(html(browser(user=cast.ana), "/contact/")) == offered(page)


@pytest.mark.parametrize("who", ["mette", "birgitte", "kirsten", "signe"])
def test_those_who_work_here_read_danish_or_english(cast, who):
    person = getattr(cast, who)
    client = browser("ar", person)
    page = html(client)
    assert '<html lang="en"' in page.replace('lang="en-us"', 'lang="en"')
    assert [code for code, _lang, _dir in offered(page)] == ["da", "en"]
    choose(client, "ar")
    assert 'dir="rtl"' not in html(client)
    person.refresh_from_db()
    assert person.language == "da"
    choose(client, "en")
    person.refresh_from_db()
    assert person.language == "en"


def test_the_door_of_staff_is_in_english_where_the_browser_asks_for_arabic(cast):
    assert '<html lang="en" dir="ltr">' in html(browser("ar"), reverse("account_login"))
    assert '<html lang="ar" dir="rtl">' in html(browser("ar"), reverse("account_request_login_code"))


def test_her_choice_follows_her_to_another_device_and_into_her_letters(cast):
    choose(browser(user=cast.ana), "pl")
    cast.ana.refresh_from_db()
    assert '<html lang="pl" dir="ltr">' in html(browser("da", cast.ana), "/contact/")
    assert '<html lang="en" dir="ltr">' in html(browser("en", cast.yusuf), "/contact/")
    mail.send("intake/withdrawn", cast.ana, key="1")
    with translation.override("pl"):
        assert Letter.objects.get().subject == translation.gettext("You have withdrawn your application")


def test_what_she_chose_on_this_device_goes_before_what_her_account_says(cast):
    client = browser()
    choose(client, "fa")
    client.force_login(cast.ana)
    assert '<html lang="fa" dir="rtl">' in html(client, "/contact/")


def test_a_language_we_do_not_have_changes_nothing(cast):
    client = browser(user=cast.ana)
    choose(client, "xx")
    cast.ana.refresh_from_db()
    assert cast.ana.language == "en"
    assert '<html lang="en" dir="ltr">' in html(client, "/contact/")


@pytest.mark.parametrize("language", languages.ASSISTED)
def test_a_machines_work_is_marked_until_the_administrator_has_approved_it(cast, language, monkeypatch):
    reader = browser(language)
    assert NOTICE in html(reader)
    admin = browser("en", cast.signe)
    admin.post(reverse("admin:portal_languageapproval_add"), {"language": language})
    approval = LanguageApproval.objects.get()
    assert (approval.language, approval.by, approval.is_current) == (language, cast.signe, True)
    assert NOTICE not in html(reader)
    other = next(code for code in languages.ASSISTED if code != language)
    assert NOTICE in html(browser(other))
    monkeypatch.setattr(languages, "fingerprint", lambda code: "a new text")
    assert NOTICE in html(reader)


@pytest.mark.parametrize("language", languages.OURS)
def test_danish_and_english_carry_no_notice(cast, language):
    assert NOTICE not in html(browser(language))


def test_a_coordinator_approves_no_language(cast):
    url = reverse("admin:portal_languageapproval_add")
    assert browser("en", cast.kirsten).post(url, {"language": "uk"}).status_code == 403
    assert not LanguageApproval.objects.exists()


@pytest.mark.parametrize(
    ("language", "most"), [("ar", 6), ("de", 2), ("es", 2), ("fa", 2), ("pl", 3), ("uk", 3)]
)
def test_each_language_has_the_plural_forms_it_needs(language, most):
    catalogue = messages.read(ROOT / "locale" / language / "LC_MESSAGES/django.po")
    form = gettext.c2py(catalogue.plural_expr)
    assert {form(number) for number in range(200)} == set(range(most))


def test_a_form_for_one_number_only_may_leave_the_number_out():
    def of(language):
        return messages.of_one_number(messages.read(ROOT / "locale" / language / "LC_MESSAGES/django.po"))

    assert of("ar") == {0, 1, 2}
    assert of("pl") == {0}
    assert of("uk") == set()  # 21 and 31 are said with the form of 1


def test_the_lists_know_their_names_in_her_language_and_new_rows_are_in_english(db):
    nurse = ProfessionFactory(code="NURSE", name_da="Sygeplejerske", name_en="Nurse")
    new = Profession(code="NEW", name_da="Fodterapeut", name_en="Podiatrist")
    said = {}
    for language in ["da", "en", "de"]:
        with translation.override(language):
            said[language] = (nurse.name, new.name)
            nurse_there = translation.gettext("Nurse")
    assert said["da"] == ("Sygeplejerske", "Fodterapeut")
    assert said["en"] == ("Nurse", "Podiatrist")
    assert said["de"] == (nurse_there, "Podiatrist")


class Ear(gettext.NullTranslations):
    """Hears every string that no catalogue has."""

    def __init__(self):
        super().__init__()
        self.heard = set()

    def gettext(self, message):
        self.heard.add(message.rpartition(trans_real.CONTEXT_SEPARATOR)[2])
        return message

    def ngettext(self, singular, plural, number):
        return self.gettext(singular)


@pytest.fixture
def ear(monkeypatch):
    """Ukrainian with nothing behind it: what isn't translated isn't there in Danish either."""
    ear = Ear()
    ukrainian = trans_real.DjangoTranslation("uk")
    ukrainian._fallback = ear
    monkeypatch.setitem(trans_real._translations, "uk", ukrainian)
    return ear


def in_scope():
    path = ROOT / "locale/uk/LC_MESSAGES/django.po"
    found = messages.strings(messages.marked(ROOT), path)
    return {text for message in found for text in messages.forms(message.id)}


PUBLIC = ["/", "/contact/", "/privacy/", "/cookies/", "/accessibility/", "/account/start/", "/nothing-here/"]
HERS = ["/apply/", *(f"/apply/{section}/" for section in FORMS), "/apply/documents/", "/apply/check/"]
AFTER = [f"/apply/{page}/" for page in ("status", "receipt", "answers", "withdraw", "consent", "questions")]
AFTER += [f"/apply/{page}/" for page in ("programmes", "my-data", "erase", "documents", "contact-details")]
AFTER += ["/apply/contact-details/e-mail/", "/apply/contact-details/e-mail/code/"]
ASKING = ["/apply/questions/", "/apply/contact-details/", *AFTER[-2:]]
AGREED = ["/apply/status/", "/apply/cpr/", "/apply/cpr/remove/"]
LETTERS = {
    "account/login_code": {"code": "ABC-123"},
    "intake/received": {},
    "intake/withdrawn": {},
    "intake/declined": {"why_not": "danish"},
    "placements/we_asked": {},
    "placements/agreed": {},
    "placements/called_off": {},
}


@pytest.mark.promise("international-14")
def test_the_catalogues_hold_every_string_an_applicant_meets(cast, ear, settings):
    settings.DEMO = False
    DatedRuleFactory()
    browser("uk").post("/account/start/", {"email": "?"})
    nobody, hers, sent = browser("uk"), browser("uk", cast.ana), browser("uk", cast.yusuf)
    choose(hers, "uk")
    choose(sent, "uk")
    for path in PUBLIC:
        html(nobody, path)
    ApplicationFactory(applicant=cast.ana, filled=True)
    for path in HERS:
        html(hers, path)
        hers.post(path, {"phone": "?", "hours": "x"})
    ApplicationFactory(applicant=cast.yusuf, filled=True)
    sent.post("/apply/submit/")
    application = Application.objects.get(applicant=cast.yusuf)
    questions.ask(application, "X", by=cast.kirsten)
    sent.post(AFTER[-2], {"email": "new@example.org"})
    for path in AFTER:
        html(sent, path)
    for path in ASKING:
        sent.post(path, {"email": "?", "answer": "", "code": "?"})
    Application.objects.filter(pk=application.pk).update(status="placed")
    for path in AGREED:
        sent.post("/apply/cpr/", {"cpr": "6101901234"})
        html(sent, path)
    sent.post("/apply/cpr/", {"cpr": "1"})
    cast.ana.refresh_from_db()
    for letter, context in LETTERS.items():
        mail.send(letter, cast.ana, key="1", **context)
    lists = [Profession, District, Setting]  # their rows here aren't those of reference.py
    rows = {row.name_en for table in lists for row in table.objects.all()}
    rows |= {setting.learn_en for setting in Setting.objects.all()}
    assert sorted(ear.heard - in_scope() - rows) == []


@pytest.mark.parametrize("language", languages.ASSISTED)
def test_a_paper_can_be_set_in_each_language(language):
    with translation.override(language):
        words = translation.gettext("Your answers")
    page = pdf.html("paper.html", {"title": words}, language)
    assert f'<html lang="{language}" dir="{languages.direction(language)}">' in page
    paper = pdf.write(page.replace("</body>", f"<main><h1>{words}</h1></main></body>"))
    printed = normalize("NFKC", PdfReader(BytesIO(paper)).pages[0].extract_text())
    assert set(words) - {"\u200c"} <= set(printed)  # a joiner is no letter
    assert breaches(paper) == []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_a_phone_number_runs_from_left_to_right_in_words_that_do_not(language):
    path = ROOT / "locale" / language / "LC_MESSAGES/django.po"
    said = [text for message in messages.read(path) if message.id for text in messages.forms(message.string)]
    bare = re.compile(r"(?<!<bdi>)(?<!\u2066)(\+\d[\d ]{4}|%\(phone\)s)")
    assert [text for text in said if bare.search(text)] == []


@pytest.mark.parametrize("language, name", [("en", "Somali"), ("da", "somali"), ("de", "Somali")])
def test_a_language_is_written_in_a_sentence_as_the_reader_writes_it(language, name):
    with translation.override(language):
        assert Tongue.SO.inside == name
