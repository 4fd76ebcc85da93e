"""The catalogues of translations: taken from the sources, checked and compiled, without gettext installed.

The Danish one holds every string, the others what an applicant sees: all but the files below.
"""

import gettext
import re
import tomllib
from collections import Counter, defaultdict
from fnmatch import fnmatch
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
WHOLE = {"da"}
STAFF_ONLY = [  # files whose strings no applicant sees: they are in Danish and English
    *("*/admin.py", "*/admin/*", "*/desk.py", "*/management/*", "*/sample/*"),
    *("placements/*", "mentoring/*", "evaluation/*"),
    *("portal/audit.py", "portal/charts.py", "portal/demo.py", "portal/figures.py", "portal/gallery.py"),
    *("portal/models.py", "portal/roles.py", "portal/walk.py"),
    *("intake/overview.py", "intake/review.py", "intake/forms/review.py", "intake/*partners.py"),
    "intake/twins.py",
    *("intake/models/catalogue.py", "intake/models/links.py"),
    *("templates/intake/partner*", "templates/intake/cpr_write.html"),
    "templates/emails/intake/agreement_runs_out.txt",
    *("templates/admin/*", "templates/charts/*", "templates/demo/*", "templates/mfa/*"),
    *(
        "templates/placements/*",
        "templates/mentoring/*",
        "templates/evaluation/*",
        "templates/home/figure*",
    ),
    *("templates/account/login.html", "templates/parts/demo_bar.html", "templates/emails/evaluation/*"),
    *("templates/emails/placements/asked.txt", "templates/emails/placements/said_*.txt"),
    *("templates/emails/placements/*_site.txt", "templates/emails/placements/*_supervisor.txt"),
]
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
        parser.add_argument("--only", default="*", help="one language, such as da")

    def handle(self, act, only="*", **options):
        root = Path(settings.BASE_DIR)
        lines = {"extract": update, "compile": compile_all, "check": faults}[act](root, only)
        if act == "check" and lines:
            raise CommandError("\n".join([*lines, f"{len(lines)} to mend in the translations"]))
        self.stdout.write("\n".join(lines) or "Every string is translated.")


def update(root, only="*"):
    """Rewrite each catalogue from the sources: translations kept, strings gone left out, nothing guessed."""
    found = marked(root)
    return [
        f"{path.relative_to(root)}: {refresh(path, strings(found, path))} to translate"
        for path in catalogues(root, only)
    ]


def compile_all(root, only="*"):
    """Write the .mo file beside each catalogue; a fuzzy translation isn't used."""
    return [f"{path.relative_to(root)}: {compile_one(path)} strings" for path in catalogues(root, only)]


def faults(root, only="*"):
    """What keeps the catalogues from being complete and safe to show, one line each."""
    found = marked(root)
    return [
        f"{path.relative_to(root)}: {fault}"
        for path in catalogues(root, only)
        for fault in faults_of(read(path), {key(message): message for message in strings(found, path)})
    ]


def catalogues(root, only="*"):
    return sorted(root.glob(f"locale/{only}/LC_MESSAGES/django.po"))


def marked(root):
    """What is marked in the Python files and the templates: of each file, its strings."""
    return {path.relative_to(root).as_posix(): list(strings_in(path)) for path in source_files(root)}


def strings(found, catalogue):
    """The strings that belong into this catalogue, without translations."""
    wanted = Catalog()
    for path, lines in found.items():
        if belongs(path, catalogue.parts[-3]):
            for _line, text, comments, context in lines:
                wanted.add(text, auto_comments=comments, context=context)
    return [message for message in wanted if message.id]


def belongs(path, language):
    """Whether the strings of a file are looked up in this language."""
    if language in WHOLE:
        return not path.endswith(".toml")  # such rows are written in Danish already
    return not any(fnmatch(path, part) for part in STAFF_ONLY)


def source_files(root):
    python = [path for app in SOURCES for path in root.glob(f"{app}/**/*.py")]
    templates = [path for path in root.glob("templates/**/*") if path.suffix in TEMPLATES]
    return sorted(python) + sorted(templates) + sorted(root.glob("portal/*.toml"))


def strings_in(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return [(0, text, [], None) for text in english(tomllib.loads(text))]
    if path.suffix in TEMPLATES:
        # The tokenizer would trip over a page's indentation, which says nothing about its strings.
        text = re.sub(r"(?m)^\s+", "", templatize(text, origin=path))
    return extract("python", BytesIO(text.encode()), KEYWORDS, ["Translators"], {"encoding": "utf-8"})


def english(rows):
    """The English texts of rows that a new house begins with; the Danish ones stand beside them."""
    for name, value in rows.items():
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, dict):
                yield from english(inner)
        if name.endswith("_en") and value:
            yield value


def key(message):
    return message.context or "", message.id if isinstance(message.id, str) else tuple(message.id)


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="django", ignore_obsolete=True)


def refresh(path, wanted):
    """Write the catalogue anew and say how many of its strings still wait for a translation."""
    catalogue = read(path)
    old = {key(message): message for message in catalogue}
    new = Catalog(locale=path.parts[-3])
    new.mime_headers = catalogue.mime_headers  # its plural forms, which need not be Babel's
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
        yield from (f"{fault}: {show(kept)}" for fault in faults_in(messages[kept], of_one_number(catalog)))


def show(key):
    return repr(key[1] if isinstance(key[1], str) else key[1][0])


def of_one_number(catalog):
    """The plural forms that stand for a single number, as "one day" does in English."""
    numbers = defaultdict(set)
    form = gettext.c2py(catalog.plural_expr)
    for number in range(200):
        numbers[form(number)].add(number)
    return {form for form, those in numbers.items() if len(those) == 1}


def faults_in(message, of_one):
    """Why this translation can't be shown: missing, unsure, or with other holes or tags than the source."""
    if untranslated(message):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    sources, translations = forms(message.id), forms(message.string)
    for what, of in [("placeholders differ", placeholders), ("tags differ", tags)]:
        # A form for one number may leave the number out: two days are one word in Arabic.
        fine = [of(text) for text in sources]
        spoken = fine + [part - {hole} for part in fine[1:] if of is placeholders for hole in part]
        if any(
            of(text) not in (spoken if number in of_one else fine[-1:])
            for number, text in enumerate(translations)
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
