"""Match the applicants of one file with the sites of another; no row of the database is read or written."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from placements.sheets.cells import Wrong, day
from placements.sheets.columns import APPLICANTS, SITES
from placements.sheets.gather import gather
from placements.sheets.reading import Unreadable, read
from placements.sheets.result import match
from placements.sheets.writing import write_json, write_workbook

SHOWN = 10  # wrong rows that are told at once; the workbook has them all


class Command(BaseCommand):
    help = "Match applicants.csv with sites.csv (or .xlsx), by the rules and the solver of the portal."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("applicants", type=Path, help="CSV or XLSX; the columns are in docs/matching.md")
        parser.add_argument("sites", type=Path, help="CSV or XLSX, likewise")
        parser.add_argument("--out", type=Path, help="the workbook to write, .xlsx")
        parser.add_argument("--json", type=Path, help="the same for programs")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="da")
        parser.add_argument("--on", type=a_day, help="the day that counts as today, 2027-03-01 or 1.3.2027")

    def handle(self, applicants, sites, out, json, language, on, **options):
        with override(language):
            check(out, json, {applicants.resolve(), sites.resolve()})
            on = on or timezone.localdate()
            try:
                found = gather(read(applicants, APPLICANTS), read(sites, SITES), on)
            except Unreadable as error:
                raise CommandError(error) from error
            self.tell_wrong(found.problems)
            refuse_nothing(found, applicants, sites)
            result = match(found, on, language)
            save(result, out, json)
            self.tell(result)

    def tell_wrong(self, problems):
        for row in problems[:SHOWN]:
            place = _("%(file)s, line %(line)s") % {"file": row.file, "line": row.line}
            self.stderr.write(
                f"{place}: {row.column}: {row.reason}" if row.column else f"{place}: {row.reason}"
            )
        if more := len(problems[SHOWN:]):
            self.stderr.write(_("… and %(more)s more.") % {"more": more})

    def tell(self, result):
        totals = result["totals"]
        text = _("%(placed)s of %(applicants)s applicants placed. Wrong rows: %(wrong)s.")
        self.stdout.write(text % (totals | {"wrong": wrong_rows(result)}))
        for note in result["notes"]:
            self.stdout.write(note)


def a_day(text):
    """A date as the files may have it."""
    try:
        return date.fromordinal(day(text))
    except Wrong as error:
        raise ArgumentTypeError(error) from error


def wrong_rows(result):
    """How many rows were left out; one row can be wrong in several columns."""
    return len({(row["file"], row["line"]) for row in result["wrong_rows"]})


def check(out, json, sources):
    """Refuse results that go nowhere, into a folder that isn't there, or over what is read."""
    targets = [path for path in (out, json) if path]
    if not targets:
        raise CommandError(_("Say where the result goes: --out result.xlsx, --json result.json, or both."))
    if out and out.suffix.lower() != ".xlsx":
        raise CommandError(_("--out must end in .xlsx."))
    for path in targets:
        if not path.resolve().parent.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": path.parent})
        if path.resolve() in sources or path.is_dir():
            raise CommandError(_("%(path)s would be overwritten.") % {"path": path})
    if out and json and out.resolve() == json.resolve():
        raise CommandError(_("%(path)s would be overwritten.") % {"path": out})


def refuse_nothing(found, applicants, sites):
    """A match needs one row of each file."""
    for rows, path in ((found.persons, applicants), (found.places, sites)):
        if not rows:
            raise CommandError(_("%(file)s has no row that can be used.") % {"file": path.name})


def save(result, out, json):
    try:
        if out:
            write_workbook(result, out)
        if json:
            write_json(result, json)
    except OSError as error:
        raise CommandError(_("The result can't be written: %(why)s.") % {"why": error.strerror}) from error
