"""The pages of an applicant. There is one open application per person, so no address holds a number."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.access import allow
from portal.flow import Refused
from portal.roles import Act

from .. import actions, standing
from ..advice import advice
from ..answers import papers, parts
from ..forms import FORMS
from ..models import SECTIONS, Application
from ..models.application import WAITING_FOR_US
from ..models.documents import asked_of, with_asked


def _mine(request):
    """The application that counts for the one who asks, None before the first visit."""
    return Application.objects.visible_to(request.user).with_sections().newest()


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def tasks(request):
    """The list of parts. The first visit makes the draft; a POST begins again after an ended application."""
    application = _mine(request)
    if application is None or request.method == "POST":
        actions.start(request.user, **request.session.get("arrival", {}))
        return redirect("intake:tasks")
    if not application.is_draft:
        return redirect("intake:status")
    shown = parts(application, facts=False)
    done = sum(part.state == "done" for part in shown)
    todo = next((part for part in shown if part.state != "done"), None)
    listed = [*shown, papers(application)]
    context = {"application": application, "parts": shown, "listed": listed, "done": done, "todo": todo}
    return render(request, "intake/tasks.html", context)


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def section(request, slug):
    """One part of the form, saved as she goes: to go on, to close, or by itself while she writes."""
    if slug not in FORMS:
        raise Http404
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    if not application.is_draft:
        return _too_late(request)
    data = request.POST if request.method == "POST" else None
    way_out = _autosaves(request) or (data is not None and "close" in data)
    rows = {key: request.POST.get(key, "") for key in ("add", "drop")}
    partial = way_out or any(rows.values())
    form = FORMS[slug](
        data, instance=application.section(slug), application=application, partial=partial, **rows
    )
    if data is None:
        return _ask(request, application, slug, form)
    try:
        return _save(request, application, slug, form)
    except Refused:  # sent from another tab while this one was open
        return _too_late(request)


def _autosaves(request):
    return request.headers.get("X-Autosave") == "1"


def _save(request, application, slug, form):
    actions.save_section(application, form)
    if _autosaves(request):
        return HttpResponse(status=204)
    if not form.is_valid() or "add" in request.POST or "drop" in request.POST:
        return _ask(request, application, slug, form)
    if not form.partial and form.asks_more:
        messages.info(request, _("There is a little more to ask about your answer."))
        return redirect("intake:section", slug)
    if form.partial:
        messages.success(request, _("Your answers are saved. You can go on when you like, on any device."))
        return redirect("intake:tasks")
    return redirect(_after(slug))


def _after(slug):
    """The next section, and after the last one the documents."""
    following = SECTIONS[SECTIONS.index(slug) + 1 :]
    return reverse("intake:section", args=following[:1]) if following else reverse("intake:documents")


def _ask(request, application, slug, form):
    names = {part.name: part for part in parts(application, facts=False)}
    context = {
        "application": application,
        "form": form,
        "slug": slug,
        "part": names[slug],
        "number": SECTIONS.index(slug) + 1,
        "most": len(SECTIONS),
        "ends": _session_ends(request),
        "returned": request.method == "GET" and "sent" in request.GET,
    }
    return render(request, "intake/section.html", context)


def _session_ends(request):
    """When the log-in runs out at the earliest, in seconds from now, for a warning in good time."""
    since = request.user.last_login or timezone.now()
    age = request.session.get_expiry_age()
    return max(0, round(age - (timezone.now() - since).total_seconds()))


def _too_late(request):
    if _autosaves(request):
        return HttpResponse(status=409)
    messages.info(
        request, _("You have sent your application, so its answers are fixed. Write to us if one is wrong.")
    )
    return redirect("intake:status")


@allow(Act.APPLY)
@require_GET
def check(request):
    """All answers on one page, what is missing first, and what we do with them."""
    application = _mine(request)
    if application is None or not application.is_draft:
        return redirect("intake:tasks")
    return _checked(request, application)


def _checked(request, application, status=200):
    shown = parts(application, change=True)
    context = {
        "application": application,
        "parts": shown,
        "missing": [part for part in shown if part.state != "done"],
        "advice": advice(application, timezone.localdate()),
        "days": actions.answer_days(timezone.localdate()),
    }
    return render(request, "intake/check.html", context, status=status)


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def submit(request):
    """Send it. Twice is the same as once; a way back here by address leads to the answers."""
    application = _mine(request)
    if application is None or request.method == "GET":
        return redirect("intake:check")
    try:
        actions.submit(application, by=request.user, language=get_language())
    except actions.Incomplete:
        return _checked(request, application)
    return redirect("intake:receipt")


@allow(Act.APPLY)
@require_GET
def receipt(request):
    """The reference number, what happens next and by when."""
    application = _mine(request)
    if application is None or not application.submitted_at:
        return redirect("intake:tasks")
    if application.status not in WAITING_FOR_US:  # what it promises is behind her
        return redirect("intake:status")
    return render(request, "intake/receipt.html", {"application": application})


@allow(Act.APPLY)
@require_GET
def status(request):
    """Where she stands."""
    application = with_asked(Application.objects.visible_to(request.user).with_sections()).newest()
    if application is None or application.is_draft:
        return redirect("intake:tasks")
    questions = list(application.questions.all())
    context = {
        "application": application,
        "questions": questions,
        "standing": standing.stand(application, questions, asked_of(application)),
        "history": standing.history(application),
        "letters": standing.letters(application),
        "advice": advice(application, timezone.localdate()),
    }
    return render(request, "intake/status.html", context)


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def withdraw(request):
    """Asks once, then takes the application back."""
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    if request.method == "GET" and application.withdrawable:
        return render(request, "intake/withdraw.html", {"application": application})
    try:
        actions.withdraw(application, by=request.user)
    except Refused:
        messages.warning(
            request, _("A site already knows about you. Call us or write to us, and we withdraw it together.")
        )
    return redirect("intake:status")


@allow(Act.APPLY)
@require_GET
def copy(request):
    """Her answers to read or print."""
    application = _mine(request)
    if application is None:
        return redirect("intake:tasks")
    return render(
        request,
        "intake/copy.html",
        {"application": application, "parts": parts(application)},
    )
