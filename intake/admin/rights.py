"""Requests for erasure as a worklist: the most urgent first, each answered by erasing or by a reason."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.admin import ReadOnlyAdmin
from portal.flow import Refused
from portal.roles import Act
from portal.text import distance, short_day, tone

from .. import overview, rights
from ..models import DataRequest


@admin.register(DataRequest)
class DataRequestAdmin(ReadOnlyAdmin):
    """Nothing is edited: a request is carried out, or refused with a reason that becomes a letter."""

    sees = (Act.REVIEW, Act.CONFIGURE)
    watched = True
    change_form_template = "admin/intake/datarequest/change_form.html"
    list_display = ["__str__", "standing", "asked_on", "due"]
    list_filter = ["status"]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("status"), ordering="status")
    def standing(self, row):
        words = row.get_status_display()
        return overview.tag(words, "wait" if row.status == DataRequest.Status.OPEN else tone("ready"))

    @admin.display(description=_("answer by"), ordering="due_on")
    def due(self, row):
        if row.status != DataRequest.Status.OPEN:
            return ""
        return f"{short_day(row.due_on)} ({distance(row.due_on)})"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        asked = self.record(request, object_id)
        if request.method == "POST":
            return self.answer(request, asked)
        reasons = [choice for choice in DataRequest.WhyNot.choices]
        return self.page(
            request,
            self.change_form_template,
            str(asked),
            original=asked,
            asked=asked,
            is_open=asked.status == DataRequest.Status.OPEN,
            reasons=reasons,
        )

    def answer(self, request, asked):
        """Carry it out, asked once more, or refuse it with the reason that was chosen."""
        why = request.POST.get("why_not", "")
        unsure = self.unsure(
            request,
            _("Erase everything about this person?"),
            _("The application, the documents, the letters and the account are gone for good."),
            _("Yes, erase everything"),
        )
        if "erase" in request.POST and unsure:
            return unsure
        try:
            if "erase" in request.POST:
                rights.erase(asked, by=request.user)
                messages.success(request, _("Everything about this person is erased."))
            elif why in DataRequest.WhyNot:
                rights.refuse(asked, why, by=request.user)
                messages.success(request, _("The person gets a letter with the reason."))
            else:
                messages.error(request, _("Choose what to do with the request."))
        except Refused:
            messages.error(
                request,
                _(
                    "It was not erased: there is a placement, or somebody has answered already. Give a reason."
                ),
            )
        return redirect("admin:intake_datarequest_change", asked.pk)
