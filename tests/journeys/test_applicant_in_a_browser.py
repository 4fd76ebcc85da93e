"""An applicant in Danish, on a phone, who never touches the screen: every key from the front page to the receipt."""

import re

import pytest

from tests.browser.test_applying import code
from tests.browser.visitor import PHONE, visit

pytestmark = pytest.mark.browser
EMAIL = "tasten@example.org"
MOST_TABS = 120


class Keys:
    """Somebody who has a keyboard only."""

    def __init__(self, visitor):
        self.page = visitor.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, selector):
        """Tab until the focus is there, as she would."""
        for _tab in range(MOST_TABS):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"no Tab leads to {selector} on {self.page.url}")

    def write(self, selector, words):
        self.to(selector)
        self.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, selector, value):
        """One radio of a group: Tab goes to the group, the arrows within it, Space takes the first."""
        self.to(selector)
        self.press("Space")
        for _arrow in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value} from {selector}")

    def pick(self, selector, words):
        """One of a closed list, by its first letters."""
        self.to(selector)
        self.page.keyboard.type(words)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].text")
        assert chosen.startswith(words)

    def send(self, selector="main form button.button-primary"):
        self.to(selector)
        with self.page.expect_navigation():
            self.press("Enter")


def begin(keys, house):
    keys.send("main a.button-primary")
    keys.write("#id_email", EMAIL)
    keys.send()
    keys.write("#id_code", code(house, EMAIL))
    keys.send()
    keys.page.wait_for_url("**/apply/")


def wrong_and_then_right(visitor, keys):
    """The first part: sent half empty, corrected by way of the summary."""
    page = visitor.page
    keys.write("#id_given_name", "Åse O'Brien <b>")
    keys.write("#id_phone", "tyve")
    keys.send()
    assert page.title().startswith("Fejl: ")
    assert page.evaluate("document.activeElement.className").startswith("error-summary") or page.evaluate(
        "document.activeElement.id == 'error-summary'"
    )
    assert visitor.violations() == []
    keys.to(".error-summary a")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_phone"
    assert page.input_value("#id_phone") == "tyve"
    assert page.input_value("#id_given_name") == "Åse O'Brien <b>"
    keys.write("#id_phone", "+45 20 12 34 56")
    keys.pick("#id_citizenships-0-country", "Filip")
    keys.send()


def education(keys, number, country, year):
    row = f"#id_educations-{number}-"
    keys.pick(f"{row}country", country)
    keys.write(f"{row}title", "Sygeplejerske")
    keys.pick(f"{row}level", "Bachelor")
    keys.write(f"{row}year", year)


def the_rest(keys):
    keys.pick("#id_profession", "Sygepl")
    education(keys, 0, "Filip", "2019")
    keys.to("button[name=add][value=educations]")
    keys.press("Enter")
    keys.page.locator("#id_educations-1-country:focus").wait_for()  # the new row has the focus
    keys.write("#id_educations-1-year", "i fjor")
    with keys.page.expect_navigation():
        keys.press("Enter")  # asks to go on, and removes no row
    keys.page.locator(".error-summary", has_text="Uddannelse 2: ").wait_for()
    assert keys.page.input_value("#id_educations-0-year") == "2019"
    education(keys, 1, "Danm", "2025")
    keys.pick("#id_jobs-0-country", "Filip")
    keys.write("#id_jobs-0-place", "Sygehus")
    keys.write("#id_jobs-0-years", "4")
    keys.send()
    keys.choose("[name=stage]", "applied")
    keys.send()
    for part, number in [
        ("day", "1"),
        ("month", "3"),
        ("year", "2026"),
    ]:  # a question that follows from the answer
        keys.write(f"[name=applied_on_{part}]", number)
    keys.send()
    keys.choose("[name=danish_oral]", "30")
    keys.choose("[name=danish_written]", "20")
    keys.pick("#id_exams-0-kind", "Studie")
    keys.pick("#id_others-0-language", "Engelsk")
    keys.pick("#id_others-0-level", "Det")
    keys.send()
    keys.pick("#id_basis", "Familie")
    for name, value in [("work_right", "unrestricted"), ("cpr_status", "full"), ("mitid_status", "active")]:
        keys.choose(f"[name={name}]", value)
    keys.send()
    keys.send()  # voluntary work: none
    if not keys.page.is_checked("#id_anywhere"):
        keys.to("#id_anywhere")
        keys.press("Space")
    for part, number in [("day", "1"), ("month", "3"), ("year", "2199")]:
        keys.write(f"[name=available_from_{part}]", number)
    keys.write("#id_weeks", "12")
    keys.write("#id_weekly_hours", "30")
    keys.to("[name=shifts]")
    keys.press("Space")
    keys.choose("[name=at_seven]", "yes")
    keys.send()
    keys.to("#id_POOL")
    keys.press("Space")
    keys.send()
    assert keys.page.url.endswith("/apply/documents/")  # none yet
    keys.send("main a.button-primary")


def letters(house, email, words):
    return sum(f"To: {email}" in letter and words in letter for letter in house.letters())


def test_she_applies_by_keyboard_alone_and_sends_it_once(house, browser):
    with visit(browser, house.url, "da-DK", PHONE) as visitor:
        page, keys = visitor.page, Keys(visitor)
        visitor.go("/")
        begin(keys, house)
        keys.send("main a.button-primary")
        page.wait_for_url("**/apply/about/")
        wrong_and_then_right(visitor, keys)
        the_rest(keys)
        page.wait_for_url("**/apply/check/")
        keys.to("form[action='/apply/submit/'] button")
        keys.press("Enter", "Enter")
        page.wait_for_url("**/apply/receipt/")
        number = page.locator(".receipt-number").inner_text()
        assert re.fullmatch(r"PR-\d{4}-\d{5}", number)
        page.go_back()
        if page.locator("form[action='/apply/submit/']").count():
            keys.send("form[action='/apply/submit/'] button")
        visitor.go("/apply/receipt/")
        assert page.locator(".receipt-number").inner_text() == number
        assert visitor.violations() == []
        visitor.go("/apply/status/")
        assert page.locator("html").get_attribute("lang") == "da"
        assert page.locator("bdi", has_text="Åse O'Brien <b>").count() == 1
        assert visitor.too_wide() == 0
        assert visitor.violations() + visitor.complaints == []
    until_quiet(house)
    assert letters(house, EMAIL, "/apply/status/") == 1


def until_quiet(house):
    """Until no letter of this journey waits any more."""
    waiting = "from portal.models import Letter; print(Letter.objects.filter(sent_at=None).count())"
    for _look in range(20):
        if house.manage("shell", "--verbosity", "0", "--command", waiting).strip() == "0":
            return
    raise AssertionError("letters wait and are not sent")
