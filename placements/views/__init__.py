"""Pages of those who lead a site: what has to be decided, who is there, which seats still hold."""

from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.access import allow, public
from portal.audit import Event, note
from portal.roles import Act

from .. import actions, agreements, answers, seats
from ..cohort import worth
from ..forms import AnswerForm, ConfirmForm
from ..models import Placement, Run, RunState, Seat, Site, State

SOON = timedelta(days=30)


@allow(Act.DECIDE)
def home(request):
    """The desk of a site's manager: the decision first."""
    today = timezone.localdate()
    rows = list(Placement.objects.visible_to(request.user).named().live().order_by("starts", "pk"))
    return render(
        request,
        "placements/home.html",
        {
            "to_decide": [row for row in rows if row.status == State.PROPOSED],
            "agreed_soon": [row for row in rows if row.status == State.ACCEPTED],
            "here": [row for row in rows if row.status == State.ACTIVE],
            "coming": [row for row in rows if row.status == State.CONFIRMED],
            "ending": [row for row in rows if row.status == State.ACTIVE and row.ends <= today + SOON],
            "sites": _sites(request.user, today),
            "form": AnswerForm(),
            "today": today,
        },
    )


def _sites(user, today):
    """The sites this person leads, each with the seats it offers and the day they were last confirmed."""
    sites = {site.pk: site for site in Site.objects.visible_to(user).select_related("area__department")}
    for site in sites.values():
        site.offered = []
    stands = agreements.states(sites.values(), today)
    for seat in Seat.objects.visible_to(user).offering(today).order_by("number", "opens"):
        sites[seat.site_id].offered.append(seat)
    for site in sites.values():
        site.stalest = min(site.offered, key=lambda seat: seat.confirmed_on or date.min, default=None)
        site.agreed, site.agreement_due = stands[site.pk]
    return list(sites.values())


@require_POST
@allow(Act.DECIDE)
def decide(request, pk):
    """The manager's yes or no from her desk."""
    placement = get_object_or_404(Placement.objects.visible_to(request.user).named(), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose yes, or a reason for not now."))
    elif _answered(placement, form.why_not, request.user):
        messages.success(request, _thanks(placement))
    else:
        messages.info(request, _("This has already been answered. Nothing was changed."))
    return redirect("placements:home")


def _answered(placement, why_not, by) -> bool:
    """Give the site's answer; False when somebody was quicker."""
    try:
        if why_not:
            actions.decline(placement, why_not, by=by)
        else:
            actions.accept(placement, by=by)
    except actions.Refused:
        return False
    return True


def _thanks(placement):
    if placement.status == State.ACCEPTED:
        return _("Thank you for the yes. The coordinator now confirms the placement, and you get a letter.")
    return _("Thank you for the answer. We look for another place and ask you again another time.")


@allow(Act.DECIDE)
@require_http_methods(["GET", "POST"])
def supervisor(request, pk):
    """The site says before the first day who guides her."""
    rows = Placement.objects.visible_to(request.user).named().filter(status=State.CONFIRMED)
    placement = get_object_or_404(rows, pk=pk)
    form = ConfirmForm(request.POST or None, supervisors=actions.supervisors(placement))
    form.fields["supervisor"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_supervisor(placement, form.cleaned_data["supervisor"], by=request.user)
        except actions.Refused as error:
            blocked = isinstance(error, actions.Blocked)
            messages.error(request, str(error) if blocked else _("Somebody else was quicker. Look again."))
            return redirect("placements:supervisor", pk)
        messages.success(request, _("Thank you. The supervisor gets a letter."))
        return redirect("placements:home")
    context = {"placement": placement, "form": form}
    return render(request, "placements/supervisor.html", context, status=400 if form.errors else 200)


@public
def answer(request, token):
    """The page behind the link in the letter. Opening it changes nothing, because mail filters open links too."""
    try:
        placement, manager = answers.read(token)
    except answers.Expired:
        return render(request, "placements/answer_gone.html", {"expired": True}, status=410)
    except answers.Unreadable:
        return render(request, "placements/answer_gone.html", status=404)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _answered(placement, form.why_not, manager)
        return redirect("placements:answer", token)
    note(manager, Event.Act.READ, placement, purpose="answer-link")
    context = {
        "placement": placement,
        "token": token,
        "form": form,
        "open": placement.status == State.PROPOSED,
    }
    return render(request, "placements/answer.html", context, status=400 if form.is_bound else 200)


@require_POST
@allow(Act.DECIDE)
def still_true(request, pk):
    """One click that says: the seats we offer still hold."""
    site = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    count = seats.still_true(site, by=request.user)
    messages.success(
        request, ngettext("%(n)s seat is confirmed.", "%(n)s seats are confirmed.", count) % {"n": count}
    )
    return redirect("placements:home")


@allow(Act.READ_FIGURES)
def worth_of_sharing(request):
    """What the shared entrance is worth, by the latest run; figures only."""
    run = Run.objects.visible_to(request.user).filter(status=RunState.DONE).first()
    return render(
        request,
        "placements/worth.html",
        {
            "run": run,
            "heading": _("What the shared entrance is worth"),
            "pictures": run and worth.departments(run),
            "fewest": worth.FEWEST,
        },
    )
