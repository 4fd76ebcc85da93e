"""The supervisor's pages, made for a phone: my trainees, one of them, the log, the goals."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from placements.models import Placement, State
from placements.models.placement import TAKEN
from portal.access import allow
from portal.audit import Event, note
from portal.flow import Refused
from portal.roles import Act

from .. import actions, forms, overview
from ..models import LanguageSession, LogEntry, PlanItem, Situation
from ..rules import PHRASES

KINDS = {  # the four things one can log, as they are called in addresses
    "language": (gettext_lazy("Language"), forms.LanguageForm),
    "shift": (gettext_lazy("Shift"), forms.ShiftForm),
    "talk": (gettext_lazy("Talk"), forms.TalkForm),
    "note": (gettext_lazy("Note"), forms.NoteForm),
}
A_PAGE = 30


@allow(Act.MENTOR)
def home(request):
    """Each trainee a card, with what waits."""
    today = timezone.localdate()
    mine = Placement.objects.visible_to(request.user).filter(status__in=TAKEN).order_by("starts", "pk")
    page = Paginator(overview.with_counts(mine, today), A_PAGE).get_page(request.GET.get("page"))
    supervisor = getattr(request.user, "supervisor", None)
    context = {
        "page": page,
        "cards": [overview.Card(placement, today) for placement in page],
        "supervisor": supervisor,
        "training": supervisor and supervisor.trainings.first(),
        "today": today,
    }
    return render(request, "mentoring/home.html", context)


@allow(Act.MENTOR)
def placement(request, pk):
    """One trainee: who and when, the plan, the language support, the goals, the log in brief."""
    shown = get_object_or_404(Placement.objects.visible_to(request.user).named(), pk=pk)
    note(request.user, Event.Act.READ, shown)
    today = timezone.localdate()
    sessions = list(shown.language_sessions.all())
    latest, older = overview.diary(sessions, shown.log.all())
    context = {
        "placement": shown,
        "card": overview.Card(shown, today),
        "today": today,
        "tracks": list(overview.tracks(shown.plan.all(), today)),
        "followed": shown.status in TAKEN,
        "active": shown.status == State.ACTIVE,
        "supported": overview.supported(shown, request.user),
        "chart": overview.minutes(sessions),
        "goals": shown.goals.all(),
        "latest": latest,
        "older": older,
    }
    return render(request, "mentoring/placement.html", context)


@require_POST
@allow(Act.MENTOR)
def begin(request, pk):
    """She is here: the placement starts."""
    row = get_object_or_404(Placement.objects.visible_to(request.user), pk=pk)
    if row.status != State.ACTIVE and _did(request, actions.begin, row):
        messages.success(request, _("The placement has begun. Tick off the plan as you go."))
    return redirect("mentoring:placement", pk)


@require_POST
@allow(Act.MENTOR)
def tick_off(request, pk, item):
    """An item of the plan is done."""
    return _follow(request, pk, item, actions.tick_off)


@require_POST
@allow(Act.MENTOR)
def untick(request, pk, item):
    """An item of the plan isn't done after all."""
    return _follow(request, pk, item, actions.untick)


def _follow(request, pk, item, action):
    items = PlanItem.objects.visible_to(request.user).select_related("placement")
    found = get_object_or_404(items, pk=item, placement=pk)
    _did(request, action, found)
    return redirect(f"{reverse('mentoring:placement', args=[pk])}#plan-{found.track}")


@allow(Act.MENTOR)
def log(request, pk, kind):
    """One thing that happened, in under a minute."""
    row = get_object_or_404(Placement.objects.visible_to(request.user).named(), pk=pk)
    if kind not in KINDS:
        raise Http404
    form = KINDS[kind][1](request.POST or None, starts=row.starts)
    if form.is_valid() and (written := _did(request, _write, row, kind, form.cleaned_data)):
        return redirect("mentoring:logged", pk, kind, written.pk)
    if request.method == "GET" and row.status != State.ACTIVE:
        messages.warning(request, _("The log is open while the placement is in progress."))
        return redirect("mentoring:placement", pk)
    kinds = [{"key": key, "words": words, "here": key == kind} for key, (words, _form) in KINDS.items()]
    phrases = [(situation, PHRASES[situation]) for situation in Situation] if kind == "language" else []
    context = {"placement": row, "form": form, "kind": kind, "kinds": kinds, "phrases": phrases}
    return render(request, "mentoring/log.html", context)


def _write(row, kind, said, *, by):
    if kind == "language":
        return actions.log_session(row, by=by, **said)
    return actions.log_entry(row, by=by, kind=kind, **said)


@allow(Act.MENTOR)
def logged(request, pk, kind, entry):
    """The receipt: what was written down, and what one can say in that situation."""
    if kind == "language":
        found = get_object_or_404(LanguageSession.objects.visible_to(request.user), pk=entry, placement=pk)
    else:
        rows = LogEntry.objects.visible_to(request.user)
        found = get_object_or_404(rows, pk=entry, placement=pk, kind=kind)
    row = get_object_or_404(Placement.objects.visible_to(request.user).named(), pk=pk)
    phrases = PHRASES[found.situation] if kind == "language" else []
    context = {"placement": row, "entry": found, "kind": kind, "phrases": phrases, "words": KINDS[kind][0]}
    return render(request, "mentoring/logged.html", context)


@allow(Act.MENTOR)
def goals(request, pk):
    """How far each goal has come, and a new one."""
    row = get_object_or_404(Placement.objects.visible_to(request.user).named(), pk=pk)
    adding = "add" in request.POST
    data = request.POST or None
    levels = forms.LevelsForm(None if adding else data, goals=row.goals.all())
    goal = forms.GoalForm(data if adding else None)
    if adding and goal.is_valid() and _did(request, actions.add_goal, row, **goal.cleaned_data):
        messages.success(request, _("The goal is set."))
        return redirect("mentoring:goals", pk)
    if levels.is_valid() and _did(request, _set_levels, row, levels.levels):
        messages.success(request, _("The levels are saved."))
        return redirect("mentoring:placement", pk)
    context = {"placement": row, "levels": levels, "goal": goal, "open": row.status in TAKEN}
    return render(request, "mentoring/goals.html", context)


def _set_levels(row, levels, *, by):
    actions.set_levels(row, levels, by=by)
    return True


def _did(request, action, *args, **kwargs):
    """What the action gives, or True; None and a message where the placement has moved on meanwhile."""
    try:
        return action(*args, by=request.user, **kwargs) or True
    except Refused:
        sorry = _("This placement has moved on, so nothing was changed. Here is how it stands now.")
        messages.warning(request, sorry)
