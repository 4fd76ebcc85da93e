"""The pictures of the README: each persona's main page, from the sample year, through the pages people use.

Run beside PostgreSQL and Redis: make screenshots
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "screenshots"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SHOTS = [  # picture, who looks, on what, from their own desk or from this page, and the link they follow
    ("applicant", "ana@example.org", PHONE, "", ""),
    ("coordinator", "kirsten@example.dk", WIDE, "", ""),
    (
        "workbench",
        "kirsten@example.dk",
        WIDE,
        "/admin/placements/workbench/",
        "#result_list tbody tr:has-text('B2') a",
    ),
    ("supervisor", "mette@example.dk", PHONE, "", ""),
    ("manager", "birgitte@example.dk", WIDE, "", ""),
    ("report", "birgitte@example.dk", WIDE, "/evaluation/reports/", "td .function-link, .make-report"),
    ("leader", "peter@example.dk", WIDE, "", ""),
    ("administrator", "signe@example.dk", WIDE, "", ""),
]


def main():
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from portal.management.commands.demo import migrate, sample_year
    from portal.models import User
    from portal.services import Processes
    from portal.services.house import House

    processes = Processes(settings.VAR / "log")
    try:
        house = House(processes, dict(os.environ))
        migrate()
        if not User.objects.exists():
            sample_year()
        connection.close()
        house.start()
        take(house.url)
    finally:
        processes.close()


def take(url):
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, email, screen, start, link in SHOTS:
            page = browser.new_context(viewport=screen, locale="da-DK", device_scale_factor=1).new_page()
            page.goto(f"{url}/demo/")
            page.locator(f"form:has(input[value='{email}']) button").click()
            if start:
                page.goto(url + start)
            if link:
                page.locator(link).first.click()
            page.wait_for_load_state()
            if page.locator(
                "[data-poll]"
            ).count():  # the worker is making the PDF; the page says when it is there
                page.locator(".report-state a").first.wait_for()
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"docs/screenshots/{name}.png  {page.title()}")
            page.context.close()
        browser.close()


def chromium():
    """Chromium of the system, or else playwright's own."""
    places = [os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser"]
    return next((place for place in places if place and Path(place).exists()), None)


if __name__ == "__main__":
    main()
