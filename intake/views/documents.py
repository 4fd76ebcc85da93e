"""Documents: handed in by an applicant, opened by her and by coordinators, looked at by coordinators."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import files
from portal.access import allow
from portal.audit import Event, note
from portal.flow import Refused
from portal.roles import Act

from .. import documents, tasks
from ..forms.documents import WRONG, AnotherForm, DocumentForm, WantForm
from ..models import Application, Document
from ..models.documents import Kind
from ..shelves import shelves


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def shelf(request):
    """What she has sent and what we ask for; one file at a time, each kind with a form of its own."""
    application = Application.objects.visible_to(request.user).with_sections().newest()
    if application is None:
        return redirect("intake:tasks")
    form = None
    if request.method == "POST":
        form = DocumentForm(request.POST, request.FILES, too_big=hasattr(request, "too_big"))
        if form.is_valid() and _kept(request, application, form):
            return redirect(f"{reverse('intake:documents')}#{form.cleaned_data['kind']}")
    return _shelf(request, application, form)


def _kept(request, application, form):
    kind, looked = Kind(form.cleaned_data["kind"]), form.cleaned_data["file"]
    try:
        document = documents.keep(application, kind, looked, by=request.user)
    except documents.Full:
        form.add_error("file", WRONG["full"])
    except documents.NotSaved:
        form.add_error("file", WRONG["disk"])
    except Refused:
        raise Http404 from None  # a kind that her page doesn't offer
    else:
        transaction.on_commit(partial(tasks.enqueue, document.pk))
        messages.success(request, _("Saved: %(kind)s.") % {"kind": document.get_kind_display()})
        return True
    return False


def _shelf(request, application, wrong):
    """Every kind with its form; the one that went wrong says why, and which file has to be chosen again."""
    shown = shelves(application)
    forms = []
    for one in shown:
        mine = wrong is not None and wrong.data.get("kind") == one.kind
        form = wrong if mine else DocumentForm(initial={"kind": one.kind})
        form.auto_id = f"{one.kind}_%s"
        forms.append((one, form))
    context = {"application": application, "shelves": forms, "form": wrong, "open": not application.ended}
    return render(request, "intake/upload.html", context)


@allow(Act.APPLY, Act.REVIEW)
@require_safe
def document(request, key):
    """The file, as a download and noted in the trail; not before it was scanned, where there is a scanner."""
    found = _found(request, key)
    if not found.opens:
        raise Http404
    try:
        file = found.file.open("rb")
    except OSError:
        messages.error(request, _("We cannot find the file. Ask for it again, and tell us that it happened."))
        return _back(request, found)
    note(request.user, Event.Act.DOWNLOAD, found)
    return files.handed_out(file, found.file_name, found.type)


def _found(request, key):
    rows = Document.objects.visible_to(request.user).select_related("application__applicant")
    return get_object_or_404(rows, key=key)


def _back(request, found):
    if request.user.may(Act.APPLY):
        return redirect("intake:documents")
    return redirect(f"{reverse('admin:intake_application_change', args=[found.application_id])}#documents")


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def remove(request, key):
    """Asks once, then removes the file for good."""
    found = _found(request, key)
    if request.method == "GET":
        return render(request, "intake/remove.html", {"document": found})
    try:
        documents.take_back(found, by=request.user)
    except Refused:
        messages.warning(request, _("We have accepted this document already. Write to us if it has to go."))
    else:
        messages.success(request, _("Removed: %(kind)s.") % {"kind": found.get_kind_display()})
    return redirect("intake:documents")


@require_POST
@allow(Act.REVIEW)
def review(request, key):
    """It will do, or she is asked kindly for another."""
    found = _found(request, key)
    try:
        if request.POST.get("act") == "accept":
            documents.accept(found, by=request.user)
        elif (form := AnotherForm(request.POST)).is_valid():
            documents.ask_another(found, form.cleaned_data["reason"], by=request.user)
        else:
            messages.error(request, _("Choose what is wrong with the document, so that we can tell her."))
            return _back(request, found)
    except Refused:
        messages.error(request, _("The document cannot be opened yet, so it waits."))
    else:
        messages.success(request, _("Saved: %(kind)s.") % {"kind": found.get_kind_display()})
    return _back(request, found)


@require_POST
@allow(Act.REVIEW)
def ask(request, reference):
    """Ask her for a document that isn't there."""
    application = get_object_or_404(
        Application.objects.visible_to(request.user).select_related("applicant"), reference=reference
    )
    form = WantForm(request.POST)
    if form.is_valid() and not application.ended:
        asked = documents.ask_for(application, Kind(form.cleaned_data["kind"]), by=request.user)
        messages.success(request, _("We have asked for: %(kind)s.") % {"kind": asked.get_kind_display()})
    else:
        messages.error(request, _("Choose the document that you need."))
    return redirect(f"{reverse('admin:intake_application_change', args=[application.pk])}#documents")
