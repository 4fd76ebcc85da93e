"""The same report made three ways: as the product does, by bare WeasyPrint, and with a careless stylesheet."""

import shutil
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders

from evaluation.report import context
from portal import pdf
from tests.reports import sample

TEMPLATE = "evaluation/report_paper.html"
NAIVE = """
table { table-layout: auto !important } body { hyphens: auto }
.facts, .numbers, .pair { display: flex; flex-wrap: wrap }
"""


def ours(log: int) -> bytes:
    """What the worker does once the facts are there: pictures, template, HTML, PDF/UA-1."""
    return pdf.render(TEMPLATE, context(sample(log), paper=True), "da")


@cache
def page(log: int) -> str:
    return pdf.html(TEMPLATE, context(sample(log), paper=True), "da")


def bare(log: int) -> bytes:
    """WeasyPrint alone on the same HTML with the same options, its own fetcher reading the same files."""
    from weasyprint import HTML

    return HTML(string=page(log), base_url=static_files()).write_pdf(pdf_variant="pdf/ua-1")


def naive(log: int) -> bytes:
    """The same HTML with a whole design system, flexible boxes, tables that measure themselves, and hyphens."""
    from weasyprint import CSS, HTML

    more = [finders.find("dkfds/css/dkfds.min.css"), CSS(string=NAIVE)]
    return HTML(string=page(log), base_url=static_files()).write_pdf(pdf_variant="pdf/ua-1", stylesheets=more)


@cache
def static_files() -> str:
    """A folder where every file of the paper has the name the page calls it by."""
    folder = settings.VAR / "bench-static"
    shutil.rmtree(folder, ignore_errors=True)
    for name in pdf.FILES:
        link = folder / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(finders.find(name))
    return f"{folder.as_uri()}/"
