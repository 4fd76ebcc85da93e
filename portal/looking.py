"""Opens a file that somebody sent, in a process of its own with little memory and time: `looking.py pdf < file`.

Writes the file to keep: a picture anew and without metadata, a PDF as it came. What can't be kept is answered
with `REFUSED` and one word on standard error. Nothing of the house is imported, so it starts fast.
"""

import io
import resource
import sys

REFUSED = 3
MEMORY = 768 << 20
SECONDS = 10
PIXELS = 40_000_000  # a page at 600 dots per inch has 35 million
PAGES = 200
OBJECTS = 200_000
PICTURES = {"jpg": "JPEG", "png": "PNG"}
MODES = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}}
ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent", "/EF", "/EmbeddedFiles"}
ACTIVE_KINDS = {  # what an action, an annotation or a stream may be called
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"),
    *("/Movie", "/Sound", "/RichMedia", "/RichMediaExecute", "/Screen", "/3D", "/FileAttachment"),
    "/EmbeddedFile",
}


class Unfit(Exception):
    """The file can't be kept; its message is one word for why."""


def look(kind, data):
    """The bytes to keep of a file that is said to be of this kind."""
    return pdf(data) if kind == "pdf" else picture(data, PICTURES[kind])


def picture(data, form):
    """The same picture without anything else that was in its file."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the cap below is lower, and is asked before anything is unpacked
    try:
        image = Image.open(io.BytesIO(data), formats=[form])
        if image.width * image.height > PIXELS:
            raise Unfit("pixels")
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unfit("damaged") from error
    image = ImageOps.exif_transpose(image)  # upright, before we forget how it was held
    if image.mode not in MODES[form]:
        image = image.convert("RGB")
    image.info = {name: value for name, value in image.info.items() if name == "transparency"}
    kept = io.BytesIO()
    image.save(kept, form, **({"quality": 90} if form == "JPEG" else {}))
    return kept.getvalue()


def pdf(data):
    """A PDF unchanged, because some carry a signature; one that is locked or does things is refused."""
    import pikepdf

    if b"%%EOF" not in data[-2048:]:
        raise Unfit("damaged")  # cut off; the library would mend it and show half of it
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if document.is_encrypted:
                raise Unfit("locked")
            if not 0 < len(document.pages) <= PAGES:
                raise Unfit("pages" if len(document.pages) else "damaged")
            inspect(document)
    except pikepdf.PasswordError as error:
        raise Unfit("locked") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError) as error:
        raise Unfit("damaged") from error
    return data


def inspect(document):
    """Refuse what acts by itself, runs a script, or carries other files."""
    for number, one in enumerate(document.objects):
        if number > OBJECTS:
            raise Unfit("pages")
        for part in dictionaries(one):
            if acts(part):
                raise Unfit("active")


def dictionaries(one):
    """Every dictionary written in an object; what it points at has its own turn."""
    from pikepdf import Array, Dictionary, Stream

    ahead = [one]
    while ahead:
        here = ahead.pop()
        inside = []
        if isinstance(here, Dictionary | Stream):
            yield here
            inside = [value for _key, value in here.items()]
        elif isinstance(here, Array):
            inside = list(here)
        ahead += [each for each in inside if not getattr(each, "is_indirect", False)]


def acts(part):
    from pikepdf import Dictionary

    if ACTIVE_KEYS & set(part.keys()):
        return True
    if str(part.get("/Type")) == "/StructElem":
        return False  # what it calls /S is the kind of a paragraph
    if {str(part.get(name)) for name in ("/S", "/Subtype", "/Type")} & ACTIVE_KINDS:
        return True
    opening = part.get("/OpenAction")  # a list is a place on a page, and so is /GoTo
    return isinstance(opening, Dictionary) and str(opening.get("/S")) != "/GoTo"


def main(kind):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        kept = look(kind, sys.stdin.buffer.read())
    except Unfit as why:
        sys.stderr.write(str(why))
        return REFUSED
    except MemoryError:
        sys.stderr.write("pages")
        return REFUSED
    sys.stdout.buffer.write(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
