"""Documents: hers and the coordinators' alone, kept whole or not at all, gone when they are removed."""

import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from intake import actions, documents, rights
from intake.models import Application, Asked, Document, Status
from intake.models.documents import AT_INTAKE, Kind, Review, Scan, WhyAnother, papers
from portal import files
from portal.audit import Event
from portal.models import Letter
from tests.factories import ApplicationFactory
from tests.papers import jpg, pdf, png, upload

SHELF = "/apply/documents/"


@pytest.fixture(autouse=True)
def folder(settings):
    """The folder of the files, empty."""
    shutil.rmtree(settings.DOCUMENTS, ignore_errors=True)
    return settings.DOCUMENTS


@pytest.fixture
def ana(client, cast, lists):
    application = ApplicationFactory(applicant=cast.ana, filled=True)
    client.force_login(cast.ana)
    return application


@pytest.fixture
def send(client):
    """Send a file as the page's form does."""

    def send(data=None, kind=Kind.CV, name="cv.pdf"):
        return client.post(SHELF, {"kind": kind, "file": upload(data, name)})

    return send


@pytest.fixture
def paper(cast, db):
    """Ana's CV, on an application that was sent in."""

    def paper(data=None, applicant=cast.ana, status=Status.SUBMITTED, kind=Kind.CV):
        application = Application.objects.filter(applicant=applicant).first()
        application = application or ApplicationFactory(applicant=applicant, status=status)
        return documents.keep(application, kind, files.look(upload(data)), by=applicant)

    return paper


def on_disk(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def opened(client, document):
    """The answer to somebody who opens it, with the file read to its end."""
    answer = client.get(address("document", document))
    answer.file = answer.getvalue()
    return answer


def address(name, document):
    return reverse(f"intake:{name}", args=[document.key])


# --- handing in ----------------------------------------------------------------------------------------------
def test_what_is_sent_is_kept_and_shown(ana, client, send, folder):
    page = client.post(SHELF, {"kind": Kind.CV, "file": upload(name="Ana Reyes CV.pdf")}, follow=True)
    kept = Document.objects.get()
    assert (kept.application, kept.kind, kept.type, kept.size) == (ana, Kind.CV, "pdf", len(pdf()))
    assert (kept.name, kept.scan, kept.review) == ("Ana Reyes CV.pdf", Scan.UNSCANNED, Review.NEW)
    assert on_disk(folder)[0].read_bytes() == pdf()
    assert "Ana Reyes CV.pdf" in page.text
    assert "Saved: CV." in page.text
    assert Event.objects.filter(of="intake.document", row=kept.pk, purpose="document-added").count() == 1


def test_the_formats_and_the_size_are_said_first(ana, client):
    text = client.get(SHELF).text
    assert text.count("PDF, JPG or PNG, up to 10 MB.") == len(AT_INTAKE)
    assert text.count('enctype="multipart/form-data"') == len(AT_INTAKE)
    assert text.index("Up to 10 MB for each file") < text.index('type="file"')


def test_only_three_kinds_are_asked_for(ana, client, send):
    shown = [shelf.kind for shelf, _form in client.get(SHELF).context["shelves"]]
    assert shown == [Kind.CV, Kind.STPS_LETTER, Kind.LANGUAGE_CERT]
    for kind in set(Kind) - set(AT_INTAKE):
        assert send(kind=kind).status_code == 404
    assert send(kind="tax_return").status_code == 200
    assert Document.objects.count() == 0


def test_where_it_lies_says_nothing(ana, send, folder):
    """Random names without an ending, readable by nobody else, in a folder no address leads to."""
    send(name="Ana Reyes CPR 010190-1234.pdf")
    send(jpg(), name="Ana Reyes.jpg")
    for path in on_disk(folder):
        name = path.relative_to(folder).as_posix()
        assert len(name) == 43
        assert set(name) <= set("0123456789abcdef/")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_folder_is_no_part_of_what_the_web_serves(settings):
    assert not settings.DOCUMENTS.is_relative_to(settings.STATIC_ROOT)
    assert not any(
        settings.DOCUMENTS.is_relative_to(Path(str(each))) for each in [settings.BASE_DIR / "static"]
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "cv.pdf", "The file is empty."),
        (png(), "cv.pdf", "The file is not what its name says."),
        (pdf()[:200], "cv.pdf", "it looks damaged"),
        (pdf(), "cv.docx", "whose name ends with .pdf"),
    ],
)
def test_what_is_wrong_is_said_kindly_and_the_file_has_to_be_chosen_again(
    ana, send, folder, data, name, words
):
    page = send(data, name=name)
    assert page.status_code == 200
    assert page.text.count(words) == 2  # in the summary and at the field
    assert "You have to choose a file again." in page.text
    assert 'href="#cv_file"' in page.text
    assert page.text.count('id="cv_file"') == 1
    assert (Document.objects.count(), on_disk(folder)) == (0, [])


def test_no_file_at_all(ana, client):
    page = client.post(SHELF, {"kind": Kind.CV})
    assert page.text.count("Choose a file first.") == 2


def test_a_file_too_big_is_not_read_to_its_end(ana, send, folder, monkeypatch):
    """What comes in is counted, whatever was announced."""
    monkeypatch.setattr(files, "MOST", 100_000)
    page = send(pdf() + b" " * 200_000)
    assert page.text.count("bigger than 10 MB") == 2
    assert Document.objects.count() == 0
    assert send().status_code == 302


def test_a_request_too_big_is_answered_before_it_is_read(ana, client, settings):
    settings.REQUEST_MOST = 1000
    answer = client.post(SHELF, {"kind": Kind.CV, "file": upload(pdf() + b" " * 2000)})
    assert answer.status_code == 413
    assert "We can take files of up to 10 MB. Nothing was saved." in answer.text
    assert Document.objects.count() == 0


def test_five_of_a_kind_are_enough(ana, send):
    for number in range(5):
        assert send(png((60, 40 + number)), name="page.png").status_code == 302
    assert "We have five of these already." in send(png((9, 9)), name="page.png").text
    assert send(kind=Kind.LANGUAGE_CERT).status_code == 302
    assert Document.objects.count() == 6


def test_the_same_file_twice_is_one(ana, send, folder):
    for _click in range(2):
        assert send().status_code == 302
    assert (Document.objects.count(), len(on_disk(folder))) == (1, 1)


def test_when_the_disk_is_full_nothing_is_left(ana, send, folder, monkeypatch):
    """The first part of a file is written, then there is no room."""
    storage = type(papers())
    written = storage._save

    def half(self, name, content):
        written(self, name, ContentFile(content.read()[:100]))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(storage, "_save", half)
        assert send().text.count("The file was not saved, because something is wrong here with us.") == 2
    assert (Document.objects.count(), on_disk(folder)) == (0, [])
    assert send().status_code == 302


# --- opening -------------------------------------------------------------------------------------------------
def test_a_document_is_opened_by_her_and_by_coordinators_alone(client, cast, paper):
    document = paper()
    client.force_login(cast.yusuf)
    ApplicationFactory(applicant=cast.yusuf)
    assert opened(client, document).status_code == 404
    for user in cast.staff:
        client.force_login(user)
        allowed = user.role == "coordinator"
        other = {"coordinator": 200}.get(user.role, 403)
        assert opened(client, document).status_code == other
        assert (Document.objects.visible_to(user).count() == 1) is allowed
    client.force_login(cast.ana)
    assert opened(client, document).file == pdf()
    client.logout()
    assert client.get(address("document", document)).url.startswith("/account/start/")


def test_a_draft_s_documents_are_nobody_else_s_business(client, cast, paper):
    document = paper(status=Status.DRAFT)
    client.force_login(cast.kirsten)
    assert opened(client, document).status_code == 404
    client.force_login(cast.ana)
    assert opened(client, document).status_code == 200


@pytest.mark.parametrize("name", ['a"b;c.pdf', "cv\r\nX-Evil: 1.pdf", "æøå السيرة.pdf"])
def test_it_leaves_the_house_as_a_file_that_does_nothing(client, cast, name):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    document = documents.keep(application, Kind.CV, files.look(upload(name=name)), by=cast.ana)
    client.force_login(cast.kirsten)
    answer = opened(client, document)
    assert {name: answer[name] for name in [*files.HEADERS, "Content-Type", "Content-Disposition"]} == {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="{application.reference}-cv-{document.pk}.pdf"',
    }


def test_every_opening_is_in_the_trail(client, cast, paper):
    document = paper()
    for user in (cast.ana, cast.kirsten, cast.kirsten):
        client.force_login(user)
        opened(client, document)
    seen = Event.objects.filter(act=Event.Act.DOWNLOAD, of="intake.document", row=document.pk)
    assert sorted(seen.values_list("who__email", flat=True)) == sorted(
        [cast.ana.email, cast.kirsten.email, cast.kirsten.email]
    )


def test_a_file_that_is_lost_is_said_to_be(client, cast, paper, folder):
    document = paper()
    on_disk(folder)[0].unlink()
    client.force_login(cast.kirsten)
    assert "We cannot find the file." in client.get(address("document", document), follow=True).text


# --- removing ------------------------------------------------------------------------------------------------
def test_she_removes_what_she_sent_after_being_asked_once(
    ana, client, send, folder, django_capture_on_commit_callbacks
):
    send()
    document = Document.objects.get()
    assert "Remove the document?" in client.get(address("remove_document", document)).text
    assert Document.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("remove_document", document))
    assert (Document.objects.count(), on_disk(folder)) == (0, [])


def test_nobody_removes_what_is_another_s_or_was_accepted(client, cast, paper, folder):
    document = paper()
    for user, code in ((cast.yusuf, 404), (cast.kirsten, 403)):
        client.force_login(user)
        assert client.post(address("remove_document", document)).status_code == code
    documents.accept(document, by=cast.kirsten)
    client.force_login(cast.ana)
    page = client.post(address("remove_document", document), follow=True)
    assert "We have accepted this document already." in page.text
    assert (Document.objects.get(), len(on_disk(folder))) == (document, 1)


def test_the_file_stays_when_the_removal_is_taken_back(cast, paper, folder):
    """The transaction of the test never commits, so the file is still there."""
    documents.take_back(paper(), by=cast.ana)
    assert (Document.objects.count(), len(on_disk(folder))) == (0, 1)


def test_forgetting_a_draft_takes_its_files(cast, paper, folder, django_capture_on_commit_callbacks):
    paper(status=Status.DRAFT)
    paper(applicant=cast.yusuf)
    Application.objects.update(saved_at=timezone.now() - timedelta(days=91))
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget()
    assert [document.application.applicant for document in Document.objects.all()] == [cast.yusuf]
    assert len(on_disk(folder)) == 1


def test_erasing_her_takes_her_files(cast, paper, folder, django_capture_on_commit_callbacks):
    paper(applicant=cast.yusuf)
    paper()
    with django_capture_on_commit_callbacks(execute=True):
        rights.erase(rights.ask_erasure(cast.ana), by=cast.kirsten)
    assert [document.application.applicant for document in Document.objects.all()] == [cast.yusuf]
    assert len(on_disk(folder)) == 1


def test_a_file_without_a_row_is_swept_after_an_hour_once_a_day(paper, folder, monkeypatch):
    cache.delete("documents-swept")
    paper()
    lost = papers().save("aa/lost", ContentFile(b"x"))
    documents.sweep()
    assert len(on_disk(folder)) == 2  # it may belong to a row that is being written
    monkeypatch.setattr(documents, "UNDER_WAY", timedelta(0))
    documents.sweep()
    assert len(on_disk(folder)) == 2  # today it has been done
    cache.delete("documents-swept")
    documents.sweep()
    assert len(on_disk(folder)) == 1
    assert not papers().exists(lost)


# --- looked at by a coordinator ------------------------------------------------------------------------------
def look_at(client, document, **data):
    return client.post(address("review_document", document), data, follow=True)


def test_a_coordinator_accepts(client, cast, paper):
    document = paper()
    client.force_login(cast.kirsten)
    page = look_at(client, document, act="accept")
    document.refresh_from_db()
    assert (document.review, document.reviewed_by) == (Review.ACCEPTED, cast.kirsten)
    assert document.reviewed_at is not None
    assert "Saved: CV." in page.text
    assert Letter.objects.filter(name="intake/document_asked").count() == 0


def test_a_coordinator_asks_for_another_and_she_reads_why(client, cast, paper):
    document = paper()
    client.force_login(cast.kirsten)
    look_at(client, document, act="another", reason=WhyAnother.PAGES)
    letter = Letter.objects.get(name="intake/document_asked")
    assert (letter.to, Asked.objects.get().kind) == (cast.ana, Kind.CV)
    for word in ("Reyes", document.application.reference, "CV", document.name):
        assert word not in letter.subject + letter.body
    client.force_login(cast.ana)
    for page in (SHELF, reverse("intake:status")):
        text = client.get(page).text
        assert "A page is missing. Send all pages in one file." in text
        assert "We ask you for this" in text
    client.post(SHELF, {"kind": Kind.CV, "file": upload(png(), "cv.png")})
    assert Asked.objects.filter(answered_at=None).count() == 0
    assert "We ask you for this" not in client.get(SHELF).text


def test_another_without_a_reason_is_not_asked_for(client, cast, paper):
    document = paper()
    client.force_login(cast.kirsten)
    assert "Choose what is wrong with the document" in look_at(client, document, act="another").text
    document.refresh_from_db()
    assert (document.review, Letter.objects.filter(name="intake/document_asked").count()) == (Review.NEW, 0)


def test_a_coordinator_asks_for_a_document_of_another_kind(client, cast, paper):
    application = paper().application
    client.force_login(cast.kirsten)
    for _click in range(2):
        page = client.post(
            reverse("intake:ask_document", args=[application.reference]), {"kind": Kind.DIPLOMA}, follow=True
        )
    assert "We have asked for: Diploma." in page.text
    assert (Asked.objects.count(), Letter.objects.filter(name="intake/document_asked").count()) == (1, 1)
    client.force_login(cast.ana)
    assert client.post(SHELF, {"kind": Kind.DIPLOMA, "file": upload()}).status_code == 302
    assert Asked.objects.get().answered_at is not None


def test_only_coordinators_look_at_and_ask(client, cast, paper):
    document = paper()
    ask = reverse("intake:ask_document", args=[document.application.reference])
    for user in [cast.ana, cast.yusuf, *cast.staff]:
        client.force_login(user)
        if user.role != "coordinator":
            assert client.post(address("review_document", document), {"act": "accept"}).status_code == 403
            assert client.post(ask, {"kind": Kind.CV}).status_code == 403
    document.refresh_from_db()
    assert (document.review, Asked.objects.count()) == (Review.NEW, 0)


def test_nothing_is_changed_once_the_application_ended(client, cast, paper):
    document = paper()
    Application.objects.update(status=Status.DECLINED)
    client.force_login(cast.ana)
    assert 'type="file"' not in client.get(SHELF).text
    assert client.post(SHELF, {"kind": Kind.CV, "file": upload(png(), "cv.png")}).status_code == 404
    client.post(address("remove_document", document))
    assert Document.objects.get() == document


def test_the_list_of_parts_says_how_the_documents_stand(ana, client, send, cast):
    def stands():
        return client.get(reverse("intake:tasks")).context["listed"][-1].state

    assert stands() == "optional"
    send()
    assert stands() == "done"
    documents.ask_for(ana, Kind.DIPLOMA, by=cast.kirsten)
    assert stands() == "started"
