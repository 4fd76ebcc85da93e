"""The virus scan, by a real scanner: until it says yes nobody opens a file, and what it finds is gone."""

import shutil

import pytest
from django.core.checks import run_checks

from intake import documents, tasks
from intake.models import Document, Status
from intake.models.documents import Kind, Scan
from portal import files, scan, tick
from portal.audit import Event
from portal.models import Letter
from tests.factories import ApplicationFactory
from tests.papers import EICAR, pdf, upload


@pytest.fixture(autouse=True)
def folder(settings):
    shutil.rmtree(settings.DOCUMENTS, ignore_errors=True)
    return settings.DOCUMENTS


@pytest.fixture
def send(cast, db):
    """Ana's CV, as it is kept once its form was taken in."""
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    return lambda data: documents.keep(application, Kind.CV, files.look(upload(data)), by=cast.ana)


def infected():
    """A whole PDF that carries the file by which scanners are tried, out of sight."""
    return pdf().replace(b"\nxref", b"\n%" + EICAR + b"\nxref", 1)


def openings(client, cast, document):
    """What those get who may open it as far as rights go."""
    codes = []
    for user in (cast.ana, cast.kirsten):
        client.force_login(user)
        answer = client.get(f"/apply/documents/{document.key}/")
        codes.append(answer.status_code)
        answer.getvalue()
    return codes


def test_nobody_opens_a_file_before_the_scanner_says_yes(client, cast, send, clamd, settings):
    settings.CLAMAV_URL = clamd.url
    document = send(pdf())
    assert document.scan == Scan.WAITING
    assert openings(client, cast, document) == [404, 404]
    client.force_login(cast.ana)
    assert "Waiting for the virus scan" in client.get("/apply/documents/").text
    tasks.scan_document(document.pk)
    document.refresh_from_db()
    assert document.scan == Scan.CLEAN
    assert openings(client, cast, document) == [200, 200]


def test_what_the_scanner_finds_is_gone_and_she_is_told(
    client, cast, send, clamd, settings, folder, django_capture_on_commit_callbacks
):
    settings.CLAMAV_URL = clamd.url
    document = send(infected())
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            tasks.scan_document(document.pk)
    document.refresh_from_db()
    assert (document.scan, document.file.name) == (Scan.REFUSED, "")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert openings(client, cast, document) == [404, 404]
    assert Event.objects.filter(row=document.pk, purpose="document-infected").count() == 1
    letter = Letter.objects.get(name="intake/document_refused")
    assert (letter.to, document.name in letter.body) == (cast.ana, False)
    client.force_login(cast.ana)
    assert "The virus scan found something harmful in this file" in client.get("/apply/documents/").text


@pytest.mark.parametrize("url", ["unix:///nowhere/clamd.sock", "tcp://127.0.0.1:9"])
def test_while_the_scanner_is_down_files_wait(client, cast, send, settings, url):
    settings.CLAMAV_URL = url
    document = send(pdf())
    tasks.scan_document(document.pk)
    document.refresh_from_db()
    assert document.scan == Scan.WAITING
    assert openings(client, cast, document) == [404, 404]


def test_what_was_never_scanned_waits_once_there_is_a_scanner(client, cast, send, clamd, settings):
    document = send(pdf())
    assert document.scan == Scan.UNSCANNED
    assert openings(client, cast, document) == [200, 200]
    settings.CLAMAV_URL = clamd.url
    assert openings(client, cast, document) == [404, 404]
    assert list(Document.objects.to_scan()) == [document]
    tasks.scan_document(document.pk)
    assert openings(client, cast, document) == [200, 200]


def test_the_clock_tries_again():
    assert tasks.pick_up in tick.DUE


def test_a_server_without_a_scanner_is_warned_about(settings):
    settings.CLAMAV_URL = ""
    assert [one.id for one in run_checks(include_deployment_checks=True) if one.id == "portal.W001"]
    settings.CLAMAV_URL = "tcp://clamav:3310"
    assert scan.a_scanner_is_set(None) == []
