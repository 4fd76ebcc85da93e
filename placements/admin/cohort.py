"""Cohort runs: started and stopped here, and the board where a coordinator settles, changes and approves."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intake.models import Application
from portal.admin import NATIVE, RoleAdmin
from portal.flow import Refused
from portal.roles import Act

from .. import tasks
from ..cohort import acts, approving, worth
from ..cohort.board import Board
from ..models import Kind, Proposal, Ruling, Run, Seat

AT_ONCE = 100  # approved by one press of the button
SETTLED = {
    Ruling.What.LOCK: _("Locked. No change moves her, and the next run keeps her here."),
    Ruling.What.LEAVE_OUT: _(
        "Left out. She isn't approved with the others and isn't in the next run, which gives her place away. "
        "In this run the place stays hers, unless you give it to somebody else."
    ),
}


class RunForm(forms.ModelForm):
    """The day and the legal kind a run is for."""

    class Meta:
        model = Run
        fields = ["on", "kind"]
        labels = {"on": _("Seats that are open from"), "kind": _("Legal kind")}
        widgets = {"on": NATIVE[models.DateField]["widget"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Not decided yet")), *Kind.choices]

    def clean_on(self):
        if self.cleaned_data["on"] < timezone.localdate():
            raise forms.ValidationError(_("The day is over. Choose today or a later day."))
        return self.cleaned_data["on"]


@admin.register(Run)
class RunAdmin(RoleAdmin):
    sees = adds = (Act.PLACE,)
    list_display = ["__str__", "on", "status", "placed", "unplaced", "asked_by", "asked_at"]
    list_select_related = ["asked_by"]

    def get_urls(self):
        def mine(tail, view, name):
            return path(f"<int:object_id>/{tail}/", self.admin_site.admin_view(view), name=name)

        return [
            mine("progress", self.progress, "placements_run_progress"),
            mine("compare", self.compare, "placements_run_compare"),
            *super().get_urls(),
        ]

    @admin.display(description=_("placed"))
    def placed(self, row):
        return row.totals.get("placed", "")

    @admin.display(description=_("without a place"))
    def unplaced(self, row):
        return row.totals.get("unplaced", "")

    def add_view(self, request, form_url="", extra_context=None):
        """Start a run for everybody who is ready and every seat that is open."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RunForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.start(request, **form.cleaned_data)
        today = timezone.localdate()
        page = self.page(
            request,
            "admin/placements/cohort/start.html",
            _("Match a cohort"),
            form=form,
            ready=Application.objects.matchable().count(),
            seats=Seat.objects.offered(today).count(),
            earlier=Run.objects.visible_to(request.user)[:3],
        )
        page.status_code = 400 if form.errors else 200
        return page

    def start(self, request, *asked, **more):
        """Hand a new run to the worker, and lead to it; to the one under way where it is asked for twice."""
        try:
            run = acts.start(*asked, **more, by=request.user)
            tasks.enqueue(run.pk)
        except acts.UnderWay as twin:
            run = twin.run
            messages.info(request, _("This run is under way already. Stop it first to start another one."))
        return redirect("admin:placements_run_change", run.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """How far a run is, or its board."""
        run = self.record(request, object_id)
        if request.method == "POST":
            return self.act(request, run)
        if run.status != "ready":
            return self.page(request, "admin/placements/cohort/progress.html", str(run), run=run)
        if run.figures_only:
            return self.page(request, "admin/placements/cohort/figures.html", str(run), run=run)
        board = Board(run, request.user, request.GET.get("left", ""), request.GET.get("page"))
        return self.page(
            request,
            "admin/placements/cohort/board.html",
            str(run),
            run=run,
            board=board,
            at_once=AT_ONCE,
            floor=round((run.floor or 0) / 10),
        )

    def progress(self, request, object_id):
        """The part of the page that is asked for again until the run has ended."""
        run = self.record(request, object_id)
        return render(request, "admin/placements/cohort/state.html", {"run": run})

    def compare(self, request, object_id):
        """Other ways to fill the places, and what the shared entrance is worth."""
        run = self.record(request, object_id)
        if run.status != "ready":
            raise Http404
        return self.page(
            request,
            "admin/placements/cohort/compare.html",
            _("Other ways and what the shared entrance is worth"),
            run=run,
            sections=[
                (_("What the shared entrance is worth"), worth.departments(run)),
                (_("Other ways to fill the places"), worth.alternatives(run)),
            ],
        )

    # --- what the buttons do -----------------------------------------------------------------------------
    def act(self, request, run):
        act, _colon, key = request.POST.get("act", "").partition(":")
        doing = {
            "stop": self.stop,
            "again": self.again,
            "rematch": self.rematch,
            "approve": self.approve,
            "approve_chosen": self.approve_chosen,
            "approve_all": self.approve_all,
            "lock": self.settle,
            "leave_out": self.settle,
            "free": self.free,
        }
        if act not in doing:
            raise BadRequest
        try:
            return doing[act](request, run, key) or self.back(request, run, key)
        except Refused:
            messages.error(request, _("Somebody else was quicker. This is how the run stands now."))
            return self.back(request, run)

    def back(self, request, run, key=""):
        """To where the button was pressed: the same page of the board, and the line."""
        query = request.META.get("QUERY_STRING", "")
        here = reverse("admin:placements_run_change", args=[run.pk])
        return redirect(here + (f"?{query}" if query else "") + (f"#line-{key}" if key else ""))

    def line(self, request, run, key):
        rows = Proposal.objects.visible_to(request.user).filter(run=run).select_related("run", "seat")
        found = rows.filter(pk=key).first() if key.isdecimal() else None
        if found is None:
            raise Http404
        return found

    def stop(self, request, run, key):
        acts.stop(run, by=request.user)
        messages.success(request, _("The run is stopped. Nothing of it is kept."))

    def again(self, request, run, key):
        return self.start(request, max(run.on, timezone.localdate()), run.kind, run)

    def rematch(self, request, run, key):
        moved = acts.rematch(run, by=request.user)
        said = ngettext("Matched again: %(n)s person moves.", "Matched again: %(n)s people move.", moved)
        messages.success(request, said % {"n": moved})

    def approve(self, request, run, key):
        self.ask(request, [self.line(request, run, key)])

    def approve_chosen(self, request, run, key):
        keys = [each for each in request.POST.getlist("chosen") if each.isdecimal()]
        rows = Proposal.objects.visible_to(request.user).filter(run=run, pk__in=keys)
        self.ask(request, list(rows.to_decide()[:AT_ONCE]))

    def approve_all(self, request, run, key):
        rows = Proposal.objects.visible_to(request.user).filter(run=run).to_approve().select_related("seat")
        found = list(rows[:AT_ONCE])
        if found and (page := self.unsure(request, *self.sure_of(found))):
            return page
        return self.ask(request, found)

    def sure_of(self, found):
        """What approving all means: (title, words, what the button says)."""
        people = ngettext("%(n)s person", "%(n)s people", len(found)) % {"n": len(found)}
        count = len({each.seat.site_id for each in found})
        sites = ngettext("%(n)s site", "%(n)s sites", count) % {"n": count}
        words = _(
            "We ask %(sites)s about %(people)s. Each site gets a letter and answers yes or no. "
            "Those you have left out are not among them."
        )
        said = {"people": people, "sites": sites}
        return _("Approve %(people)s?") % said, words % said, _("Yes, ask %(sites)s") % said

    def ask(self, request, proposals):
        """Ask the sites; say how many were asked and how many have something in the way."""
        done, refused = approving.approve(proposals, by=request.user)
        if done:
            said = ngettext("We have asked for %(n)s person.", "We have asked for %(n)s people.", done)
            messages.success(request, said % {"n": done})
        if refused:
            said = ngettext(
                "For %(n)s person something has come in the way: it stands at the line.",
                "For %(n)s people something has come in the way: it stands at the lines.",
                refused,
            )
            messages.warning(request, said % {"n": refused})
        if not proposals:
            messages.warning(request, _("Nobody was chosen. Tick the lines to approve."))
        elif not done and not refused:
            messages.info(request, _("That was approved already. Nobody was asked twice."))

    def settle(self, request, run, key):
        what = Ruling.What(request.POST["act"].partition(":")[0])
        acts.settle(self.line(request, run, key), what, by=request.user)
        messages.success(request, SETTLED[what])

    def free(self, request, run, key):
        acts.unsettle(self.line(request, run, key), by=request.user)
        messages.success(request, _("Taken back. She stays here; a change or the next run may move her."))
