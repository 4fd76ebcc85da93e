"""What the small script adds, tried on the gallery of parts; and the gallery itself, in every state and direction."""

import pytest

from .visitor import DESK, PHONE, visit

pytestmark = pytest.mark.browser
GALLERY = "/demo/components/"
STATES = ["", "?state=wrong", "?state=staff"]
POLLING = """<!doctype html><html lang="en"><title>Report</title><script src="/static/portal.js" defer></script>
<main><div data-poll="/fragment/"><p>We are making the report.</p></div></main></html>"""


@pytest.fixture
def visitor(house, browser):
    with visit(browser, house.url, size=PHONE) as visitor:
        yield visitor
        assert visitor.complaints == []


def focused(visitor):
    return visitor.page.evaluate("document.activeElement.id || document.activeElement.className")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("state", STATES, ids=["all", "wrong", "staff"])
def test_every_part_is_accessible(house, browser, state, size, language):
    with visit(browser, house.url, language, size) as visitor:
        visitor.go(GALLERY + state)
        assert visitor.violations() == []
        assert visitor.too_wide() == 0
        visitor.page.evaluate("document.documentElement.dir = 'rtl'")
        assert visitor.violations() == []
        assert visitor.too_wide() == 0


@pytest.mark.parametrize("state", STATES, ids=["all", "wrong", "staff"])
def test_text_twice_as_big_still_fits(visitor, state):
    visitor.go(GALLERY + state)
    visitor.page.evaluate("document.documentElement.style.fontSize = '125%'")  # 62.5 % is the usual size
    assert visitor.violations() == []
    assert visitor.too_wide() == 0


def test_the_error_summary_takes_the_focus_and_leads_to_the_wrong_input(visitor):
    visitor.go(GALLERY + "?state=wrong")
    assert focused(visitor) == "error-summary"
    links = visitor.page.locator(".error-summary a")
    wanted = [link.get_attribute("href")[1:] for link in links.all()]
    assert wanted[:3] == ["wrong_name", "wrong_email", "wrong_born_2"]
    for link, to in zip(links.all(), wanted, strict=True):
        link.click()
        assert focused(visitor) == to


def test_a_form_is_sent_once_however_often_the_button_is_pressed(visitor):
    sent = []
    visitor.page.route(
        "**/demo/components/**", lambda route: sent.append(route.request.method) or route.continue_()
    )
    visitor.go(GALLERY + "?state=wrong")
    press = (
        "() => { const b = document.querySelector('main form .button'); b.click(); b.click(); b.click(); }"
    )
    with visitor.page.expect_navigation():
        visitor.page.evaluate(press)
    assert sent == ["GET", "POST"]


def test_a_question_is_asked_before_something_hard_to_undo(visitor):
    sent = []
    visitor.go(GALLERY)
    visitor.page.route("**/*", lambda route: sent.append(route.request.method) or route.continue_())
    button = visitor.page.locator("button[data-confirm]")
    button.click()
    dialog = visitor.page.locator("dialog")
    assert "withdraw your application" in dialog.inner_text()
    assert visitor.violations() == []
    dialog.locator("button", has_text="No").click()
    assert dialog.count() == 0 and "POST" not in sent
    button.click()
    with visitor.page.expect_navigation():
        dialog.locator("button", has_text="Withdraw").click()
    assert sent.count("POST") == 1


def test_a_text_counts_what_is_left(visitor):
    visitor.go(GALLERY)
    visitor.page.fill("#empty_about", "x" * 190)
    shown = visitor.page.locator("#empty_about_limit")
    assert shown.inner_text() == "You have 10 characters left."
    visitor.page.fill("#empty_about", "x" * 203)
    assert shown.inner_text() == "You have written 3 characters too many."
    assert visitor.page.input_value("#empty_about") == "x" * 203


def test_work_under_way_is_swapped_for_its_result_without_a_reload(visitor):
    answers = iter(
        ["<div data-poll='/fragment/'><p>Half way.</p></div>", "<p><a href='/x'>Open the report</a></p>"]
    )
    visitor.page.route("**/report/", lambda route: route.fulfill(body=POLLING, content_type="text/html"))
    visitor.page.route(
        "**/fragment/", lambda route: route.fulfill(body=next(answers), content_type="text/html")
    )
    visitor.go("/report/")
    visitor.page.get_by_text("Half way.").wait_for(timeout=5000)
    visitor.page.get_by_text("Open the report").wait_for(timeout=5000)
    visitor.page.wait_for_timeout(1500)  # a third question would find no answer and fail the test
    assert visitor.page.locator("[data-poll]").count() == 0
