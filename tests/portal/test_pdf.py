"""Pages on paper: accessible, ours alone, and true to what people typed."""

import socket
import threading
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from evaluation.report import context
from portal import pdf
from tests.pdfua import breaches
from tests.reports import empty, everywhere, sample

HOSTILE = [
    '<img src="{url}/img.png" alt="">',
    '<link rel="stylesheet" href="{url}/style.css">',
    '<style>@import url("{url}/import.css");</style>',
    '<style>body {{ background: url("{url}/ground.png") }}</style>',
    '<style>@font-face {{ font-family: x; src: url("{url}/x.ttf") }} * {{ font-family: x }}</style>',
    '<object data="{url}/object.svg" type="image/svg+xml"></object>',
    '<embed src="{url}/embed.svg" type="image/svg+xml">',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/svg.png" width="9" height="9"/></svg>',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<iframe src="{url}/frame.html"></iframe>',
    '<a rel="attachment" href="file:///etc/passwd">passwd</a>',
    '<img src="file:///etc/passwd" alt=""><base href="{url}/">',
]
NAUGHTY = [
    "O'Brien & Søn <Æ>",
    "</td></tr></table></body></html>",
    "{{ report.reference }} {% now %}",
    "&lt;b&gt; &amp; &#0; &nbsp;",
    "<script>alert(1)</script>",
    "\"'`;--/**/ DROP TABLE",
    "=1+1 @SUM(A1) +45 -1",
    "../../etc/passwd %2e%2e %00",
    "null NaN undefined -1/0",
]
RARE = [  # letters few fonts have, and those read the other way
    "ﷺ ﷽ שלום עליכם مرحبا",
    "Ω≈ç√∫˜µ≤≥÷ ЀЁЂ ăѣ𝔠ծềſģ",
    "\u202egnirts desrever\u202c",
    "Z̸̢̛a̷l̶g̵o",
    "ⒶⒷ ﬁ ﬀ １２３ ½ ² 🩺👩🏽‍⚕️",
    "\ufeff\u200b\u00ad\u0001",
]


class Listener:
    """A door on this machine that counts who knocks."""

    def __enter__(self):
        self.hits = 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()
        return self

    def listen(self):
        while True:
            try:
                guest, _address = self.door.accept()
            except OSError:
                return
            with guest:
                guest.recv(100)
                self.hits += 1
                guest.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

    def __exit__(self, *error):
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.thread.join()


@pytest.fixture
def listener():
    with Listener() as door:
        yield door


def printed(facts, language="da"):
    return pdf.render("evaluation/report_paper.html", context(facts, paper=True), language)


def words(paper):
    """What a reader finds in the PDF, without the spaces and ligatures that only set it."""
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages))


def squeezed(text):
    return "".join(normalize("NFKC", text).translate({0: None, 0x200B: None}).split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_report_is_an_accessible_pdf(language):
    paper = printed(sample(), language)
    assert breaches(paper) == []
    held = PdfReader(BytesIO(paper))
    assert held.metadata.title.endswith("Maria Concepción Reyes")
    assert held.metadata.author == "Aarhus Kommune"
    assert held.trailer["/Root"]["/Lang"] == language


def test_the_checker_finds_what_a_bare_pdf_lacks():
    from weasyprint import HTML

    bare = breaches(HTML(string="<html><h1>Hej</h1>").write_pdf())
    assert {
        "not marked as tagged",
        "no structure",
        "no language",
        "doesn't claim PDF/UA-1",
        "no title",
    } <= set(bare)
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    page = f"<html lang=da><title>t</title><h2>Hej</h2><img src='{dot}'><table><tr><td>1</td></tr></table>"
    margin = "<style>@page { @top-left { content: 'head' } }</style>"
    tagged = breaches(HTML(string=page + margin).write_pdf(pdf_variant="pdf/ua-1"))
    assert tagged == [
        "begins with [2] and has 0 headings of the first level",
        "a figure without words",
        "a table without heads",
        "a cell without a head",
        "tagged content outside the structure",
    ]


def test_the_first_page_could_stand_alone():
    first = PdfReader(BytesIO(printed(sample(), "en"))).pages[0].extract_text()
    for said in [
        "Maria Concepción Reyes",
        "Plejehjemmet Skovbakken",
        "1,245",
        "92 %",
        "B1+",
        "Vi vil gerne have hende",
    ]:
        assert said in first


def test_an_empty_report_says_what_is_missing():
    paper = printed(empty(), "en")
    assert breaches(paper) == []
    for said in ["Nothing was logged.", "No goals were set.", "No language sessions were logged."]:
        assert squeezed(said) in words(paper)


def test_a_trained_nurse_is_never_called_a_nurse():
    said = words(printed(sample(profession="nurse", country="the Philippines", can_now=[]), "en"))
    assert "TrainednursefromthePhilippines" in said
    assert said.lower().count("nurse") == said.lower().count("trainednurse") == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_type_is_printed_and_never_obeyed(hostile, listener):
    text = hostile.format(url=listener.url)
    paper = printed(everywhere(sample(log=1), text))
    assert listener.hits == 0
    assert breaches(paper) == []
    assert squeezed(text) in words(paper)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_even_unescaped_nothing_but_our_own_files_is_fetched(hostile, listener):
    page = f"<html lang=da><title>t</title><h1>t</h1>{hostile.format(url=listener.url)}</html>"
    try:
        paper = pdf.write(page)
    except pdf.Unprintable:
        paper = None
    assert listener.hits == 0
    assert paper is None or not PdfReader(BytesIO(paper)).attachments


def test_the_listener_hears_a_weasyprint_that_fetches(listener):
    from weasyprint import HTML

    HTML(string=HOSTILE[0].format(url=listener.url)).write_pdf()
    assert listener.hits == 1


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://paper.invalid/../manage.py", "http://127.0.0.1/x.css"]
)
def test_only_files_on_the_list_have_a_name(url):
    assert pdf.own_name("https://paper.invalid/paper.css") == "paper.css"
    with pytest.raises(pdf.Unprintable):
        pdf.own_name(url)


def test_naughty_words_are_set_as_they_were_typed():
    paper = printed(sample(log=0, conclusion="\n\n".join(NAUGHTY), can_now=NAUGHTY))
    assert breaches(paper) == []
    said = words(paper)
    for text in NAUGHTY:
        assert said.count(squeezed(text)) == 2


def test_rare_letters_do_no_harm():
    assert breaches(printed(sample(log=0, conclusion="\n\n".join(RARE), can_now=RARE))) == []


@pytest.mark.parametrize("name", ["محمد عبد الرحمن بن خالد", "מרים כהן-לוי", "Ng", "Maria " * 16 + "Cruz"])
def test_names_of_every_kind_fit(name):
    paper = printed(sample(name=name, called=name, supervisor=name, log=2))
    assert breaches(paper) == []
    assert PdfReader(BytesIO(paper)).metadata.title.endswith(name)
    first = PdfReader(BytesIO(paper)).pages[0].extract_text()
    assert "B1+" in first


def test_arabic_words_are_set_from_the_right():
    assert '<p dir="rtl">' in pdf.html(
        "evaluation/report_paper.html", context(sample(conclusion="تعمل بهدوء"), paper=True), "da"
    )


def test_the_head_of_a_long_table_is_repeated():
    pages = [page.extract_text() for page in PdfReader(BytesIO(printed(sample(log=150), "en"))).pages]
    inside = [page for page in pages[4:] if "marts" in page or "March" in page]
    assert len(inside) > 2
    assert all("Day" in page and "Minutes" in page for page in inside)


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["x", "å "])
def test_a_hundred_thousand_letters_are_printed(letter):
    text = letter * (100_000 // len(letter))
    paper = printed(sample(log=1, conclusion=text))
    assert words(paper).count(letter.strip()) >= text.count(letter)


def test_a_book_is_refused():
    with pytest.raises(pdf.Unprintable):
        printed(sample(conclusion="a\n" * 50_000))


def test_a_missing_stylesheet_stops_the_report(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf.finders, "find", lambda name: None)
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(pdf.Unprintable):
        printed(sample())
