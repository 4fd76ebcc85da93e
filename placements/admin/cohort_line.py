"""One line of the board: why she is proposed there, why not elsewhere, and what another place would cost."""

import re

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.admin import RoleAdmin
from portal.flow import Refused
from portal.roles import Act

from ..cohort import acts
from ..cohort.board import Line, Options
from ..cohort.settled import standing_of
from ..models import Proposal, Ruling

WAY = re.compile(
    r"\d{1,8}:-?\d{1,8}:-?\d{1,8}"
)  # a kind of seat, and what it costs: fewer placed, and points


@admin.register(Proposal)
class ProposalAdmin(RoleAdmin):
    """Proposals are reached from their run; there is no list of all."""

    sees = (Act.PLACE,)
    watched = True

    def has_module_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).named().select_related("run")

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:placements_run_changelist")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.record(request, object_id)
        if request.method == "POST":
            return self.act(request, proposal)
        options = Options(proposal, standing_of(proposal.run))
        chosen = request.GET.get("kind", "")
        chosen = int(chosen) if chosen.isdecimal() and len(chosen) < 9 else None
        return self.page(
            request,
            "admin/placements/cohort/line.html",
            proposal.application.name,
            line=Line(proposal, list(proposal.run.rulings.filter(application=proposal.application_id))),
            run=proposal.run,
            shown=options.shown(chosen) if proposal.placement is None else [],
            choices=options.choices(),
            chosen=chosen,
            best=round(proposal.best / 10),
        )

    def act(self, request, proposal):
        act, _colon, key = request.POST.get("act", "").partition(":")
        try:
            if act == "change" and WAY.fullmatch(key):
                kind, *shown = map(int, key.split(":"))
                acts.change(proposal, kind, tuple(shown), by=request.user)
                messages.success(request, _("Changed and locked. The others stand as the page had said."))
            elif act == "not_here" and proposal.seat:
                acts.settle(proposal, Ruling.What.NOT_HERE, by=request.user)
                messages.success(
                    request, _("Kept for the next run: not at this site. Until then she stays here.")
                )
            else:
                raise BadRequest
        except Refused:
            messages.error(
                request,
                _("Nothing is changed: somebody else has changed the run. Here is what it costs by now."),
            )
        return redirect("admin:placements_proposal_change", proposal.pk)
