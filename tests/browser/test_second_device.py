"""She begins on a computer, goes on by phone with an e-mailed code, and sends a document from there."""

import time

import pytest

from tests.papers import pdf

from .test_applying import code, sign_in
from .visitor import DESK, PHONE, visit

pytestmark = pytest.mark.browser
EMAIL = "lin@example.org"


def sign_in_again(visitor, house):
    """With a code that comes after those she was sent before."""
    before = sent(house)
    visitor.go("/account/start/")
    visitor.page.fill("input[type=email]", EMAIL)
    visitor.page.click("main form button")
    visitor.page.wait_for_url("**/account/code/**")
    until = time.monotonic() + 20
    while sent(house) == before and time.monotonic() < until:
        time.sleep(0.1)
    visitor.page.fill("input[name=code]", code(house, EMAIL))
    visitor.page.click("main form button >> nth=0")
    visitor.page.wait_for_url("**/apply/")


def sent(house):
    return sum(EMAIL in letter for letter in house.letters())


@pytest.fixture
def cv(tmp_path):
    """A file as it lies on a phone."""
    file = tmp_path / "cv lin.pdf"
    file.write_bytes(pdf())
    return file


@pytest.mark.promise("budget-01")
def test_she_goes_on_where_she_was_and_hands_in_a_document(house, browser, cv):
    with visit(browser, house.url, size=DESK) as computer:
        sign_in(computer, house, EMAIL)
        computer.go("/apply/volunteering/")
        page = computer.page
        page.fill("#id_works-0-organisation", "Sprogcaféen Nord")
        page.get_by_role("button", name="Add one more place where you help").click()
        page.fill("#id_works-1-organisation", "Røde Kors")
        page.get_by_role("button", name="Save and close").click()
        page.wait_for_url("**/apply/")
        found = computer.violations() + computer.complaints
    with visit(browser, house.url, size=PHONE, java_script_enabled=False) as phone:
        sign_in_again(phone, house)
        phone.go("/apply/volunteering/")
        page = phone.page
        rows = [page.locator(f"#id_works-{n}-organisation").input_value() for n in (0, 1)]
        assert rows == ["Sprogcaféen Nord", "Røde Kors"]
        phone.go("/apply/documents/")
        shelf = page.locator("#cv")
        shelf.locator("input[type=file]").set_input_files(cv)
        shelf.get_by_role("button", name="Save the file").click()
        shelf.locator(".file", has_text="cv lin.pdf").wait_for()
        logged_in = page.context.storage_state()
    with visit(browser, house.url, size=PHONE, storage_state=logged_in) as phone:
        page = phone.page
        phone.go("/apply/documents/")
        found += phone.violations()
        assert phone.too_wide() == 0
        with page.expect_download() as download:
            page.get_by_role("link", name="cv lin.pdf", exact=True).click()
        assert download.value.suggested_filename.endswith(".pdf")
        assert "lin" not in download.value.suggested_filename
        page.locator(".file a[href$='/remove/']").click()
        page.wait_for_url("**/remove/")
        found += phone.violations()
        page.locator("main form button").first.click()
        page.locator("#cv input[type=file]").wait_for()
        assert page.locator(".file").count() == 0
        assert found + phone.complaints == []
