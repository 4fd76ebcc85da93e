"""An applicant who reads Arabic goes through the whole form: from right to left, on a phone and at a desk."""

import pytest

from intake.models import SECTIONS

from .test_applying import RIGHT, WRONG, fill, sign_in
from .visitor import DESK, PHONE, visit

pytestmark = pytest.mark.browser


def look(visitor):
    """What is wrong with this page: its direction, what axe finds, and its width with text twice as large."""
    page = visitor.page
    found = visitor.violations()
    ways = page.evaluate("[document.dir, getComputedStyle(document.querySelector('h1')).direction]")
    if ways != ["rtl", "rtl"]:
        found.append(f"{page.url} runs {ways}")
    if wide := visitor.too_wide():
        found.append(f"{page.url} is {wide} pixels too wide")
    page.evaluate("document.documentElement.style.fontSize = '125%'")  # the design's ground is 62.5 %
    if page.viewport_size == DESK and (wide := visitor.too_wide()):
        found.append(f"{page.url} is {wide} pixels too wide with text at 200 %")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def starts_at_the_right(page, place):
    """Whether the first thing of a block stands in the right half of its container."""
    return page.locator(place).first.evaluate(
        "e => e.getBoundingClientRect().right > e.parentElement.getBoundingClientRect().right - 60"
    )


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_she_applies_in_arabic_from_right_to_left(house, browser, size):
    with visit(browser, house.url, language="ar", size=size) as visitor:
        page = visitor.page
        visitor.go("/")
        found = look(visitor)
        sign_in(visitor, house, f"layla{size['width']}@example.org")
        found += look(visitor)
        page.locator("main a.button-primary").click()
        for part in SECTIONS:
            page.wait_for_url(f"**/apply/{part}/")
            found += look(visitor)
            assert starts_at_the_right(page, "main h1")
            if part == "wishes":
                page.uncheck("#id_anywhere")
            if part in WRONG:  # a consent can't be wrong
                fill(page, WRONG[part][0])
                page.locator("button.button-primary").click()
                page.locator(".error-summary").wait_for()
                assert starts_at_the_right(page, ".error-summary .icon-svg")
                found += look(visitor)
            if part == "wishes":
                page.check("#id_anywhere")
            fill(page, RIGHT[part])
            page.locator("button.button-primary").click()
        page.wait_for_url("**/apply/documents/")
        found += look(visitor)
        visitor.go("/apply/check/")
        found += look(visitor)
        page.locator("form[action$='/submit/'] button").click()
        page.wait_for_url("**/apply/receipt/")
        found += look(visitor)
        visitor.go("/apply/status/")
        found += look(visitor)
        assert found + visitor.complaints == [], "\n".join(found + visitor.complaints)


def test_a_name_keeps_its_own_direction_on_any_page(house, browser):
    with visit(browser, house.url, language="en") as visitor:
        page = visitor.page
        sign_in(visitor, house, "omar@example.org")
        visitor.go("/apply/about/")
        way = "e => getComputedStyle(e).direction"
        page.fill("#id_given_name", "محمد")
        page.fill("#id_family_name", "Reyes")
        assert page.locator("#id_given_name").evaluate(way) == "rtl"
        assert page.locator("#id_family_name").evaluate(way) == "ltr"
        page.locator("button[name=language][value=ar]").click()
        page.wait_for_url("**/apply/about/")
        page.fill("#id_phone", "+45 20 12 34 56")
        assert page.locator("#id_phone").evaluate(way) == "ltr"
