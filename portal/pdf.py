"""Pages on paper: a template becomes HTML, and WeasyPrint makes it a tagged, accessible PDF/UA-1."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

FACES = "dkfds/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-{}.ttf"
FILES = {
    "report.css": "text/css",
    "paper.css": "text/css",
    "img/wordmark.svg": "image/svg+xml",
    FACES.format("Regular"): "font/ttf",
    FACES.format("SemiBold"): "font/ttf",
}
BASE = "https://paper.invalid/"  # a host that can't exist: names in a page resolve below it, and stay there
MOST_LETTERS = 3_000_000  # of HTML; what a person can type into one report stays far below
MOST_PAGES = 400


class Unprintable(Exception):
    """The page asks for a file that isn't ours, or is too long for paper."""


class Paper(bytes):
    """A finished document that knows its number of pages."""

    pages = 0


def render(template: str, context: dict, language: str) -> Paper:
    """The template on paper, in the given language."""
    return write(html(template, context, language))


def html(template: str, context: dict, language: str) -> str:
    with override(language):
        return render_to_string(template, {**context, "language": language, "authority": settings.AUTHORITY})


def write(page: str) -> Paper:
    """A page of HTML as PDF/UA-1. Nothing is fetched but the files named above."""
    from weasyprint import HTML  # slow to import, so only when a PDF is wanted
    from weasyprint.urls import FatalURLFetchingError

    if len(page) > MOST_LETTERS:
        raise Unprintable(f"{len(page)} letters are too many for paper")
    try:
        document = HTML(string=page, base_url=BASE, url_fetcher=_own_files()()).render(pdf_variant="pdf/ua-1")
        if len(document.pages) > MOST_PAGES:
            raise Unprintable(f"{len(document.pages)} pages are too many for paper")
        paper = Paper(document.write_pdf(pdf_variant="pdf/ua-1"))
        paper.pages = len(document.pages)
        return paper
    except FatalURLFetchingError as error:  # not an Exception, so nobody up the line would catch it
        raise Unprintable("the page asks for a file that isn't ours") from error


def warm_up() -> None:
    """Pay for the first page before anybody waits for it: fonts, stylesheets and every part of WeasyPrint."""
    render("paper.html", {"title": "…"}, settings.LANGUAGE_CODE)


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
