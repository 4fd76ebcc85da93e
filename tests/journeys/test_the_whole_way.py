"""One application the whole way, page by page without JavaScript; and what the trail says about it afterwards."""

import re

import psycopg
import pytest

from portal.walk import MANAGER, SITE, SUPERVISOR, Journey, Visitor

KIRSTEN, JONAS, SIGNE = "kirsten@example.dk", "jonas@example.dk", "signe@example.dk"


@pytest.fixture(scope="module")
def walked(house, tmp_path_factory):
    """A journey that has been taken, with what each step said."""
    journey = Journey(house.url, tmp_path_factory.mktemp("reports"))
    journey.said = [step(journey) for step in Journey.steps]
    return journey


def trail(walked, who):
    """The lines of the trail about one person's acts, as the system administrator reads them: what, which row."""
    page = Visitor(walked.url).become(SIGNE).visit(f"/admin/portal/event/?q={who}")
    rows = page.select("#result_list tbody tr")
    return [
        [row.select_one(f".field-{name}").get_text(strip=True) for name in ("what", "record_of")]
        for row in rows
    ]


def test_every_step_is_taken_and_leaves_a_report(walked):
    assert len(walked.said) == len(Journey.steps)
    assert [file.name for file in walked.reports.iterdir()] == [f"{walked.reference}.pdf"]
    assert (walked.reports / f"{walked.reference}.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.promise("budget-01")
def test_both_departments_have_met_her_as_one_record(walked):
    seen = set()
    for coordinator in (KIRSTEN, JONAS):
        page = (
            Visitor(walked.url).become(coordinator).visit(f"/admin/intake/application/?q={walked.reference}")
        )
        seen |= {tuple(link["href"].split("?")[0] for link in page.select("#result_list tbody a"))}
    assert seen == {(walked.application.removeprefix(walked.url),)}


def test_the_trail_names_the_download_and_the_one_who_made_it(walked):
    report = int(re.search(r"/reports/(\d+)/", walked.pdf).group(1))
    assert ["downloaded", f"evaluation.report {report}"] in trail(walked, MANAGER)
    assert ["opened", f"evaluation.report {report}"] in trail(walked, MANAGER)
    placement = int(re.search(r"/mentoring/(\d+)/", walked.placement).group(1))
    assert ["opened", f"placements.placement {placement}"] in trail(walked, SUPERVISOR)


def secrets(walked):
    """What is hers alone: it belongs on pages that she or those who guide her open, and nowhere else."""
    return ["Amihan", "Sampaguita", "20123456", "20 12 34 56", walked.email, "Sprogcaféen Nord"]


def found(walked, text):
    return [secret for secret in secrets(walked) if secret.lower() in text.lower()]


def test_no_log_says_anything_about_her(walked, house, services):
    logs = {log.name: log.read_text(encoding="utf-8") for log in services.logs.glob(f"{house.name}-*.log")}
    assert set(logs) == {"house-web.log", "house-worker.log", "house-beat.log"}
    assert [(name, word) for name, text in logs.items() for word in found(walked, text)] == []


def test_no_letter_says_anything_about_her(walked, house):
    bodies = [letter.split("\n\n", 1)[1] for letter in house.letters()]
    assert len(bodies) > 3
    assert [body for body in bodies if found(walked, body)] == []


@pytest.mark.parametrize("table", ["portal_event", "portal_step", "django_admin_log", "portal_letter"])
def test_no_trail_says_anything_about_her(walked, house, table):
    column = "body" if table == "portal_letter" else "t"  # a letter knows where it goes, its text nothing
    with psycopg.connect(house.env["DATABASE_URL"]) as database:
        rows = database.execute(f"SELECT ({column})::text FROM {table} AS t").fetchall()  # noqa: S608
    assert rows or table == "django_admin_log"
    assert [row for (row,) in rows if found(walked, row)] == []


def test_the_site_that_said_yes_is_the_site_she_was_at(walked):
    page = walked.applicant.visit("/apply/status/").select_one("main").get_text(" ")
    assert walked.reference in page
    page = Visitor(walked.url).become(MANAGER).visit("/evaluation/reports/")
    row = next(tr for tr in page.select("main tbody tr") if "Amihan" in tr.get_text())
    assert SITE in row.get_text()
