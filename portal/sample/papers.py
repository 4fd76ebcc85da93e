"""Documents of the sample year: a page for each kind, written once and linked under as many names as there are rows."""

import hashlib
import io
import os
import random
import shutil
from datetime import timedelta
from pathlib import Path

import pikepdf
from django.utils import timezone
from PIL import Image, ImageDraw

from intake.models import Asked, Document, Status
from intake.models.documents import Kind, Review, Scan, WhyAnother, anywhere, papers

from .pour import pour

SHARE = {Kind.CV: 0.8, Kind.LANGUAGE_CERT: 0.35, Kind.STPS_LETTER: 0.15}
NAMES = {
    Kind.CV: ["CV.pdf", "CV 2026.pdf", "Curriculum vitae.pdf", "cv_dansk.pdf"],
    Kind.LANGUAGE_CERT: ["Bevis.png", "Prøve i Dansk.png", "foto 1.png"],
    Kind.STPS_LETTER: ["Brev fra STPS.pdf", "Letter.pdf"],
}
LINKS = 50_000  # how many names a file may have; most file systems allow some more
UNREAD = (Status.DRAFT, Status.SUBMITTED)


def build(seed: int, applications, ana):
    """Give most of them a CV and some a certificate or a letter; Ana is asked for a better certificate."""
    rng = random.Random(f"{seed} papers")
    pages = {kind: Page(data(kind), kind) for kind in SHARE}
    rows = []
    for application in applications:
        for kind, share in SHARE.items():
            if rng.random() < share or (application is ana and kind != Kind.STPS_LETTER):
                rows.append(row(rng, application, pages[kind]))
    better = next(one for one in rows if one.application is ana and one.kind == Kind.LANGUAGE_CERT)
    better.review, better.reason = Review.ANOTHER, WhyAnother.UNREADABLE
    pour(Document, rows)
    Asked.objects.create(application=ana, kind=Kind.LANGUAGE_CERT, at=ana.submitted_at + timedelta(days=4))


def row(rng, application, page):
    unread = application.status in UNREAD
    at = application.created_at + timedelta(minutes=rng.randint(5, 100))
    return Document(
        application=application,
        kind=page.kind,
        file=page.named(),
        name=rng.choice(NAMES[page.kind]),
        type=page.type,
        size=page.size,
        sha256=page.sha256,
        uploaded_at=at,
        scan=Scan.UNSCANNED,
        review=Review.NEW if unread else Review.ACCEPTED,
        reviewed_at=None if unread else min(at + timedelta(days=3), timezone.now()),
    )


class Page:
    """One file with many names, so that each row has its own to open and to delete."""

    def __init__(self, content, kind):
        self.content, self.kind, self.given = content, kind, 0
        self.type, self.size = ("png" if content.startswith(b"\x89PNG") else "pdf"), len(content)
        self.sha256 = hashlib.sha256(content).hexdigest()

    def named(self) -> str:
        name = anywhere(None, "")
        path = Path(papers().path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.given % LINKS == 0:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(self.content)
            self.first = path
        else:
            link(self.first, path)
        self.given += 1
        return name


def link(first, path):
    try:
        path.hardlink_to(first)
    except OSError:  # a file system without links
        shutil.copy2(first, path)


def data(kind) -> bytes:
    """A page that says what it stands for."""
    words = f"Sample document: {kind.value.replace('_', ' ')}. Nobody real is behind it."
    return picture(words) if kind == Kind.LANGUAGE_CERT else pdf(words)


def picture(words) -> bytes:
    file, image = io.BytesIO(), Image.new("L", (620, 220), 250)
    ImageDraw.Draw(image).text((40, 100), words, fill=20)
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def pdf(words) -> bytes:
    file, document = io.BytesIO(), pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = document.make_stream(f"BT /F 14 Tf 60 760 Td ({words}) Tj ET".encode())
    document.save(file, deterministic_id=True)
    return file.getvalue()
