"""The page behind a link to confirm voluntary work, and what she does about it on her own pages."""

from io import BytesIO

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal import files, pdf
from portal.access import allow, public
from portal.audit import Event, note
from portal.flow import Refused
from portal.limits import limited
from portal.roles import Act

from .. import statement as paper
from .. import vouching
from ..forms.vouching import VoucherForm, VouchForm
from ..models import Application, VolunteerWork


@public
@limited("secret_link")
@require_http_methods(["GET", "HEAD", "POST"])
def vouch(request, token):
    """Three questions. Opening the page changes nothing, because mail filters open links too."""
    found = vouching.behind(token)
    if found is None:
        return render(request, "intake/vouch_gone.html", status=404)
    if not found.open:
        return _closed(request, found)
    name = found.work.application.about.given_name or _("this person")
    form = VouchForm(request.POST if "answer" in request.POST else None, name=name)
    if request.method == "POST" and ("decline" in request.POST or form.is_valid()):
        _answer(found, form)
        return redirect("door:vouch", token)
    context = {"vouch": found, "work": found.work, "name": name, "form": form}
    return render(request, "intake/vouch.html", context, status=400 if form.errors else 200)


def _answer(found, form):
    """Write the answer down; a second one that comes at the same time changes nothing."""
    try:
        if not form.is_bound:
            vouching.decline(found)
        elif form.knows_her:
            said = form.cleaned_data
            vouching.give(found, said["did"], said["hours"], said["begins"], said["ends"])
        else:
            vouching.decline(found, knows_her=False)
    except Refused:
        return


def _closed(request, found):
    """What a link says when it has done its work; it names nobody."""
    answered = found.status in (found.Status.GIVEN, found.Status.DECLINED)
    return render(request, "intake/vouch_closed.html", {"vouch": found}, status=200 if answered else 410)


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def voucher(request, pk):
    """Name somebody who can confirm a piece of voluntary work; one who doesn't answer is replaced."""
    work = get_object_or_404(VolunteerWork.objects.visible_to(request.user), pk=pk)
    if work.verified_on or not work.application.submitted_at or work.application.ended:
        return redirect("intake:status")
    form = VoucherForm(request.POST or None, own=request.user.email)
    if request.method == "POST" and form.is_valid():
        return _name(request, work, form)
    return render(request, "intake/voucher.html", {"work": work, "form": form, "latest": work.asked})


def _name(request, work, form):
    try:
        vouching.replace(work, form.cleaned_data["name"], form.cleaned_data["email"], by=request.user)
    except vouching.TooMany:
        messages.warning(
            request, _("We have written to five people about this work. Call us, and we find another way.")
        )
    except vouching.Known:
        messages.info(request, _("This has been confirmed already. Nothing was sent."))
    else:
        messages.success(
            request, _("We have written to the person. Your application goes on in the meantime.")
        )
    return redirect("intake:status")


@allow(Act.APPLY)
@require_GET
def statement(request):
    """Her confirmed hours on paper, to keep and to show."""
    application = Application.objects.visible_to(request.user).with_sections().newest()
    said = application and paper.told(application)
    if not said:
        return redirect("intake:tasks")
    file = pdf.render("intake/statement.html", said, get_language())
    note(request.user, Event.Act.DOWNLOAD, application, purpose="volunteer-statement")
    name = f"{application.reference}-{_('volunteer-work')}.pdf"
    return files.handed_out(BytesIO(file), name, "pdf")
