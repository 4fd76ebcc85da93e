"""What an applicant can do about her data: correct how we reach her, take it all home, ask that it is erased."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal import dossier
from portal.access import allow
from portal.accounts import SAID
from portal.audit import Event, note
from portal.limits import limited
from portal.new_address import Change, NewAddressForm, NewCodeForm
from portal.roles import Act

from .. import rights
from ..forms.rights import ContactForm
from ..models import Application, DataRequest


def _mine(request):
    return Application.objects.visible_to(request.user).with_sections().newest()


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def contact(request):
    """Her name, phone, postcode and language, also after she has sent the application."""
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    data = request.POST if request.method == "POST" else None
    told = {"language": request.user.language}
    form = ContactForm(data, instance=application.section("about"), initial=told)
    if data is not None and form.is_valid():
        rights.change_contact(application, form, by=request.user)
        messages.success(request, _("We have saved how to reach you."))
        return redirect("intake:status")
    return render(request, "intake/contact_details.html", {"application": application, "form": form})


@allow(Act.APPLY)
@limited("new_address")
@require_http_methods(["GET", "POST"])
def email(request):
    """Asks for another address to log in with, and sends a code there; whose it is isn't said before that."""
    form = NewAddressForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        Change.begin(request, form.cleaned_data["email"])
        return redirect("intake:email_code")
    return render(request, "intake/email.html", {"form": form})


@allow(Act.APPLY)
@limited("new_address")
@require_http_methods(["GET", "POST"])
def email_code(request):
    """The code from the new address makes it the one that counts; three wrong ones end the try."""
    change = Change.under_way(request)
    if change is None:
        return redirect("intake:email")
    form = NewCodeForm(request.POST or None, user=request.user, email=change.email, code=change.code)
    if request.method == "POST" and form.is_valid():
        change.abort()
        rights.change_email(request.user, change.email)
        messages.success(request, _("From now on you log in with the new e-mail, and we write to you there."))
        return redirect("intake:contact_details")
    if form.errors and not change.record_invalid_attempt():
        messages.error(request, SAID["incorrect_code"])
        return redirect("intake:email")
    return render(request, "intake/email_code.html", {"form": form, "email": change.email})


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def my_data(request):
    """What she can ask for; a POST hands out everything in one file."""
    if request.method == "GET":
        waiting = DataRequest.objects.visible_to(request.user).open().first()
        return render(request, "intake/my_data.html", {"waiting": waiting})
    note(request.user, Event.Act.EXPORT, request.user, purpose="my-data")
    answer = HttpResponse(dossier.archive(request.user), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def erase(request):
    """Asks once more, then writes the wish down for a person to carry out within a month."""
    if request.method == "GET":
        return render(request, "intake/erase.html")
    rights.ask_erasure(request.user)
    messages.success(request, _("We have received your wish. You get an answer within a month."))
    return redirect("intake:my_data")
