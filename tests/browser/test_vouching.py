"""A voucher's journey: from the letter to thanks, by keyboard and without a script, and every page on its way."""

import re

import pytest

from .visitor import DESK, PHONE, visit


@pytest.fixture
def link(browser, house):
    """The address in the newest letter that asks somebody to confirm Ana's work."""
    with visit(browser, house.url, language="en") as ana:
        ana.become("ana@example.org")
        ana.go("/apply/status/")
        ana.page.locator("#vouching a[href*=voucher]").first.click()
        ana.page.locator("#id_name").fill("Poul Aagesen")
        ana.page.locator("main form button.button-primary").click()
        assert ana.violations() == []
        ana.page.locator("#id_email").fill("poul@example.org")
        ana.page.locator("#id_agreed").check(force=True)
        ana.page.locator("main form button.button-primary").click()
        assert ana.page.url.endswith("/apply/status/")
        assert ana.violations() == []
        ana.go("/demo/outbox/")
        return re.search(r"/vouch/[0-9a-f]{64}/", ana.page.content())[0]


@pytest.mark.promise("budget-12")
def test_a_voucher_answers_by_keyboard_without_a_script(browser, house, link):
    for language, size in (("da", DESK), ("en", PHONE)):
        with visit(browser, house.url, language=language, size=size) as reader:
            reader.go(link)
            assert (reader.violations(), reader.too_wide()) == ([], 0)
            reader.page.locator("main form button.button-primary").click()
            assert (reader.violations(), reader.too_wide()) == ([], 0)
            reader.go("/vouch/forged/")
            assert reader.violations() == []
    with visit(browser, house.url, language="en", size=PHONE, java_script_enabled=False) as poul:
        poul.go(link)
        poul.page.locator("#id_knows_0").focus()
        poul.page.keyboard.press("Space")
        for words in ("Talked Danish with guests.", "48", "1", "2", "2026", "3", "3", "2026"):
            poul.page.keyboard.press("Tab")
            poul.page.keyboard.type(words)
        poul.page.keyboard.press("Tab")
        poul.page.keyboard.press("Enter")
        poul.page.get_by_role("heading", name="Thank you for your answer", level=1).wait_for()
    with visit(browser, house.url, language="en") as ana:
        ana.go(link)
        assert ana.violations() == []
        assert "cannot be used again" in ana.page.locator("main").inner_text()
        ana.become("ana@example.org")
        ana.go("/apply/status/")
        assert "48 hours, confirmed" in ana.page.locator("#vouching").inner_text()
