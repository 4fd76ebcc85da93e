"""What she allows us, on her page: every yes with its day, and a button to take it back or to give it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.access import allow
from portal.roles import Act

from .. import consent
from ..models import Application


def _mine(request):
    return Application.objects.visible_to(request.user).newest()


@allow(Act.APPLY)
@require_GET
def consents(request):
    """All of them on one page."""
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    context = {"application": application, "consents": consent.texts(application)}
    return render(request, "intake/consents_page.html", context)


@require_POST
@allow(Act.APPLY)
def decide(request, code):
    """Say yes, or take a yes back. Twice is the same as once."""
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    text = next((text for text in consent.texts(application) if text.purpose.code == code), None)
    if text is None:
        raise Http404
    yes = "yes" in request.POST
    consent.answer(application, text, yes, by=request.user)
    said = _("You have said yes: %(name)s.") if yes else _("You have taken back your yes: %(name)s.")
    messages.success(request, said % {"name": text.purpose.name})
    return redirect("intake:consents")
