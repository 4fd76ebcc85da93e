"""Placements in the admin: the list with its queues, and a page where each step is one button."""

import django_filters as filters
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from intake.models import Department
from portal.lists import LongListAdmin, department_filter, queue_filter
from portal.roles import Act

from .. import actions, desk
from ..forms import ConfirmForm, ReasonForm
from ..models import Kind, Placement, State


class PlacementFilters(filters.FilterSet):
    """Everything a list of placements can be narrowed by."""

    queue = queue_filter(desk.QUEUES)
    department = department_filter(Department.objects, desk.of)
    status = filters.ChoiceFilter(label=_("Status"), empty_label=_("All"), choices=State.choices)
    kind = filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"), choices=Kind.choices)


@admin.register(Placement)
class PlacementAdmin(LongListAdmin):
    sees = (Act.PLACE,)
    watched = True
    list_display = ["person", "place", "department", "status", "starts", "ends", "supervisor"]
    filters = PlacementFilters
    search_fields = ["application__reference", "application__about__family_name", "seat__site__name"]
    search_help_text = _("Reference, last name or site")

    def order(self, chosen):
        return "starts", True

    def get_queryset(self, request):
        return super().get_queryset(request).named()

    def get_object(self, request, object_id, from_field=None):
        rows = self.get_queryset(request)
        return rows.filter(pk=object_id).first() if str(object_id).isdecimal() else None

    @admin.display(description=_("name"))
    def person(self, row):
        return row.person

    @admin.display(description=_("site"))
    def place(self, row):
        return row.seat.site

    @admin.display(description=_("department"))
    def department(self, row):
        return row.seat.site.department

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One placement: what is agreed, and the next step."""
        if request.method == "POST":
            return self.act(request, object_id)
        return self.show(request, self.record(request, object_id))

    def show(self, request, placement, status=200, **bound):
        forms = {"confirm": confirming(placement), "decline": ReasonForm(), "cancel": ReasonForm()}
        forms["name"] = confirming(placement)
        page = self.page(
            request,
            "admin/placements/placement/change_form.html",
            placement.person,
            original=placement,
            placement=placement,
            can=[str(state) for state in Placement.moves.get(placement.status, ())],
            history=[
                {"at": step.at, "words": State(step.now).label, "by": step.by or ""}
                for step in placement.history()
            ],
            forms=forms | bound,
        )
        page.status_code = status
        return page

    def act(self, request, key):
        placement = self.get_object(request, key)
        if placement is None:
            raise Http404
        try:
            if form := self.take(request, placement):
                return self.show(request, placement, status=400, **{request.POST["act"]: form})
        except actions.Blocked as error:
            messages.error(request, str(error))
        except actions.Refused:
            messages.error(request, _("Somebody else was quicker. This is how the placement stands now."))
        else:
            messages.success(request, _("Saved: %(status)s.") % {"status": placement.get_status_display()})
        return redirect("admin:placements_placement_change", placement.pk)

    def take(self, request, placement):
        """Do what a button asks for; gives the form back when something in it is wrong."""
        act, by = request.POST.get("act"), request.user
        if act == "accept":
            return actions.accept(placement, by=by)
        forms = {"confirm": confirming, "name": confirming, "decline": reason, "cancel": reason}
        if act not in forms:
            raise BadRequest
        form = forms[act](placement, request.POST)
        if not form.is_valid():
            return form
        step = {"name": "name_supervisor"}.get(act, act)
        return getattr(actions, step)(placement, *form.cleaned_data.values(), by=by)


def confirming(placement, data=None):
    """The form that agrees a placement, with those supervisors who can take her."""
    return ConfirmForm(
        data, supervisors=actions.supervisors(placement), initial={"supervisor": placement.supervisor_id}
    )


def reason(placement, data=None):
    return ReasonForm(data)
