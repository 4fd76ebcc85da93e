"""Pages on paper: a template becomes HTML, and WeasyPrint makes it a tagged, accessible PDF/UA-1."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

from .languages import direction

FACES = "dkfds/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-{}.ttf"
FILES = {
    "report.css": "text/css",
    "paper.css": "text/css",
    "img/wordmark.svg": "image/svg+xml",
    FACES.format("Regular"): "font/ttf",
    FACES.format("SemiBold"): "font/ttf",
}
BASE = "https://paper.invalid/"  # a host that can't exist: names in a page resolve below it, and stay there
MOST_PAGES, LINES, LETTERS = (
    200,
    60,
    10_000,
)  # of HTML a page; what people can type into a report stays far below
TEXT = re.compile(r">[^<]{40,}")
RUN = re.compile(
    r"((?:&#?\w{1,8};|[^\s<>&]){30}[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200d\ufe0f]*)(?=\S)"
)


class Unprintable(Exception):
    """The page asks for a file that is missing or isn't ours, or is too long for paper."""


class Paper(bytes):
    """A finished document that knows its number of pages."""

    pages = 0


def render(template: str, context: dict, language: str) -> Paper:
    """The template on paper, in the given language."""
    return write(html(template, context, language))


def html(template: str, context: dict, language: str) -> str:
    with override(language):
        frame = {"language": language, "direction": direction(language), "authority": settings.AUTHORITY}
        return render_to_string(template, context | frame)


def write(page: str) -> Paper:
    """A page of HTML as PDF/UA-1. Nothing is fetched but the files named above."""
    from weasyprint import HTML  # slow to import, so only when a PDF is wanted
    from weasyprint.urls import FatalURLFetchingError

    refuse_if_long(page)
    try:
        document = HTML(string=breakable(page), base_url=BASE, url_fetcher=_own_files()()).render(
            pdf_variant="pdf/ua-1"
        )
        if len(document.pages) > MOST_PAGES:
            raise Unprintable(f"{len(document.pages)} pages are too many for paper")
        paper = Paper(document.write_pdf(pdf_variant="pdf/ua-1", finisher=_set_margins_apart))
        paper.pages = len(document.pages)
        return paper
    except FatalURLFetchingError as error:  # not an Exception, so nobody up the line would catch it
        raise Unprintable("the page asks for a file that is missing or isn't ours") from error


def warm_up() -> None:
    """Pay for the first page before anybody waits for it: fonts, stylesheets and every part of WeasyPrint."""
    render("paper.html", {"title": "…"}, settings.LANGUAGE_CODE)


def refuse_if_long(page: str) -> None:
    """Setting a book first and counting its pages then would take a gigabyte of memory."""
    lines = sum(map(page.count, ["<br", "<tr", "<p", "<li"]))
    if max(len(page) // LETTERS, lines // LINES) > MOST_PAGES:
        raise Unprintable(f"{len(page)} letters in {lines} lines are too many for paper")


def breakable(page: str) -> str:
    """The page with places to break in words of more than 30 letters.

    Without them one word of 100,000 letters keeps WeasyPrint busy for minutes: it tries each line with all the rest.
    """
    return TEXT.sub(lambda text: RUN.sub("\\1\N{ZERO WIDTH SPACE}", text[0]), page)


def own_name(url: str) -> str:
    """The name below the static files that an address stands for; refused unless it's on the list."""
    name = url.removeprefix(BASE)
    if name not in FILES:
        raise Unprintable("not a file of ours")
    return name


@cache
def _own_files():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Reads the files on the list and never opens a connection; anything else stops the rendering."""

        def __init__(self):
            super().__init__(allowed_protocols=[], fail_on_errors=True)

        def fetch(self, url, headers=None):
            name = own_name(url)
            path = Path(finders.find(name) or settings.STATIC_ROOT / name)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": FILES[name]})

    return OwnFiles


def _set_margins_apart(document, pdf) -> None:
    """Mark running heads and feet as artifacts, as PDF/UA-1 asks (ISO 14289-1, 7.8).

    WeasyPrint 70 tags them like text and then leaves them out of the structure: neither the one nor the other.
    """
    things = {thing.reference: thing for thing in pdf.objects}
    structure = things[pdf.catalog["StructTreeRoot"]]
    top = things[structure["K"][0]]
    owners = things[structure["ParentTree"]]["Nums"][1::2]  # of each page's marks, in the order of the marks
    for page, marks in zip(pdf.page_references, owners, strict=False):
        stream = things[things[page]["Contents"]].stream
        for place in [at for at, what in enumerate(stream) if what == b"BDC" and "MCID" in stream[at - 1]]:
            mark = stream[place - 1]["MCID"]
            if _branch(things, things[marks[mark]], top).reference not in top["K"]:
                stream[place - 2], stream[place - 1] = "/Artifact", "<</Type /Pagination>>"
                marks[mark] = "null"


def _branch(things, element, top):
    """The part of the structure right below its top that holds the element."""
    while element["P"] != top.reference:
        element = things[element["P"]]
    return element
