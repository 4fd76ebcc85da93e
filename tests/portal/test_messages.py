"""The translations: every marked string is found, kept, checked and compiled, wherever it stands."""

import gettext
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.management.commands import messages

ROOT = Path(__file__).parents[2]
EMPTY = messages.HEADER.format(language="da", plurals="nplurals=2; plural=(n != 1);")
GOOD = {
    "Save": "Gem",
    "Hello %(name)s": "Hej %(name)s",
    'Read <a href="%(url)s">the guide</a>': 'Læs <a href="%(url)s">vejledningen</a>',
}


@pytest.fixture
def house(tmp_path):
    """A small house with one module, one page, one letter and a Danish catalogue that is up to date."""
    write(
        tmp_path / "intake/forms.py",
        'from django.utils.translation import gettext_lazy as _\nx = _("Save")\n',
    )
    write(
        tmp_path / "templates/intake/page.html",
        """
          {% load i18n %}
            <p>{% blocktranslate trimmed with name=person %}
              Hello {{ name }}
            {% endblocktranslate %}</p>
         <i>{% translate "Save" %}</i>
        {% blocktranslate trimmed %}Read <a href="{{ url }}">the guide</a>{% endblocktranslate %}
        """,
    )
    path = tmp_path / "locale/da/LC_MESSAGES/django.po"
    write(path, EMPTY)
    messages.update(tmp_path)
    translate(path, GOOD)
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")


def translate(path, words):
    text = path.read_text(encoding="utf-8")
    for english, danish in words.items():
        source = "msgid " + quoted(english) + "\nmsgstr "
        assert source in text, source
        head, tail = text.split(source)
        text = head + source + quoted(danish) + tail[tail.index("\n") :]
    path.write_text(text, encoding="utf-8")


def quoted(text):
    return '"' + text.replace('"', '\\"') + '"'


def catalogue(house):
    return house / "locale/da/LC_MESSAGES/django.po"


def test_a_complete_catalogue_has_no_faults(house):
    assert messages.faults(house) == []


@pytest.mark.parametrize(
    "english, danish, fault",
    [
        ("Save", "", "not translated: 'Save'"),
        ("Hello %(name)s", "Hej %(navn)s", "placeholders differ: 'Hello %(name)s'"),
        ("Hello %(name)s", "Hej", "placeholders differ: 'Hello %(name)s'"),
        (
            'Read <a href="%(url)s">the guide</a>',
            'Læs <a href="%(url)s">vejledningen',
            "tags differ: 'Read <a href=\"%(url)s\">the guide</a>'",
        ),
    ],
)
def test_a_planted_fault_is_found(house, english, danish, fault):
    translate(catalogue(house), {english: danish})
    assert messages.faults(house) == [f"locale/da/LC_MESSAGES/django.po: {fault}"]


def test_a_fuzzy_translation_is_a_fault(house):
    path = catalogue(house)
    path.write_text(path.read_text().replace('msgid "Save"', '#, fuzzy\nmsgid "Save"'))
    assert messages.faults(house) == ["locale/da/LC_MESSAGES/django.po: fuzzy: 'Save'"]


def test_a_new_and_a_removed_string_are_faults_until_extracted(house):
    write(house / "intake/forms.py", 'from django.utils.translation import gettext\nx = gettext("Send")\n')
    write(house / "templates/intake/page.html", '{% load i18n %}{% translate "Hello" %}')
    assert {fault.split(": ", 1)[1] for fault in messages.faults(house)} == {
        "not in the catalogue (messages extract): 'Hello'",
        "not in the catalogue (messages extract): 'Send'",
        "no longer in the sources (messages extract): 'Hello %(name)s'",
        "no longer in the sources (messages extract): 'Read <a href=\"%(url)s\">the guide</a>'",
        "no longer in the sources (messages extract): 'Save'",
    }
    assert messages.update(house) == ["locale/da/LC_MESSAGES/django.po: 2 to translate"]
    assert {fault.split(": ", 1)[1] for fault in messages.faults(house)} == {
        "not translated: 'Hello'",
        "not translated: 'Send'",
    }


def test_extracting_keeps_what_is_translated_and_changes_nothing_the_second_time(house):
    before = catalogue(house).read_text()
    messages.update(house)
    assert catalogue(house).read_text() == before
    assert before.count("msgid") == len(GOOD) + 1
    assert "20" not in before  # no date in the head, no line numbers


def test_plural_and_context_are_extracted_checked_and_compiled(house):
    write(
        house / "intake/forms.py",
        """
        from django.utils.translation import ngettext, pgettext
        a = ngettext("one day left", "%(n)s days left", 2)
        b = pgettext("month", "May")
        """,
    )
    write(house / "templates/intake/page.html", "")
    messages.update(house)
    path = catalogue(house)
    text = path.read_text()
    assert 'msgctxt "month"\nmsgid "May"' in text
    text = text.replace('msgstr[0] ""', 'msgstr[0] "en dag"').replace('msgstr[1] ""', 'msgstr[1] "dage"')
    path.write_text(text.replace('msgid "May"\nmsgstr ""', 'msgid "May"\nmsgstr "maj"'))
    assert [fault.split(": ", 1)[1] for fault in messages.faults(house)] == [
        "placeholders differ: 'one day left'"
    ]
    path.write_text(path.read_text().replace('"dage"', '"%(n)s dage"'))
    assert messages.faults(house) == []
    messages.compile_all(house)
    with path.with_suffix(".mo").open("rb") as file:
        danish = gettext.GNUTranslations(file)
    assert danish.ngettext("one day left", "%(n)s days left", 2) == "%(n)s dage"
    assert danish.pgettext("month", "May") == "maj"


def test_a_form_for_one_number_says_it_in_words_and_the_others_show_it(house):
    write(
        house / "intake/forms.py",
        'from django.utils.translation import ngettext\na = ngettext("%(n)s day", "%(n)s days", 2)\n',
    )
    write(house / "templates/intake/page.html", "")
    path = house / "locale/ar/LC_MESSAGES/django.po"
    plurals = (
        (ROOT / "locale/ar/LC_MESSAGES/django.po").read_text().split("Plural-Forms: ")[1].split("\\n")[0]
    )
    write(path, messages.HEADER.format(language="ar", plurals=plurals))
    messages.update(house)
    for number, words in enumerate(["اليوم", "يوم", "يومان", "أيام", "%(n)s يومًا", "%(n)s يوم"]):
        path.write_text(path.read_text().replace(f'msgstr[{number}] ""', f'msgstr[{number}] "{words}"'))
    assert messages.faults(house, "ar") == [
        "locale/ar/LC_MESSAGES/django.po: placeholders differ: '%(n)s day'"
    ]
    path.write_text(path.read_text().replace('"أيام"', '"%(n)s أيام"'))
    assert messages.faults(house, "ar") == []


def test_the_other_languages_hold_what_an_applicant_sees_and_the_texts_of_rows(house):
    write(house / "intake/desk.py", 'from django.utils.translation import gettext\nx = gettext("Worklist")\n')
    write(
        house / "portal/programmes.toml",
        """
        [[programme]]
        name_da = "Smag på faget"
        name_en = "A taste"
        [[programme.module]]
        text_da = "Fem dage."
        text_en = "Five days."
        """,
    )
    polish = house / "locale/pl/LC_MESSAGES/django.po"
    write(polish, EMPTY.replace("da", "pl"))
    messages.update(house)
    assert {message.id for message in messages.read(polish) if message.id} == {
        *GOOD,
        "A taste",
        "Five days.",
    }
    assert {message.id for message in messages.read(catalogue(house)) if message.id} == {*GOOD, "Worklist"}


def test_the_command_fails_on_a_fault_and_names_it(house, settings, capsys):
    settings.BASE_DIR = house
    call_command("messages", "check")
    assert capsys.readouterr().out == "Every string is translated.\n"
    translate(catalogue(house), {"Save": ""})
    with pytest.raises(CommandError, match="not translated: 'Save'"):
        call_command("messages", "check")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_every_string_of_the_product_is_translated(language):
    assert messages.catalogues(ROOT, language)
    assert messages.faults(ROOT, language) == []
