"""What a finished PDF lacks of PDF/UA-1, as far as a program can see it, and what no PDF of ours may carry."""

from io import BytesIO
from itertools import pairwise

import pikepdf

ACTIVE = {"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/EF", "/AF", "/RichMedia"}
PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}
INSIDE = {"/L": {"/LI", "/Caption"}, "/LI": {"/Lbl", "/LBody"}, "/TR": {"/TH", "/TD"}}


def breaches(data: bytes) -> list[str]:
    """One line for each breach; an empty list is a good report."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [*document(pdf), *active(pdf), *fonts(pdf)]
        if not found:
            elements = list(walk(pdf.Root.StructTreeRoot.K))
            found = [*headings(elements), *figures(elements), *tables(elements), *nesting(elements)]
            read = {(each.Pg.objgen, mark) for each in elements for mark in marks(each)}
            found += [breach for page in pdf.pages for breach in marked(page, read)]
        return found


def document(pdf):
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "no structure"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title isn't shown"
    with pdf.open_metadata() as xmp:
        if xmp.get("pdfuaid:part") != "1":
            yield "doesn't claim PDF/UA-1"
        if not xmp.get("dc:title"):
            yield "no title"
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Tabs") != "/S" or "/StructParents" not in page:
            yield f"page {number} isn't tied to the structure"


def active(pdf):
    """Whatever could run, or be a file within the file."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from (f"carries {key}" for key in ACTIVE & set(thing.keys()))
            if thing.get("/Subtype") == "/FileAttachment":
                yield "carries an attachment"


def fonts(pdf):
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
                yield f"{thing.FontName} is not embedded"
        elif (
            isinstance(thing, pikepdf.Dictionary)
            and thing.get("/Subtype") == "/Type0"
            and "/ToUnicode" not in thing
        ):
            yield f"{thing.BaseFont} can't be read as text"


def walk(kids, depth=0):
    """Every element of the structure, in reading order."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from walk(kid.get("/K", pikepdf.Array()), depth + 1)


def headings(elements):
    levels = [int(str(each.S)[2]) for each in elements if str(each.S) in {f"/H{n}" for n in range(1, 7)}]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"begins with {levels[:1]} and has {levels.count(1)} headings of the first level"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def figures(elements):
    for each in elements:
        if each.S == "/Figure" and not str(each.get("/Alt", "")).strip():
            yield "a figure without words"


def tables(elements):
    for table in [each for each in elements if each.S == "/Table"]:
        cells = list(walk(table.K))
        named = {str(cell.ID) for cell in cells if cell.S == "/TH" and "/ID" in cell}
        if not named:
            yield "a table without heads"
        for cell in cells:
            if cell.S == "/TD" and not named & {str(head) for head in cell.A.get("/Headers", [])}:
                yield "a cell without a head"


def nesting(elements):
    for each in elements:
        allowed = INSIDE.get(str(each.S))
        if allowed:
            kids = {str(kid.S) for kid in each.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
            yield from (f"{kid} inside {each.S}" for kid in kids - allowed)


def marks(element):
    """The numbers of the painted content an element holds."""
    kids = element.get("/K", [])
    return [int(kid) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, int)]


def marked(page, read):
    """Everything painted is an artifact, or tagged and found by whoever follows the structure."""
    open_marks = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        open_marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if name in PAINTS and not open_marks:
            yield f"{name} paints what is neither tagged nor an artifact"
        if name == "BDC" and "/MCID" in operands[1] and (page.objgen, int(operands[1].MCID)) not in read:
            yield "tagged content outside the structure"
