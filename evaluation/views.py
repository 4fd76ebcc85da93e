"""How it went: the supervisor's evaluation, and the report on it on screen and on paper."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from placements.models import Placement, State
from portal import files
from portal.access import allow
from portal.audit import Event, note
from portal.flow import Refused
from portal.roles import Act

from . import actions, facts, forms, tasks
from . import report as document
from .models import Evaluation, Progress, Report

A_PAGE = 30


@allow(Act.EVALUATE)
def evaluate(request, pk):
    """Fill in, look it over, close: the answers travel along until the last click."""
    row = get_object_or_404(Placement.objects.visible_to(request.user).named(), pk=pk)
    if row.status != State.ACTIVE:
        return _elsewhere(request, row)
    form = forms.EvaluationForm(request.POST or None, placement=row)
    context = {"placement": row, "form": form, "today": timezone.localdate()}
    step = request.POST.get("step")
    if form.version and step in ("check", "close") and form.is_valid():
        if step == "check":
            return render(request, "evaluation/close.html", context)
        if made := _close(request, row, form):
            return redirect("evaluation:report", made.pk)
        return redirect("evaluation:reports")
    return render(request, "evaluation/evaluate.html", context)


def _close(request, row, form):
    try:
        made = actions.close(row, by=request.user, **form.said)
    except Refused:  # somebody was quicker; what counts is what is there
        return Report.objects.visible_to(request.user).filter(placement=row).first()
    transaction.on_commit(partial(tasks.enqueue, made.pk))
    messages.success(request, _("The placement is closed. Thank you for your evaluation."))
    return made


def _elsewhere(request, row):
    """A placement that can't be evaluated now: to its report, or to why."""
    made = Report.objects.visible_to(request.user).filter(placement=row).first()
    if made:
        return redirect("evaluation:report", made.pk)
    messages.warning(request, _("A placement can be evaluated while it is in progress."))
    return redirect("mentoring:placement", row.pk)


@allow(Act.READ_REPORT)
def reports(request):
    """The evaluations one may read, newest first; for a supervisor also those she has to write."""
    held = Evaluation.objects.visible_to(request.user).order_by("-at", "-pk").to_list()
    page = Paginator(held, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page}
    if request.user.may(Act.EVALUATE):
        mine = Placement.objects.visible_to(request.user).filter(status=State.ACTIVE)
        context["to_do"] = mine.named().order_by("ends", "pk")
    return render(request, "evaluation/reports.html", context)


@require_POST
@allow(Act.READ_REPORT)
def ask(request, pk):
    """Have the report on an evaluated placement made."""
    held = get_object_or_404(Evaluation.objects.visible_to(request.user), placement=pk)
    asked = actions.ask(held.placement, by=request.user)
    transaction.on_commit(partial(tasks.enqueue, asked.pk))
    return redirect("evaluation:report", asked.pk)


@allow(Act.READ_REPORT)
def report(request, pk):
    """The report on screen, and how far the one on paper is."""
    shown = _report(request, pk)
    note(request.user, Event.Act.READ, shown)
    told = facts.of(facts.placements().get(pk=shown.placement_id), facts.version(shown))
    return render(request, "evaluation/page.html", {**document.context(told), "issued": shown})


@allow(Act.READ_REPORT)
def report_state(request, pk):
    """How far the report on paper is; the page asks for it until it's there."""
    return render(request, "evaluation/state.html", {"issued": _report(request, pk)})


@require_POST
@allow(Act.READ_REPORT)
def again(request, pk):
    """Three more tries for a report that failed."""
    failed = _report(request, pk)
    if failed.status == Progress.FAILED:
        _try_again(failed, request.user)
    return redirect("evaluation:report", pk)


@require_safe
@allow(Act.READ_REPORT)
def report_pdf(request, pk):
    """The report as a file. Its name says nothing about the person, and every download is in the trail."""
    made = _report(request, pk)
    if made.status != Progress.READY:
        return redirect("evaluation:report", pk)
    try:
        file = made.file.open("rb")
    except FileNotFoundError:
        _try_again(made, request.user)
        messages.warning(request, _("The file was lost, so we are making it again."))
        return redirect("evaluation:report", pk)
    note(request.user, Event.Act.DOWNLOAD, made)
    return files.handed_out(file, f"evaluering-{made.placement.application.reference}.pdf", "pdf")


def _report(request, pk):
    reports = Report.objects.visible_to(request.user).select_related("placement__application")
    return get_object_or_404(reports, pk=pk)


def _try_again(asked, user):
    actions.ask_again(asked, by=user)
    transaction.on_commit(partial(tasks.enqueue, asked.pk))
