"""The workbench: one person in the middle, every place that is open beside her, with reasons."""

import django_filters as filters
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake import desk as intake_desk
from intake import overview
from intake.admin.filters import danish_filter, profession_filter
from intake.models import Application, Department, Status
from intake.models.volunteer import with_volunteering
from portal.audit import Event, note
from portal.lists import LongListAdmin, department_filter
from portal.roles import Act

from .. import actions
from ..coverage import coverage
from ..fits import Fits
from ..forms import GroundworkForm
from ..models import Workbench
from ..picture import fit_and_way
from .asking import asked, seat_chosen
from .narrowed import Places
from .seat_bench import SeatBench

A_PAGE = 20
NEARLY = 5


class ReadyFilters(filters.FilterSet):
    """What the list of those who are ready can be narrowed by."""

    department = department_filter(Department.objects, intake_desk.wants)
    profession = profession_filter()
    danish = danish_filter()


@admin.register(Workbench)
class WorkbenchAdmin(SeatBench, LongListAdmin):
    """Those who are ready to match, the longest waiting first; each opens her own workbench."""

    sees = (Act.PLACE,)
    filters = ReadyFilters
    list_display = ["reference", "person", "profession", "danish", "submitted_at"]
    list_select_related = ["about", "applicant", "background__profession", "languages"]
    search_fields = ["reference", "about__given_name", "about__family_name"]
    search_help_text = _("Reference or name")

    def order(self, chosen):
        return "submitted_at", False

    def get_queryset(self, request):
        return super().get_queryset(request).matchable()

    def get_urls(self):
        mine = path("<int:key>/", self.admin_site.admin_view(self.workbench), name="placements_workbench")
        return [mine, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:placements_workbench", object_id)

    @admin.display(description=_("name"), ordering="about__given_name")
    def person(self, row):
        return row.name

    @admin.display(description=_("profession"))
    def profession(self, row):
        background = row.section("background")
        return background and background.profession

    @admin.display(description=_("Danish"))
    def danish(self, row):
        return overview.danish(row.section("languages"))

    def workbench(self, request, key):
        """Everything open for one person; a chosen seat gets the form that asks the site."""
        application = self.person_at(request, key)
        groundwork = agreed(request, application)
        if groundwork.is_bound and groundwork.is_valid():
            actions.settle(application, **groundwork.cleaned_data, by=request.user)
            messages.success(request, _("Saved. The places are ranked anew."))
            return redirect(request.get_full_path())
        seat, form = seat_chosen(request), None
        if seat and not groundwork.is_bound:
            form, elsewhere = asked(request, application, seat)
            if elsewhere:
                return elsewhere
        return self.show(request, application, seat, form, groundwork)

    def person_at(self, request, key):
        if not self.has_view_permission(request):
            raise Http404
        rows = with_volunteering(
            Application.objects.visible_to(request.user).with_sections().select_related("groundwork")
        )
        application = rows.filter(pk=key).first()
        if application is None:
            raise Http404
        note(request.user, Event.Act.READ, application, purpose="workbench")
        return application

    def next_to(self, request, application):
        """Who comes after her among those who are ready, the longest waiting first."""
        sent = application.submitted_at
        later = Q(submitted_at__gt=sent) | Q(submitted_at=sent, pk__gt=application.pk)
        rows = Application.objects.visible_to(request.user).matchable().filter(later)
        return rows.order_by("submitted_at", "pk").values_list("pk", flat=True).first()

    def show(self, request, application, seat, form, groundwork):
        answer = self.page(
            request,
            "admin/placements/workbench/workbench.html",
            _("Find a place"),
            **self.for_person(request, application, seat),
            application=application,
            can_propose=application.can(Status.PROPOSED),
            seat=seat,
            form=form,
            groundwork=groundwork,
        )
        answer.status_code = 400 if (form and form.errors) or groundwork.errors else 200
        return answer

    def for_person(self, request, application, seat):
        """What the page shows of the places beside her, narrowed by what its address asks for."""
        asked_for, picked = Places(request.GET), overview.Picked(application)
        fits = Fits(application, timezone.localdate(), asked_for.kind, picked=picked.keys)
        possible, nearly = (fits.within(each, asked_for) for each in (fits.possible, fits.nearly))
        page = Paginator(possible, A_PAGE).get_page(request.GET.get("page"))
        return {
            "asked_for": asked_for,
            "here": "&".join(filter(None, [f"seat={seat.pk}" if seat else "", asked_for.kept])),
            "at_a_glance": overview.at_a_glance(application, picked, request.user),
            "found": fits,
            "coverage": coverage(fits, picked.keys["settings", application.pk]),
            "page": page,
            "places": fits.places(page.object_list),
            "nearly": fits.places(nearly[:NEARLY]),
            "possible_count": len(possible),
            "nearly_count": len(nearly),
            "misses": fits.misses(),
            "chosen": fits.at_seat(seat),
            "compared": fits.compared(asked_for.compared),
            "picture": fit_and_way(_("Place"), fits.ways(page.object_list)),
            "next": self.next_to(request, application),
        }


def agreed(request, application):
    """The form of what is agreed with her; filled in where its own button was pressed."""
    sent = request.POST if request.POST.get("act") == "groundwork" else None
    return GroundworkForm(sent, instance=getattr(application, "groundwork", None), user=request.user)
