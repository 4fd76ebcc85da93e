"""The register of partners: who they are, where we stand with them, what is agreed and until when."""

import django_filters as filters
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.admin import RoleInline
from portal.flow import Refused
from portal.lists import LongListAdmin, queue_filter
from portal.roles import Act
from portal.text import ICONS, distance, short_day

from .. import desk, overview, partners
from ..models import Agreement, Contact, Partner, Programme

KEEPS = (Act.REVIEW, Act.CONFIGURE)
TONES = {"new": "note", "active": "now", "paused": "wait", "ended": "stop"}
STEPS = {  # where a button leads and what it says
    Partner.Status.ACTIVE: _("We work together now"),
    Partner.Status.PAUSED: _("Pause for a while"),
    Partner.Status.ENDED: _("End it"),
}
STOPS = (
    _("Stop the link they have?"),
    _("Whoever has it can't refer anybody by it any longer, and it never works again."),
    _("Yes, stop the link"),
)
LINKS = {"renew": partners.renew_link, "revoke": partners.revoke_link}


class PartnerFilters(filters.FilterSet):
    """Everything the register can be narrowed by."""

    queue = queue_filter(desk.PARTNER_QUEUES)
    kind = filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"), choices=Partner.Kind.choices)
    status = filters.ChoiceFilter(label=_("Status"), empty_label=_("All"), choices=Partner.Status.choices)
    programmes = filters.ModelChoiceFilter(
        label=_("Programme"), empty_label=_("All"), queryset=Programme.objects.all()
    )


class ContactInline(RoleInline):
    model = Contact
    changes = deletes = KEEPS


class AgreementInline(RoleInline):
    model = Agreement
    changes = deletes = KEEPS


@admin.register(Partner)
class PartnerAdmin(LongListAdmin):
    changes = KEEPS
    watched = True
    change_form_template = "admin/intake/partner/change_form.html"
    fields = ["name", "kind", "cvr", "programmes"]
    inlines = [ContactInline, AgreementInline]
    list_display = ["name", "kind", "standing", "agreed_until", "referred"]
    filters = PartnerFilters
    search_fields = ["name", "cvr", "contacts__name"]
    search_help_text = _("Name, CVR or contact person")

    def get_queryset(self, request):
        return desk.with_agreement(super().get_queryset(request), timezone.localdate())

    def order(self, chosen):
        return "name", False

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **kwargs, widget=CheckboxSelectMultiple, required=False
        )

    @admin.display(description=_("status"))
    def standing(self, row):
        tone = TONES[row.status]
        return overview.tag(row.get_status_display(), tone if tone in ICONS else "note")

    @admin.display(description=_("agreed until"))
    def agreed_until(self, row):
        if row.last_day is None:
            return _("no last day") if row.has_agreement else ""
        return f"{short_day(row.last_day)} ({distance(row.last_day)})"

    @admin.display(description=_("referred"))
    def referred(self, row):
        return row.referred

    def save_model(self, request, obj, form, change):
        if change:
            obj.save()
        else:
            partners.enter(obj, by=request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form of the record, and below it what isn't typed: the status, the link, the figures."""
        if request.method == "POST" and "act" in request.POST:
            return self.act(request, object_id)
        found = self.get_object(request, object_id)
        more = self.beside(found) if found else {}
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def beside(self, partner):
        steps = [(to, words) for to, words in STEPS.items() if partner.can(to)]
        history = [
            {"at": step.at, "words": Partner.Status(step.now).label, "by": step.by or ""}
            for step in partner.history()
        ][::-1]
        address = reverse("door:partner", args=[partner.token]) if partner.has_link else ""
        return {
            "partner": partner,
            "steps": steps,
            "history": history,
            "address": address,
            "counts": partner.counts(),
        }

    def act(self, request, key):
        """Do what a button below the form asks for."""
        partner = self.get_object(request, key)
        if partner is None or not self.has_change_permission(request, partner):
            raise Http404
        act = request.POST["act"]
        if act in LINKS and partner.has_link and (page := self.unsure(request, *STOPS)):
            return page
        if act in LINKS:
            LINKS[act](partner, by=request.user)
            messages.success(
                request,
                _("Saved. The link is shown below.") if partner.has_link else _("The link no longer works."),
            )
        elif act in STEPS:
            self.step(request, partner, act)
        else:
            raise BadRequest
        return redirect("admin:intake_partner_change", partner.pk)

    def step(self, request, partner, to):
        try:
            partner.move(to, by=request.user)
        except Refused:
            messages.error(request, _("Somebody else was quicker. This is how the partner stands now."))
        else:
            messages.success(request, _("Saved: %(status)s.") % {"status": partner.get_status_display()})
