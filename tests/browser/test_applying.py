"""An applicant at a browser: wrong answers in each part, words from right to left, a log-in that runs out."""

import re
import time

import pytest

from .visitor import PHONE, visit

pytestmark = pytest.mark.browser
WRONG = {  # what is typed into each part before it is sent for the first time, and how many complaints follow
    "about": ({"#id_phone": "hello", "#id_postcode": "?"}, 4),
    "background": ({"#id_educations-0-year": "last year", "#id_jobs-0-hours": "100"}, 9),
    "authorisation": ({}, 1),
    "languages": ({"#id_exams-0-oral": "12"}, 3),
    "residence": ({"#id_permit_to_0": "31", "#id_permit_to_1": "2", "#id_permit_to_2": "2027"}, 5),
    "volunteering": ({"#id_works-0-hours": "60"}, 1),
    "wishes": ({"#id_weekly_hours": "50"}, 6),
}
RIGHT = {
    "about": {"#id_given_name": "محمد", "#id_phone": "+63 917 123 4567", "#id_postcode": "8000"}
    | {"#id_citizenships-0-country": "PH"},
    "background": {"#id_profession": "1", "#id_educations-0-country": "PH", "#id_educations-0-year": "2019"}
    | {"#id_educations-0-title": "BSN", "#id_educations-0-level": "bachelor"}
    | {
        "#id_jobs-0-country": "PH",
        "#id_jobs-0-place": "Ward",
        "#id_jobs-0-years": "4",
        "#id_jobs-0-hours": "40",
    },
    "authorisation": {"#id_stage_0": True},
    "languages": {"#id_danish_oral_3": True, "#id_danish_written_2": True, "#id_exams-0-kind": "pd2"},
    "residence": {"#id_basis": "family", "#id_work_right_0": True, "#id_permit_to_0": "28"}
    | {"#id_cpr_status_0": True, "#id_mitid_status_0": True},
    "volunteering": {"#id_works-0-organisation": "Røde Kors"},
    "wishes": {"#id_available_from_0": "1", "#id_available_from_1": "3", "#id_available_from_2": "2199"}
    | {"#id_weeks": "12", "#id_weekly_hours": "30", "#id_shifts_0": True, "#id_at_seven_0": True},
    "consents": {"#id_POOL": True},
}


def fill(page, answers):
    for place, answer in answers.items():
        field = page.locator(place)
        if answer is True:
            field.check()
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(
                answer if len(answer) > 1 else None, index=None if len(answer) > 1 else int(answer)
            )
        else:
            field.fill(answer)


def sign_in(visitor, house, email):
    visitor.go("/account/start/")
    visitor.page.fill("input[type=email]", email)
    visitor.page.click("main form button")
    visitor.page.fill("input[name=code]", code(house, email))
    visitor.page.click("main form button >> nth=0")
    visitor.page.wait_for_url("**/apply/")


def code(house, email):
    """The newest code sent to that address."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for letter in reversed(house.letters()):
            if email in letter and (found := re.search(r"^([A-Z0-9-]{6,9})\r?$", letter, re.MULTILINE)):
                return found.group(1)
        time.sleep(0.1)
    raise AssertionError(f"no code came to {email}")


def test_each_part_explains_what_is_wrong_and_then_takes_what_is_right(house, browser):
    with visit(browser, house.url, size=PHONE) as visitor:
        page = visitor.page
        sign_in(visitor, house, "mohammed@example.org")
        found = visitor.violations()
        page.get_by_role("link", name="Begin").click()
        for part, (wrong, problems) in WRONG.items():
            page.wait_for_url(f"**/apply/{part}/")
            if part == "wishes":
                page.uncheck("#id_anywhere")
            fill(page, wrong)
            page.get_by_role("button", name="Save and continue").click()
            summary = page.locator(".error-summary")
            summary.wait_for()  # the answer may take its time
            assert summary.get_by_role("link").count() == problems
            assert summary.evaluate("element => element === document.activeElement")
            assert page.title().startswith("Error: ")
            for place, typed in wrong.items():
                assert page.locator(place).input_value() == typed
            summary.get_by_role("link").first.click()
            assert page.locator(".form-error :focus").count() == 1
            found += visitor.violations()
            if part == "wishes":
                page.check("#id_anywhere")
            fill(page, RIGHT[part])
            page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url("**/apply/consents/")  # where nothing can be wrong
        found += visitor.violations()
        fill(page, RIGHT["consents"])
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url("**/apply/documents/")
        page.get_by_role("link", name="Continue").click()
        page.wait_for_url("**/apply/check/")
        found += visitor.violations()
        page.get_by_role("button", name="Send the application").dblclick()
        page.wait_for_url("**/apply/receipt/")
        reference = page.locator(".receipt-number").inner_text()
        page.go_back()
        page.go_forward()
        assert page.locator(".receipt-number").inner_text() == reference
        found += visitor.violations()
        visitor.go("/apply/status/")
        assert page.locator("bdi", has_text="محمد").count() == 1
        assert visitor.too_wide() == 0
        assert found + visitor.violations() + visitor.complaints == []


def test_writing_is_saved_by_itself_and_survives_a_log_in_that_runs_out(house, browser):
    with visit(browser, house.url) as visitor:
        page = visitor.page
        sign_in(visitor, house, "nadia@example.org")
        visitor.go("/apply/about/")
        page.fill("#id_given_name", "Nadia")
        saved = page.locator(".autosave", has_text="Saved at")
        saved.wait_for(timeout=10_000)
        page.context.clear_cookies(name="session")
        page.fill("#id_family_name", "Kovalenko")
        page.locator(".autosave", has_text="You are logged out").wait_for(timeout=10_000)
        page.get_by_role("button", name="Save and continue").click()
        assert "/account/start/?next=" in page.url
        page.fill("input[type=email]", "nadia@example.org")
        page.click("main form button")
        page.fill("input[name=code]", code(house, "nadia@example.org"))
        page.click("main form button >> nth=0")
        page.wait_for_url("**/apply/about/*")
        assert page.locator("#id_given_name").input_value() == "Nadia"
        page.get_by_text("This page shows what we have saved").wait_for()
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
