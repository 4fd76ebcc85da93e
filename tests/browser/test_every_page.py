"""Every page that each persona can reach by links: accessible, within its policy, and no wider than a phone."""

import re

import pytest
from django.urls import Resolver404, resolve

from portal.roles import Role
from portal.sample.personas import PERSONAS

from .visitor import DESK, PHONE, visit

pytestmark = pytest.mark.browser
NOT_PAGES = ("/static/", "/demo/components")
LIKE_OTHERS = re.compile(r"^/admin/.*/(add|history|delete)/")  # the same form as a change, or a plain list
FOR_ALL = ("/demo/", "/accessibility/", "/privacy/", "/cookies/", "/contact/")  # looked at once, as nobody
OF_DJANGO = (
    "#changelist, #content-main fieldset.module"  # its lists and forms, which differ by their fields alone
)
CAST = [next(persona for persona in PERSONAS if persona.role == role) for role in Role]
FILES = re.compile(r"\.?(pdf|csv|xlsx|zip)/?$|^/apply/documents/[0-9a-f-]{36}/$")


def kind(path):
    """The name of the page behind a path: one of each kind is looked at."""
    try:
        found = resolve(path.split("?")[0])
    except Resolver404:
        return None
    filtered = bool("?" in path and "?o=" not in path and found.url_name.endswith("changelist"))
    return found.view_name, filtered


def other(path):
    """A file, or a page of the admin that looks like another one."""
    return bool(LIKE_OTHERS.match(path) or FILES.search(path))


def crawl(visitor, starts, leave=NOT_PAGES):
    """Follow links from page to page, one of each kind."""
    seen, waiting = set(), list(starts)
    while waiting:
        path = waiting.pop(0)
        what = kind(path)
        if what is None or what in seen or path.startswith(leave) or other(path):
            continue
        seen.add(what)
        answer = visitor.go(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        waiting += visitor.links()
        yield path


def look(visitor, path):
    """Every complaint about one page: at a desk in English, on a phone in Danish; Django's own once."""
    found, once = visitor.violations(), visitor.page.locator(OF_DJANGO).count()
    visitor.page.set_viewport_size(PHONE)
    visitor.page.context.add_cookies([{"name": "django_language", "value": "da", "url": visitor.url}])
    visitor.go(path)
    found += [] if once else visitor.violations()
    if wide := visitor.too_wide():
        found.append(f"{path} is {wide} pixels too wide for a phone in Danish")
    visitor.page.context.clear_cookies(name="django_language")
    visitor.page.set_viewport_size(DESK)
    return found


@pytest.mark.parametrize("persona", [None, *CAST], ids=lambda persona: persona.name if persona else "nobody")
def test_every_page_one_can_reach_is_accessible(house, browser, persona):
    with visit(browser, house.url) as visitor:
        if persona:
            visitor.become(persona.email)
        found, pages = [], []
        for path in crawl(visitor, ["/"], (*NOT_PAGES, *FOR_ALL) if persona else NOT_PAGES):
            found += look(visitor, path)
            pages.append(path)
        assert pages, "nothing was looked at"
        assert found + visitor.complaints == [], "\n".join(found + visitor.complaints)
