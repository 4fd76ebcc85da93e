"""Her answers on paper: the same that the page shows, as a file to keep."""

from io import BytesIO

from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal import files, pdf
from portal.access import allow
from portal.audit import Event, note
from portal.roles import Act

from ..answers import parts
from ..models import Application


@allow(Act.APPLY)
@require_GET
def answers(request):
    """A PDF whose name says nothing about her."""
    application = Application.objects.visible_to(request.user).with_sections().newest()
    if application is None:
        return redirect("intake:tasks")
    context = {"title": _("Your answers"), "application": application, "parts": parts(application)}
    file = pdf.render("intake/copy_paper.html", context, get_language())
    note(request.user, Event.Act.DOWNLOAD, application, purpose="answers")
    return files.handed_out(BytesIO(file), f"{application.reference}.pdf", "pdf")
