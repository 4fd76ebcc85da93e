"""A cohort run from start to an approved line: by keyboard alone, and in a browser without scripts."""

import re

import pytest

from .visitor import DESK, PHONE, visit

pytestmark = pytest.mark.browser
COORDINATOR = "kirsten@example.dk"
BOARD = re.compile(r"/admin/placements/run/\d+/change/$")
LINE = re.compile(r"/admin/placements/proposal/\d+/change/")
APPROVE, LOCK, BACK = (re.compile(f"^{words}\\s*:") for words in ("Approve", "Lock", "Take that back"))


def press_to(page, target, most=80):
    """Tab until that has the focus, as somebody without a mouse does."""
    for _step in range(most):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} can't be reached in {most} steps")


def test_from_start_to_an_approved_line_by_keyboard(house, browser):
    """The board, a line and the comparison are looked at with every other page; the two before them here."""
    with visit(browser, house.url, size=DESK) as coordinator:
        page = coordinator.page
        coordinator.become(COORDINATOR)
        coordinator.go("/admin/placements/run/add/")
        found = coordinator.violations()
        press_to(page, page.get_by_role("button", name="Start the run"))
        page.keyboard.press("Enter")
        page.wait_for_url(BOARD)
        found += coordinator.violations()
        opened = page.get_by_role("link", name="Open the board")
        opened.wait_for()  # the page asks until the run has ended
        press_to(page, opened)
        page.keyboard.press("Enter")
        another = page.get_by_role("link", name="Another place, and why not").first
        another.wait_for()
        press_to(page, another)
        page.keyboard.press("Enter")
        page.wait_for_url(LINE)
        press_to(page, page.get_by_role("link", name="Back to the board"))
        page.keyboard.press("Enter")
        page.wait_for_url(BOARD)
        press_to(page, page.get_by_role("button", name=APPROVE).first)
        page.keyboard.press("Enter")
        page.get_by_text("We have asked for 1 person.").wait_for()
        assert found + coordinator.complaints == []


def test_the_same_board_without_scripts_on_a_phone(house, browser):
    with visit(browser, house.url, size=PHONE, java_script_enabled=False) as coordinator:
        page = coordinator.page
        coordinator.become(COORDINATOR)
        coordinator.go("/admin/placements/run/add/")
        page.get_by_role("button", name="Start the run").click()
        page.wait_for_url(BOARD)
        page.wait_for_load_state()
        for _look in range(200):
            if page.locator("form.board").count():
                break
            page.get_by_text("This page doesn't refresh by itself").wait_for()
            coordinator.go(page.get_by_role("link", name="Look again").get_attribute("href"))
        line = page.locator(".cohort-line", has=page.get_by_role("button", name=LOCK)).first
        line.get_by_role("button", name=LOCK).click()
        page.get_by_text("Locked. No change moves her").wait_for()
        page.get_by_role("button", name=BACK).first.click()
        page.get_by_text("Taken back.").wait_for()
        page.get_by_role("link", name="Another place, and why not").first.click()
        page.wait_for_url(LINE)
        page.get_by_role("button", name=re.compile("^Give her this place")).first.click()
        page.get_by_text("Changed and locked.").wait_for()
        page.get_by_role("link", name="Back to the board").click()
        page.wait_for_url(BOARD)
        page.get_by_role("button", name=re.compile(r"^Approve all \d+$")).click()
        page.get_by_role("link", name="No, go back").click()
        page.get_by_role("button", name=APPROVE).first.click()
        page.get_by_text("We have asked for 1 person.").wait_for()
        assert coordinator.complaints == []
