"""The log on a phone in a building with a poor net: nothing typed is lost, and nothing is written twice."""

import re

import pytest

from tests.browser.visitor import PHONE, visit

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(house, browser):
    """Lars at his phone, on the page where he logs language support."""
    with visit(browser, house.url, size=PHONE) as visitor:
        visitor.become("lars@example.dk")
        visitor.go("/mentoring/")
        visitor.page.get_by_role("link", name=re.compile("^Log")).first.click()
        visitor.page.wait_for_url("**/log/language/")
        yield visitor


def fill(page, note):
    page.get_by_text("Observation", exact=True).click()
    page.get_by_text("30 min").click()
    page.get_by_label("In which situation?").select_option("handover")
    page.get_by_label("Note").fill(note)


def seen(phone, note):
    """How often the note stands on the page of the trainee."""
    phone.go(re.sub(r"/log/.*", "/", phone.page.url.removeprefix(phone.url)))
    return phone.page.content().count(note)


def test_three_answers_and_a_word_are_saved(phone):
    fill(phone.page, "Med net")
    phone.page.get_by_role("button", name="Save").click()
    phone.page.get_by_role("heading", name="Saved").wait_for()
    assert phone.page.url.rstrip("/").split("/")[-1].isdigit()
    assert seen(phone, "Med net") == 1
    assert phone.complaints == []


def test_without_a_net_the_words_stay_and_are_sent_once_when_it_is_back(phone):
    page = phone.page
    fill(page, "Uden net")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("No connection.").wait_for()
    assert page.get_by_label("Note").input_value() == "Uden net"
    page.get_by_role("button", name="Save").click()  # impatience changes nothing
    page.context.set_offline(False)
    page.get_by_role("heading", name="Saved").wait_for()
    assert seen(phone, "Uden net") == 1


def test_signed_out_meanwhile_the_words_stay_until_one_is_back(phone):
    page = phone.page
    fill(page, "Efter pausen")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("You have been signed out.").wait_for()
    assert page.get_by_label("Note").input_value() == "Efter pausen"
    other = page.context.new_page()  # signs in again beside it, which makes every older form a stranger's
    other.goto(f"{phone.url}/demo/")
    other.locator("form:has(input[value='lars@example.dk']) button").click()
    other.wait_for_url("**/mentoring/")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Saved").wait_for()
    assert seen(phone, "Efter pausen") == 1


def test_what_is_missing_is_said_where_scripts_run_too(phone):
    page = phone.page
    page.get_by_label("Note").fill("Bliver stående")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="There are 3 problems").wait_for()
    assert page.get_by_label("Note").input_value() == "Bliver stående"
    assert phone.violations() == []


def test_the_keyboard_alone_will_do(phone):
    page = phone.page
    page.get_by_label("Observation").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from 15 minutes, where one arrives, to 30
    page.keyboard.press("Tab")
    page.keyboard.press("p")  # the situations by their first letter
    page.keyboard.press("Enter")
    chosen = page.evaluate("Object.fromEntries(new FormData(document.querySelector('.log-form')))")
    assert (chosen["activity"], chosen["minutes"], chosen["situation"]) == (
        "observation",
        "30",
        "personal_care",
    )
