"""What may be handed in: its name, its first bytes and its inside agree, and it does nothing by itself."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from portal import files, looking
from portal.files import Unfit
from tests import papers
from tests.papers import ACTIVE, SECRET, WHOLE, jpg, pdf, png, upload


def refused(data, name):
    """The one word for why a file is refused."""
    with pytest.raises(Unfit) as why:
        files.look(upload(data, name))
    return str(why.value)


@pytest.mark.parametrize("ending", [".pdf", ".PDF", ".jpg", ".jpeg", ".JPG", ".png"])
def test_a_whole_file_is_taken(ending):
    kind = files.ENDINGS[ending.lower()]
    looked = files.look(upload(WHOLE[kind](), f"Min fil{ending}"))
    assert (looked.type, looked.name) == (kind, f"Min fil{ending}")


@pytest.mark.parametrize("said", WHOLE)
@pytest.mark.parametrize("kind", WHOLE)
def test_the_ending_must_be_true(kind, said):
    if kind != said:
        assert refused(WHOLE[kind](), f"cv.{said}") == "other"


@pytest.mark.parametrize(
    "name",
    [
        "cv",
        "cv.",
        "cv.pdf.",
        "cv.pdf.exe",
        "cv.pdf;.html",
        "pdf",
        ".pdf",
        "cv.svg",
        "cv.html",
        "cv.pdf\\x.js",
    ],
)
def test_other_endings_are_refused_whatever_stands_before_them(name):
    assert refused(pdf(), name) == "ending"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Ana\\cv.pdf", "cv.pdf"),
        ("cv\r\nSet-Cookie: x.pdf", "cvSet-Cookie: x.pdf"),
        ("cv\x00.pdf", "cv.pdf"),
        ("cv\u202efdp.pdf", "cvfdp.pdf"),
        ("  Æblegrød  på   ørred .pdf ", "Æblegrød på ørred .pdf"),
        ("السيرة.pdf", "السيرة.pdf"),
        (f"{'a' * 300}.pdf", f"{'a' * 96}.pdf"),
    ],
)
def test_a_name_is_kept_as_a_page_may_show_it(typed, said):
    assert files.shown(typed) == said


@pytest.mark.parametrize("kind", WHOLE)
def test_what_is_empty_or_cut_off_is_refused(kind):
    whole = WHOLE[kind]()
    assert refused(b"", f"cv.{kind}") == "empty"
    assert refused(whole[: len(whole) // 2], f"cv.{kind}") == "damaged"
    assert refused(files.BEGINS[kind] + b"x" * 500, f"cv.{kind}") == "damaged"


@pytest.mark.parametrize("what", ACTIVE)
def test_a_pdf_that_acts_is_refused(what):
    assert refused(ACTIVE[what](), "cv.pdf") == "active"


@pytest.mark.parametrize("change", [papers.with_link, papers.with_place_on_opening])
def test_a_link_and_a_place_to_begin_are_fine(change):
    data = pdf(change)
    assert files.look(upload(data)).data == data


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused(password):
    assert refused(pdf(encryption=pikepdf.Encryption(owner="secret", user=password)), "cv.pdf") == "locked"


def test_a_pdf_of_too_many_pages_is_refused():
    assert files.look(upload(pdf(papers.with_pages(looking.PAGES)))).type == "pdf"
    assert refused(pdf(papers.with_pages(looking.PAGES + 1)), "cv.pdf") == "pages"


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_is_kept_without_what_it_told_about_its_taker(kind):
    taken = WHOLE[kind]()
    kept = files.look(upload(taken, f"cv.{kind}")).data
    assert SECRET in taken
    assert SECRET not in kept
    assert b"Exif" not in kept
    assert Image.open(io.BytesIO(kept)).size == (60, 40)


def test_a_picture_held_upright_stays_upright():
    file = io.BytesIO()
    image = Image.new("RGB", (60, 40))
    exif = image.getexif()
    exif[0x0112] = 6  # the camera was turned
    image.save(file, "JPEG", exif=exif)
    kept = files.look(upload(file.getvalue(), "cv.jpg")).data
    assert Image.open(io.BytesIO(kept)).size == (40, 60)


def test_what_hides_behind_a_picture_is_left_out():
    kept = files.look(upload(jpg() + b"PK\x03\x04<script>alert(1)</script>", "cv.jpg")).data
    assert b"script" not in kept


def test_a_picture_with_too_many_points_is_refused_before_it_is_unpacked():
    assert refused(papers.huge(50_000, 50_000), "cv.png") == "pixels"
    assert looking.PIXELS == 50 * 800_000
    assert refused(papers.huge(50, 800_001), "cv.png") == "pixels"
    assert refused(papers.huge(50, 800_000), "cv.png") == "damaged"  # it is opened, and holds too little


def test_a_file_that_fills_the_memory_harms_nobody():
    """Two megabytes that unpack to two thousand, more than the process may have."""
    assert refused(bomb(2_000_000_000), "cv.pdf") in {"damaged", "pages"}


def bomb(size, part=10_000_000):
    """A PDF whose table of contents is packed so tightly that it unpacks to `size` bytes."""
    packer = zlib.compressobj(9)
    first = packer.compress(b"\0" * part) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"\0" * part) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + again * (size // part) + packer.flush()
    head = b"%PDF-1.5\n"
    words = (
        f"1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    )
    return head + words.encode() + packed + f"\nendstream\nendobj\nstartxref\n{len(head)}\n%%EOF\n".encode()


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.001)
    assert refused(pdf(), "cv.pdf") == "pages"


def test_one_byte_too_many_is_too_many(monkeypatch):
    data = pdf()
    monkeypatch.setattr(files, "MOST", len(data))
    assert files.look(upload(data)).data == data
    monkeypatch.setattr(files, "MOST", len(data) - 1)
    assert refused(data, "cv.pdf") == "size"
    assert refused(png((900, 900)), "cv.png") == "size"
