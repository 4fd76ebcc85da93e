"""The catalogues of translations: taken from the sources, checked and compiled, without gettext installed."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

SOURCES = ["portal", "intake", "placements", "mentoring", "evaluation"]
TEMPLATES = {".html", ".txt", ".svg"}
CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    **dict.fromkeys(["_", "N_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], CONTEXT),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], (*CONTEXT, 3)),
}
# No dates, people or line numbers, so that a change of one sentence is a change of one line.
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""


class Command(BaseCommand):
    help = "Update (extract), compile or check the translations under locale/."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["extract", "compile", "check"])

    def handle(self, act, **options):
        root = Path(settings.BASE_DIR)
        lines = {"extract": update, "compile": compile_all, "check": faults}[act](root)
        if act == "check" and lines:
            raise CommandError("\n".join([*lines, f"{len(lines)} to mend in the translations"]))
        self.stdout.write("\n".join(lines) or "Every string is translated.")


def update(root):
    """Rewrite each catalogue from the sources: translations kept, strings gone left out, nothing guessed."""
    wanted = strings(root)
    return [f"{path.relative_to(root)}: {refresh(path, wanted)} to translate" for path in catalogues(root)]


def compile_all(root):
    """Write the .mo file beside each catalogue; a fuzzy translation isn't used."""
    return [f"{path.relative_to(root)}: {compile_one(path)} strings" for path in catalogues(root)]


def faults(root):
    """What keeps the catalogues from being complete and safe to show, one line each."""
    wanted = {key(message): message for message in strings(root)}
    return [
        f"{path.relative_to(root)}: {fault}"
        for path in catalogues(root)
        for fault in faults_of(read(path), wanted)
    ]


def catalogues(root):
    return sorted(root.glob("locale/*/LC_MESSAGES/django.po"))


def strings(root):
    """A catalogue, without translations, of every string marked in the Python files and the templates."""
    found = Catalog()
    for path in source_files(root):
        for _line, text, comments, context in strings_in(path):
            found.add(text, auto_comments=comments, context=context)
    return [message for message in found if message.id]


def source_files(root):
    python = [path for app in SOURCES for path in root.glob(f"{app}/**/*.py")]
    templates = [path for path in root.glob("templates/**/*") if path.suffix in TEMPLATES]
    return sorted(python) + sorted(templates)


def strings_in(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # The tokenizer would trip over a page's indentation, which says nothing about its strings.
        text = re.sub(r"(?m)^\s+", "", templatize(text, origin=path))
    return extract("python", BytesIO(text.encode()), KEYWORDS, ["Translators"], {"encoding": "utf-8"})


def key(message):
    return message.context or "", message.id if isinstance(message.id, str) else tuple(message.id)


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="django", ignore_obsolete=True)


def refresh(path, wanted):
    """Write the catalogue anew and say how many of its strings still wait for a translation."""
    old = {key(message): message for message in read(path)}
    new = Catalog(locale=path.parts[-3])
    for message in wanted:
        kept = old.get(key(message))
        new.add(
            message.id,
            string=kept and kept.string,
            flags=kept.flags if kept else (),
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept else (),
            context=message.context,
        )
    path.write_bytes(as_text(new))
    return sum(untranslated(message) for message in new if message.id)


def as_text(catalog):
    body = BytesIO()
    write_po(
        body, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    header = HEADER.format(language=catalog.locale_identifier, plurals=catalog.plural_forms)
    return header.encode() + body.getvalue()


def compile_one(path):
    catalog = read(path)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    return len(catalog)


def faults_of(catalog, wanted):
    messages = {key(message): message for message in catalog if message.id}
    for new in sorted(wanted.keys() - messages.keys(), key=show):
        yield f"not in the catalogue (messages extract): {show(new)}"
    for gone in sorted(messages.keys() - wanted.keys(), key=show):
        yield f"no longer in the sources (messages extract): {show(gone)}"
    for kept in sorted(messages.keys() & wanted.keys(), key=show):
        yield from (f"{fault}: {show(kept)}" for fault in faults_in(messages[kept]))


def show(key):
    return repr(key[1] if isinstance(key[1], str) else key[1][0])


def faults_in(message):
    """Why this translation can't be shown: missing, unsure, or with other holes or tags than the source."""
    if untranslated(message):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    sources, translations = forms(message.id), forms(message.string)
    for what, of in [("placeholders differ", placeholders), ("tags differ", tags)]:
        # A singular form may leave the number out: it may match either source form.
        fine = [of(text) for text in sources]
        if any(
            of(text) not in (fine if number == 0 else fine[-1:]) for number, text in enumerate(translations)
        ):
            yield what


def forms(text):
    return [text] if isinstance(text, str) else list(text)


def untranslated(message):
    return not message.string or not all(forms(message.string))


def placeholders(text):
    """Its holes: %(name)s, %s and {name}; a sentence may use one twice or turn two round."""
    return set(re.findall(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}", text.replace("%%", "")))


def tags(text):
    return Counter(re.findall(r"</?[a-zA-Z][^>]*>", text))
