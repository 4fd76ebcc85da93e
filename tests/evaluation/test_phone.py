"""The end of a placement at 390 px: it is closed, and the file is there without a reload."""

import pytest

from tests.browser.visitor import PHONE, visit

pytestmark = pytest.mark.browser


def evaluate(visitor):
    """Sign in as Søren's supervisor Lars and open the evaluation of a trainee of his."""
    visitor.become("lars@example.dk")
    visitor.go("/evaluation/reports/")
    visitor.page.locator("a[href$='/evaluate/']").first.click()
    page = visitor.page
    page.get_by_label("Speak and understand").select_option("30")
    page.get_by_label("Read and write").select_option("25")
    for statement in page.locator(".scale").all():
        statement.get_by_label("4", exact=True).check()
    for field in page.locator("[name=language_reason]").all():
        field.fill("Der var ikke tid til det hele.")
    page.get_by_label("Your conclusion").fill("Klar til næste skridt.")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("heading", name="Close the placement?").wait_for()


def close(visitor):
    visitor.page.get_by_role("button", name="Close the placement").click()
    visitor.page.get_by_text("The placement is closed.").wait_for()


@pytest.mark.slow
def test_the_link_to_the_file_comes_by_itself(house, browser):
    with visit(browser, house.url, size=PHONE) as visitor:
        evaluate(visitor)
        assert visitor.violations() == []
        page, loads = visitor.page, []
        close(visitor)
        page.on("load", lambda: loads.append(page.url))
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("link", name="Download PDF").click(timeout=60_000)
        assert download.value.suggested_filename.startswith("evaluering-PR-")
        assert loads == []
        assert (visitor.violations(), visitor.too_wide(), visitor.complaints) == ([], 0, [])
