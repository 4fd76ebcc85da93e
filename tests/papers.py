"""Files to hand in: whole ones, and each way in which one can be wrong."""

import io
import struct
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SECRET = b"taken at home, 56.1567 north"


def pdf(change=None, **how):
    """A PDF of one empty page; `change` may do something to it first."""
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file, static_id=True, **how)
    return file.getvalue()


def jpg(size=(60, 40), **how):
    file = io.BytesIO()
    image = Image.new("RGB", size, "teal")
    exif = image.getexif()
    exif[0x010E] = SECRET.decode()
    image.save(file, "JPEG", exif=exif, comment=SECRET, **how)
    return file.getvalue()


def png(size=(60, 40), mode="RGBA"):
    file, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET.decode())
    Image.new(mode, size).save(file, "PNG", pnginfo=words)
    return file.getvalue()


WHOLE = {"pdf": pdf, "jpg": jpg, "png": png}


def huge(width, height):
    """A picture of a few hundred bytes that says it has that many points."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def opens_with(kind, **entries):
    """A PDF that does something when it is opened."""

    def change(document):
        document.Root.OpenAction = Dictionary(S=Name(kind), **entries)

    return pdf(change)


def with_attachment(document):
    document.attachments["inside.txt"] = b"hello"


def with_script_in_the_names(document):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def with_deed_of_a_page(document):
    deed = Dictionary(S=Name.URI, URI=String("https://example.org"))
    document.pages[0].obj.AA = Dictionary(O=deed)


def with_note(kind):
    def change(document):
        note = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([0, 0, 9, 9]))
        document.pages[0].obj.Annots = Array([document.make_indirect(note)])

    return change


def with_place_on_opening(document):
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])


def with_link(document):
    link = Dictionary(S=Name.URI, URI=String("https://example.org"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=link)
    document.pages[0].obj.Annots = Array([note])


def with_pages(count):
    def change(document):
        for _ in range(count - 1):
            document.add_blank_page()

    return change


ACTIVE = {
    "a script on opening": lambda: opens_with("/JavaScript", JS=String("app.alert(1)")),
    "a program on opening": lambda: opens_with("/Launch", F=String("cmd.exe")),
    "an address on opening": lambda: opens_with("/URI", URI=String("https://example.org")),
    "a form sent on opening": lambda: opens_with("/SubmitForm", F=String("https://example.org")),
    "a script in the names": lambda: pdf(with_script_in_the_names),
    "a deed of a page": lambda: pdf(with_deed_of_a_page),
    "a file inside": lambda: pdf(with_attachment),
    "a film": lambda: pdf(with_note("/RichMedia")),
    "a file as a note": lambda: pdf(with_note("/FileAttachment")),
    "a script in packed objects": lambda: pdf(
        with_script_in_the_names, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
}


def upload(data=None, name="cv.pdf"):
    return SimpleUploadedFile(name, pdf() if data is None else data)
