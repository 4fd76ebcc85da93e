"""A supervisor closes a placement in the browser: the report comes to the page she is on, and to her manager."""

import os
import signal
from contextlib import contextmanager

import pytest

from tests.browser.visitor import PHONE, visit

pytestmark = pytest.mark.browser
METTE, BIRGITTE = "mette@example.dk", "birgitte@example.dk"
CONCLUSION = "Hun overleverer selv & uden støtte."


@contextmanager
def at_rest(process):
    """The process and its children do nothing for a while, as when they have too much to do."""
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGCONT)


def evaluate(page):
    """Fill in the first evaluation that waits, and come to the page that asks whether to close."""
    page.locator("main a[href$='/evaluate/']").first.click()
    for agree in page.locator("form.evaluation input[type=radio][value='4']").all():
        agree.check()
    for select in page.locator("form.evaluation select").all():
        select.select_option(index=3)
    if page.locator("#id_language_reason").count():
        page.fill("#id_language_reason", "Der var ikke tid til alt.")
    page.fill("#id_conclusion", CONCLUSION)
    page.click("button[value=check]")


def test_the_report_comes_to_the_page_without_a_reload(house, browser, services):
    with visit(browser, house.url, "da-DK", PHONE) as visitor:
        page = visitor.page
        visitor.become(METTE)
        visitor.go("/evaluation/reports/")
        evaluate(page)
        with at_rest(services.running["house-worker"]):
            page.dblclick("button[value=close]")
            page.wait_for_url("**/evaluation/reports/*/")
            journeys = []
            page.on("framenavigated", lambda frame: journeys.append(frame.url))
            waiting = page.locator("[data-poll]")
            assert waiting.count() == 1
            assert page.locator("p.download").count() == 0
            with page.expect_response("**/state/") as asked:
                pass
            assert asked.value.status == 200
            assert visitor.violations() == []
        page.locator("p.download a").wait_for(timeout=60_000)
        assert waiting.count() == 0
        assert visitor.violations() == []
        assert journeys == []
        report = page.url
        assert visitor.complaints == []
    with visit(browser, house.url, "da-DK") as visitor:
        visitor.become(BIRGITTE)
        visitor.page.goto(report)
        assert visitor.page.get_by_text(CONCLUSION).count() >= 1
        with visitor.page.expect_download() as download:
            visitor.page.locator("p.download a").click()
        assert download.value.suggested_filename.startswith("evaluering-PR-")
        assert download.value.path().read_bytes().startswith(b"%PDF-1.7")
