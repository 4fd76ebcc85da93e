"""What happens to a document: kept, scanned, looked at, asked for again, taken away with its file."""

import logging
from datetime import timedelta
from functools import partial

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import mail, scan
from portal.audit import Event, note
from portal.flow import Refused

from .models import Application, Asked, Document
from .models.documents import AT_INTAKE, MOST_OF_A_KIND, Review, Scan, WhyAnother, papers

log = logging.getLogger(__name__)
SWEPT_EVERY = timedelta(days=1)
UNDER_WAY = timedelta(hours=1)  # a file younger than this may belong to a row that is being written


class Full(Refused):
    """There are already as many of the kind as we take."""


class NotSaved(OSError):
    """The file could not be written; nothing is left of it."""


def may_add(application, kind) -> bool:
    """Whether a document of this kind may be added: what the form asks for, and what we asked for since."""
    if application.ended:
        return False
    return kind in AT_INTAKE or application.asked.filter(kind=kind).exists()


@transaction.atomic
def keep(application, kind, looked, *, by):
    """Keep a file that was looked at. The same file again, by a double click say, is the one we have."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not may_add(application, kind):
        raise Refused(f"{application}: no {kind} is asked for")
    of_kind = application.documents.kept().filter(kind=kind)
    if same := of_kind.filter(sha256=looked.sha256).first():
        return same
    if of_kind.count() >= MOST_OF_A_KIND:
        raise Full(f"{application}: {MOST_OF_A_KIND} of {kind}")
    document = Document(
        application=application,
        kind=kind,
        name=looked.name,
        type=looked.type,
        size=len(looked.data),
        sha256=looked.sha256,
        scan=Scan.WAITING if scan.on() else Scan.UNSCANNED,
    )
    write(document, looked.data)
    answered(application, kind)
    note(by, Event.Act.CHANGE, document, purpose="document-added")
    return document


def write(document, data):
    """The file first, then the row; when either fails, neither stays."""
    name = document.file.field.generate_filename(document, "")
    try:
        document.file.name = papers().save(name, ContentFile(data))
        document.save()
    except OSError as error:  # the disk is full, or gone
        remove_file(name)
        raise NotSaved(type(error).__name__) from error
    except IntegrityError:
        remove_file(name)
        raise


def answered(application, kind):
    """She has sent what we asked for."""
    application.asked.filter(kind=kind, answered_at=None).update(answered_at=timezone.now())


@transaction.atomic
def take_back(document, *, by):
    """She removes what she sent; not once somebody has accepted it."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if not document.removable or document.application.ended:
        raise Refused(f"{document} is {document.review}")
    note(by, Event.Act.CHANGE, document, purpose="document-removed")
    discard(Document.objects.filter(pk=document.pk))


def discard(documents):
    """Delete documents with their files; the files go once the rows are gone for good."""
    names = [name for name in documents.values_list("file", flat=True) if name]
    documents.delete()
    transaction.on_commit(partial(remove_files, names))


def remove_files(names):
    for name in names:
        remove_file(name)


def remove_file(name):
    """Remove a file; one that can't be removed now is found by the sweep."""
    try:
        papers().delete(name)
    except OSError as error:
        log.warning("a document's file was not removed: %s", type(error).__name__)


# --- the coordinator -------------------------------------------------------------------------------------
@transaction.atomic
def accept(document, *, by):
    """It is what we need."""
    looked_at(document, Review.ACCEPTED, "", by)


@transaction.atomic
def ask_another(document, reason, *, by):
    """It won't do: she is told why on her page, and a letter says that there is news."""
    looked_at(document, Review.ANOTHER, WhyAnother(reason), by)
    ask_for(document.application, document.kind, by=by)


def looked_at(document, review, reason, by):
    now = timezone.now()
    opens = Document.objects.filter(pk=document.pk).exclude(scan__in=[Scan.WAITING, Scan.REFUSED])
    if not opens.update(review=review, reason=reason, reviewed_at=now, reviewed_by=by):
        raise Refused(f"{document} can't be opened, so nobody has looked at it")
    note(by, Event.Act.CHANGE, document, purpose=f"document-{review}")


@transaction.atomic
def ask_for(application, kind, *, by):
    """Ask her for a document; asking twice is asking once, and one letter a day is enough."""
    asked, new = Asked.objects.get_or_create(
        application=application, kind=kind, answered_at=None, defaults={"by": by}
    )
    if new:
        note(by, Event.Act.CHANGE, asked, purpose="document-asked-for")
        key = f"{application.pk}:{timezone.localdate()}"
        mail.send("intake/document_asked", application.applicant, key=key)
    return asked


# --- the scanner -----------------------------------------------------------------------------------------
def scan_document(number):
    """Have one document scanned. No clear answer leaves it waiting, where nobody can open it."""
    document = Document.objects.to_scan().select_related("application__applicant").filter(pk=number).first()
    if document is None:
        return
    try:
        with document.file.open("rb") as file:
            infected = scan.infected(file)
    except (scan.NoAnswer, OSError) as error:
        log.warning("document %s was not scanned: %s", number, error)
        return
    (refuse if infected else pass_on)(document)


def pass_on(document):
    Document.objects.to_scan().filter(pk=document.pk).update(scan=Scan.CLEAN)


@transaction.atomic
def refuse(document):
    """Something harmful is in it: the file goes, the row stays to tell her, and a letter says that there is news."""
    name = document.file.name
    if not Document.objects.to_scan().filter(pk=document.pk).update(scan=Scan.REFUSED, file=""):
        return
    note(None, Event.Act.CHANGE, document, purpose="document-infected")
    mail.send("intake/document_refused", document.application.applicant, key=document.pk)
    transaction.on_commit(partial(remove_file, name))


# --- what nobody owns ------------------------------------------------------------------------------------
def sweep():
    """Once a day: remove files without a row, left by a machine that stopped between the two."""
    if not cache.add("documents-swept", 1, SWEPT_EVERY.total_seconds()):
        return
    kept = set(Document.objects.exclude(file="").values_list("file", flat=True))
    for name in on_disk(papers()):
        old = timezone.now() - papers().get_modified_time(name) > UNDER_WAY
        if old and name not in kept:
            remove_file(name)


def on_disk(storage, folder=""):
    """The names of all files of a storage."""
    if folder and not storage.exists(folder):
        return
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing has been kept yet
        return
    yield from (f"{folder}/{name}" if folder else name for name in files)
    for each in folders:
        yield from on_disk(storage, f"{folder}/{each}" if folder else each)
