"""The CPR number: she gives, changes and removes it; a coordinator writes it and sees it, each time on the record."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.access import allow
from portal.flow import Refused
from portal.roles import Act

from .. import identity as numbers
from ..forms.identity import CprForm
from ..models import Application, Identity
from ..models.identity import AGREED

unkept = cache_control(private=True, no_store=True)


@allow(Act.APPLY)
@unkept
@sensitive_post_parameters("cpr")
@require_http_methods(["GET", "POST"])
def cpr(request):
    """Her own number, masked, and a way to give or change it once a placement is agreed."""
    application, identity = _mine(request)
    agreed = application is not None and application.status in AGREED
    if not agreed and identity is None:
        return redirect("intake:status")
    form = CprForm(request.POST or None) if agreed else None
    if form and form.is_valid():
        return _keep(request, application, form, "intake:cpr")
    return render(request, "intake/cpr.html", {"identity": identity, "form": form})


def _keep(request, application, form, *after):
    try:
        numbers.store(application, form.cleaned_data["cpr"], by=request.user)
    except Refused:
        messages.warning(request, _("The number is not saved: the placement is no longer agreed."))
    else:
        messages.success(request, _("The CPR number is saved."))
    return redirect(*after)


@allow(Act.APPLY)
@unkept
@require_http_methods(["GET", "POST"])
def remove(request):
    """Asks once, then takes it away."""
    application, identity = _mine(request)
    if identity is None:
        return redirect("intake:status")
    if request.method == "GET":
        return render(request, "intake/cpr_remove.html")
    numbers.remove(application, by=request.user)
    messages.success(request, _("We have removed your CPR number."))
    return redirect("intake:status")


def _mine(request):
    """Her application that counts, and her number; either may be None."""
    application = Application.objects.visible_to(request.user).newest()
    return application, Identity.objects.visible_to(request.user).first()


@allow(Act.SEE_CPR)
@unkept
@sensitive_post_parameters("cpr")
@require_http_methods(["GET", "POST"])
def write(request, reference):
    """A coordinator writes the number that somebody has told."""
    application, identity = _of(request, reference)
    form = CprForm(request.POST or None)
    if form.is_valid():
        return _keep(request, application, form, "admin:intake_application_change", application.pk)
    return render(
        request, "intake/cpr_write.html", {"application": application, "identity": identity, "form": form}
    )


@allow(Act.SEE_CPR)
@unkept
@require_POST
def show(request, reference):
    """The whole number on a page of its own, and a line in the trail."""
    application, identity = _of(request, reference)
    if identity is None:
        raise Http404
    number = numbers.reveal(application, identity, by=request.user)
    return render(request, "intake/cpr_shown.html", {"application": application, "number": number})


def _of(request, reference):
    """Somebody's application with an agreed placement, and her number or None."""
    rows = Application.objects.visible_to(request.user).with_sections().filter(status__in=AGREED)
    application = get_object_or_404(rows, reference=reference)
    return application, Identity.objects.visible_to(request.user).filter(
        applicant=application.applicant
    ).first()
