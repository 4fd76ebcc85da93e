"""One sample application through the whole journey, each step through the page that people use, without JavaScript."""

import re
import time
from datetime import date
from pathlib import Path

import mechanicalsoup
from django.utils.timezone import localdate

from portal.sample.journey import ANSWERS
from portal.services import NotReady

APPLICANT = "walk{number}@example.org"
SITE, SUPERVISOR, MANAGER, STRANGER = (
    "Botilbuddet Kragelund",
    "mette@example.dk",
    "birgitte@example.dk",
    "soren@example.dk",
)
COORDINATOR = "jonas@example.dk"
PATIENCE = 60  # seconds to wait for a letter or a report
SESSIONS = [
    ("observation", "30", "handover"),
    ("guidance", "15", "phone"),
    ("teaching", "45", "documentation"),
    ("follow_up", "15", "team"),
]
WORDS = {
    "conclusion": "Amihan has grown from week to week. She asks when she is in doubt, and the residents ask for her.",
    "plan_ahead": "Danish two evenings a week, and a talk with HR about a temporary post.",
}


class Lost(NotReady):
    """A page didn't show what the journey needs; the message names the page and what was missing."""


class Visitor(mechanicalsoup.StatefulBrowser):
    """Somebody at a browser, with cookies of her own."""

    def __init__(self, url):
        super().__init__(raise_on_404=True, user_agent="walk")
        self.base = url
        self.session.headers["Accept-Language"] = "en"

    def visit(self, path):
        answer = self.open(path if path.startswith("http") else self.base + path)
        if answer.status_code != 200:
            raise Lost(f"{path} answered {answer.status_code}")
        return self.page

    def become(self, email):
        self.visit("/demo/")
        self.send(f'form:has(input[value="{email}"])')
        return self

    def send(self, selector, button=None, **answers):
        """Fill the first form that fits and send it; `button` is text on the button to press."""
        found = self.page.select_one(selector) if self.page else None
        if found is None:
            raise Lost(f"{self.url} has no {selector}: {self.title()}")
        form = self.select_form(found)
        for name, value in answers.items():
            self.fill(form, name, value)
        if button:
            pressed = self.button(found, button)
            form.choose_submit(pressed)
            found["action"] = pressed.get("formaction") or found.get("action", "")
        answer = self.submit_selected()
        if answer.status_code != 200:
            raise Lost(f"{self.url} answered {answer.status_code} to {selector}")
        if wrong := self.page.select(".form-error-message, .errornote"):
            raise Lost(f"{self.url}: {wrong[0].get_text(' ', strip=True)}")
        return self.page

    def fill(self, form, name, value):
        value = localdate() if value == "today" else value
        if isinstance(value, date):
            for part in ("day", "month", "year"):
                form.set(f"{name}_{part}", str(getattr(value, part)))
        else:
            form.set(name, value)

    def option(self, form, name, value):
        """The value behind a choice given by its words."""
        choices = form.select(f'select[name="{name}"] option')
        return next((o["value"] for o in choices if o.get_text(strip=True) == value), value)

    def button(self, form, words):
        for button in form.select("button, input[type=submit]"):
            if words in button.get_text(" ", strip=True) or words == button.get("value"):
                return button
        raise Lost(f"{self.url} has no button {words!r}")

    def title(self):
        return self.page.title.get_text(strip=True) if self.page and self.page.title else ""


def walk(url: str, reports: Path):
    """Take the journey at `url`, leave the PDF in the folder `reports`; yields (what was done, seconds) a step."""
    journey = Journey(url, reports)
    for step in Journey.steps:
        began = time.perf_counter()
        text = step(journey)
        yield text, time.perf_counter() - began


class Journey:
    """What one step leaves for the next: who is signed in where, and what everything is called."""

    def __init__(self, url, reports):
        self.url, self.reports = url, reports
        self.number = int(time.time())
        self.email = APPLICANT.format(number=self.number)
        self.applicant = Visitor(url)

    def letter(self, address, pattern):
        """Wait for a letter to that address and give what the pattern finds in it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            page = Visitor(self.url).visit("/demo/outbox/")
            for article in page.select("article.letter"):
                text = article.get_text("\n", strip=True)
                if address in text and (found := re.search(pattern, text)):
                    return found.group(1)
            time.sleep(0.2)
        raise Lost(f"No letter with {pattern} came to {address}")

    def sign_in(self):
        self.applicant.visit("/account/start/")
        self.applicant.send("main form", email=self.email)
        self.applicant.send("main form", code=self.letter(self.email, r"\n([A-Z0-9-]{6,9})\n"))
        return "An applicant signs in with a code from a letter"

    def apply(self):
        for slug, answers in ANSWERS.items():
            self.applicant.visit(f"/apply/{slug}/")
            self.fill_part(answers)
            if self.applicant.page.select_one("h1") and slug in self.applicant.url:
                self.fill_part(answers)  # an answer led to more questions
        return f"She fills the {len(ANSWERS)} parts of the form"

    def fill_part(self, answers):
        """Answer what the page asks; a row that isn't there yet is added first."""
        for kind in {name.split("-1-")[0] for name in answers if "-1-" in name}:
            first = {name: value for name, value in self.told(answers).items() if name.startswith(kind)}
            self.applicant.send("form[data-autosave]", f"Add one more {kind.rstrip('s')}", **first)
        self.applicant.send("form[data-autosave]", "Save and continue", **self.told(answers))

    def told(self, answers):
        """The answers that this page has a field for, as its own choices spell them."""
        form = self.applicant.page.select_one("form[data-autosave]")
        here = {
            name: value
            for name, value in answers.items()
            if form.select(f'[name="{name}"], [name="{name}_day"]')
        }
        return {name: self.applicant.option(form, name, value) for name, value in here.items()}

    def submit(self):
        page = self.applicant.visit("/apply/check/")
        page = self.applicant.send('form[action="/apply/submit/"]')
        self.reference = re.search(r"PR-\d{4}-\d{5}", page.get_text()).group()
        self.letter(self.email, r"(/apply/status/)")
        return f"She checks her answers and sends them: {self.reference}, and a letter"

    def take_in(self):
        self.coordinator = Visitor(self.url).become(COORDINATOR)
        page = self.coordinator.visit(f"/admin/intake/application/?q={self.reference}")
        link = page.select_one("#result_list tbody a")
        self.application = self.coordinator.absolute_url(link["href"]).split("?")[0]
        page = self.coordinator.visit(self.application)
        self.coordinator.send('form:has(button[value="ready"])', "ready")
        return f"A coordinator opens it in the admin, {len(page.select('li.place'))} ranked places beside it"

    def propose(self):
        workbench = self.application.replace("/intake/application/", "/placements/workbench/").replace(
            "/change/", "/"
        )
        page = self.coordinator.visit(f"{workbench}?department=MSB&kind=company_placement")
        places = page.select("li.place")
        place = next((place for place in places if SITE in place.get_text() and "seat=" in str(place)), None)
        if place is None:
            raise Lost(f"{workbench} doesn't offer {SITE}")
        reasons = len(place.select("li.reason"))
        self.coordinator.visit(self.coordinator.absolute_url(place.select_one('a[href*="seat="]')["href"]))
        self.coordinator.send("#propose form", kind="company_placement")
        return f"She reads why {SITE} fits ({reasons} reasons) and suggests it"

    def accept(self):
        path = self.letter(MANAGER, r"(/placements/answer/\S+)")
        manager = Visitor(self.url)
        manager.visit(path)
        manager.send("main form", "Yes")
        return "The site's manager says yes with one click from the letter"

    def confirm(self):
        page = self.coordinator.visit(f"/admin/placements/placement/?q={self.reference}")
        self.coordinator.visit(self.coordinator.absolute_url(page.select_one("#result_list tbody a")["href"]))
        form = self.coordinator.page.select_one("#confirm form")
        guide = self.coordinator.option(form, "supervisor", "Mette Krog")
        self.coordinator.send("#confirm form", "confirm", supervisor=guide)
        return "The coordinator confirms, and the seat is taken"

    def begin(self):
        self.supervisor = Visitor(self.url).become(SUPERVISOR)
        page = self.supervisor.visit("/mentoring/")
        link = next(a for a in page.select("main a") if "Amihan" in a.get_text())
        self.placement = self.supervisor.absolute_url(link["href"])
        self.supervisor.visit(self.placement)
        self.supervisor.send('form[action$="/begin/"]')
        return "The supervisor begins the placement; the plan has its dates"

    def tick_off(self):
        page = self.supervisor.visit(self.placement)
        first = page.select_one("section.track button[formaction]").get_text(" ", strip=True)
        page = self.supervisor.send("section.track form", first)
        if not page.select_one("section.track details"):
            raise Lost(f"{self.placement} doesn't show the item as done")
        return "She ticks an item of the plan off"

    def log(self):
        for activity, minutes, situation in SESSIONS:
            self.supervisor.visit(self.placement + "log/language/")
            self.supervisor.send(
                "main form", activity=activity, minutes=minutes, situation=situation, level="30"
            )
        return f"She logs {len(SESSIONS)} language sessions, three answers each"

    def evaluate(self):
        number = self.placement.rstrip("/").rsplit("/", 1)[1]
        page = self.supervisor.visit(f"/evaluation/{number}/evaluate/")
        answers = {
            name: "4" for name in {tag["name"] for tag in page.select("form.evaluation input[type=radio]")}
        }
        self.supervisor.send(
            "form.evaluation", "Look it over", danish_oral="35", danish_written="30", **answers, **WORDS
        )
        self.supervisor.send("main form", "Close the placement")
        return "She closes the placement with an evaluation"

    def wait_for_report(self):
        self.manager = Visitor(self.url).become(MANAGER)
        until = time.monotonic() + PATIENCE
        page = self.manager.visit("/evaluation/reports/")
        row = next(tr for tr in page.select("main tbody tr") if "Amihan" in tr.get_text())
        report = self.manager.absolute_url(row.select_one("a")["href"])
        while time.monotonic() < until:
            link = self.manager.visit(report).select_one("p.download a")
            if link:
                self.pdf = self.manager.absolute_url(link["href"])
                return "A worker makes the report"
            time.sleep(0.2)
        raise Lost(f"No PDF came at {report}")

    def download(self):
        answer = self.manager.session.get(self.pdf)
        if answer.status_code != 200 or not answer.content.startswith(b"%PDF"):
            raise Lost(f"{self.pdf} answered {answer.status_code}")
        path = self.reports / f"{self.reference}.pdf"
        path.write_bytes(answer.content)
        stranger = Visitor(self.url).become(STRANGER)
        if (code := stranger.session.get(self.pdf).status_code) != 404:
            raise Lost(f"{self.pdf} answered {code} to the manager of another site")
        return f"The site's manager downloads it ({path.name}); the manager of another site gets 404"

    steps = [
        sign_in,
        apply,
        submit,
        take_in,
        propose,
        accept,
        confirm,
        begin,
        tick_off,
        log,
        evaluate,
        wait_for_report,
        download,
    ]
