"""The programmes: open to read for everybody; to her who applies also what is missing, and a wish of her own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.access import allow, public
from portal.roles import Act

from .. import programmes
from ..forms.programmes import BornForm, StartForm
from ..models import Application, Programme


def _mine(request):
    """The application of the one who asks; None for others and before her first visit."""
    if not request.user.is_authenticated or not request.user.may(Act.APPLY):
        return None
    return Application.objects.visible_to(request.user).with_sections().newest()


def _programme(request, code):
    return get_object_or_404(Programme.objects.visible_to(request.user).whole(), code=code)


@public
@require_GET
def index(request):
    """All programmes, by how open they are to the one who reads."""
    return _all(request, _mine(request))


def _all(request, application, form=None, status=200):
    today = timezone.localdate()
    found = list(Programme.objects.visible_to(request.user).on(today).whole())
    interest = application and application.section("interest")
    context = {
        "application": application,
        "groups": programmes.grouped(found, programmes.facts_of(application, today)),
        "programmes": found,
        "chosen": interest and interest.programme,
        "form": form
        or (BornForm(initial={"born_on": interest and interest.born_on}) if application else None),
        "asks_age": programmes.ask_age(found),
    }
    return render(request, "intake/programmes.html", context, status=status)


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def age(request):
    """Her date of birth, kept for the programmes alone."""
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    if request.method == "GET":
        return redirect("intake:programmes")
    form = BornForm(request.POST)
    if not form.is_valid():
        return _all(request, application, form)
    programmes.say_age(application, form.cleaned_data["born_on"])
    return redirect("intake:programmes")


@public
@require_GET
def programme(request, programme):
    """One programme: what it consists of, on what terms, and its calendar from a day she chooses."""
    application, found = _mine(request), _programme(request, programme)
    today = timezone.localdate()
    form = StartForm(request.GET if "start_day" in request.GET else None)
    interest = application and application.section("interest")
    plan = programmes.calendar(found, form.day) if form.day else []
    context = {
        "application": application,
        "programme": found,
        "shown": programmes.show(found, programmes.facts_of(application, form.day or today)),
        "pay": programmes.pay(found, interest and interest.born_on, form.day or today),
        "form": form,
        "plan": plan,
        "chart": programmes.chart(plan) if plan else None,
        "chosen": bool(interest and interest.programme_id == found.pk),
    }
    return render(request, "intake/programme.html", context)


@allow(Act.APPLY)
@require_POST
def choose(request, programme):
    """Say that she is interested, or take it back."""
    application, found = _mine(request), _programme(request, programme)
    if application is None:
        return redirect("intake:tasks")
    wanted = "no" not in request.POST
    programmes.choose(application, found if wanted else None)
    if wanted:
        messages.success(
            request, _("We have written down that you are interested. Your coordinator sees it.")
        )
    else:
        messages.success(request, _("We have taken your interest away again."))
    return redirect(found)
