"""Every page that each persona can reach by links: accessible, within its policy, and no wider than a phone."""

import re
from functools import cache

import pytest
from django.urls import Resolver404, resolve

from portal.roles import Role
from portal.sample.personas import PERSONAS
from tests.test_access import TABLE

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


def look(visitor, path, both):
    """Every complaint about one page: at a desk and on a phone, Django's own once; `both`: in English too."""
    found, once = visitor.violations(), visitor.page.locator(OF_DJANGO).count()
    visitor.page.set_viewport_size(PHONE)
    if both:
        speak(visitor, "da")
        visitor.go(path)
    found += [] if once else visitor.violations()
    if wide := visitor.too_wide():
        found.append(f"{path} is {wide} pixels too wide for a phone in Danish")
    visitor.page.set_viewport_size(DESK)
    speak(visitor, "en" if both else "da")
    return found


def speak(visitor, language):
    visitor.page.context.add_cookies([{"name": "django_language", "value": language, "url": visitor.url}])


@cache
def shared():
    """The pages the administrator sees as the coordinator does, by the table of who may open what."""
    rows = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines()]
    kirsten, signe = (rows[0].index(name) for name in ("Kirsten", "Signe"))
    same, differ = set(), set()
    for row in rows[1:]:
        (same if row[signe] == row[kirsten] else differ).add(row[0])
    return same - differ


@pytest.mark.parametrize("persona", [None, *CAST], ids=lambda persona: persona.name if persona else "nobody")
def test_every_page_one_can_reach_is_accessible(house, browser, persona):
    """Staff read in Danish; what anybody or an applicant may read is looked at in English too."""
    both = persona is None or persona.role == Role.APPLICANT
    seen_by_others = shared() if persona and persona.role == Role.ADMINISTRATOR else ()
    with visit(browser, house.url) as visitor:
        if persona:
            visitor.become(persona.email)
        speak(visitor, "en" if both else "da")
        found, pages = [], []
        for path in crawl(visitor, ["/"], (*NOT_PAGES, *FOR_ALL) if persona else NOT_PAGES):
            if kind(path)[0] not in seen_by_others:
                found += look(visitor, path, both)
                pages.append(path)
        assert pages, "nothing was looked at"
        assert found + visitor.complaints == [], "\n".join(found + visitor.complaints)
