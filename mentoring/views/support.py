"""The help beside a placement: opened by those with the act for it alone, and every opening is in the trail."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from intake.models import Application
from portal.access import allow
from portal.audit import Event, note
from portal.flow import Refused
from portal.roles import Act

from .. import actions
from ..forms import ReferForm, SupportForm
from ..models import SupportReferral

STEPS = {"begin": SupportReferral.State.ACTIVE, "end": SupportReferral.State.ENDED}


@allow(Act.SEE_SUPPORT)
def support(request, pk):
    """Everything she is referred to, and a new referral."""
    application = _application(request, pk)
    form = ReferForm(request.POST or None)
    if form.is_valid() and _done(request, actions.refer, application, **form.cleaned_data):
        return redirect("mentoring:support", pk)
    rows = list(SupportReferral.objects.visible_to(request.user).of(application))
    for record in (application, *rows):
        note(request.user, Event.Act.READ, record, purpose="support")
    context = {"application": application, "rows": rows, "form": form}
    return render(request, "mentoring/support.html", context)


@allow(Act.SEE_SUPPORT)
def referral(request, pk, referral):
    """One referral: what is written of it, its next step, and the end of her consent."""
    application = _application(request, pk)
    rows = SupportReferral.objects.visible_to(request.user).of(application)
    row = get_object_or_404(rows, pk=referral)
    writing = request.POST.get("act") == "write"
    kind = row.get_kind_display()  # before the form writes on the row what was typed
    form = SupportForm(request.POST if writing else None, instance=row)
    if request.method == "POST" and not writing:
        _act(request, row)
        return redirect("mentoring:support", pk)
    if form.is_valid() and _done(request, actions.rewrite, row, **form.cleaned_data):
        return redirect("mentoring:support", pk)
    note(request.user, Event.Act.READ, row, purpose="support")
    context = {"application": application, "row": row, "kind": kind, "form": form}
    return render(request, "mentoring/support_referral.html", context)


def _act(request, row):
    """Do what a button asks for."""
    act = request.POST.get("act")
    if act == "take_back":
        _done(request, actions.take_back, row)
    elif act in STEPS:
        _done(request, actions.step, row, STEPS[act])
    else:
        raise BadRequest


def _application(request, pk):
    rows = Application.objects.visible_to(request.user).select_related("about", "applicant")
    return get_object_or_404(rows, pk=pk)


def _done(request, action, *args, **said) -> bool:
    """Do it and say so; where things have moved on meanwhile, say that."""
    try:
        action(*args, by=request.user, **said)
    except Refused:
        messages.warning(request, _("This has moved on, so nothing was changed. Here is how it stands now."))
        return False
    messages.success(request, _("Saved."))
    return True
