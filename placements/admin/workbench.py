"""The workbench: one person in the middle, every place that is open beside her, with reasons."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake import overview
from intake.models import Application, Department, Status
from intake.models.volunteer import with_volunteering
from portal.admin import RoleAdmin
from portal.audit import Event, note
from portal.roles import Act

from .. import actions, rules
from ..fits import Fits, wanted
from ..forms import ProposeForm
from ..models import Kind, Seat, Workbench

A_PAGE = 25
NEARLY = 10


@admin.register(Workbench)
class WorkbenchAdmin(RoleAdmin):
    """Those who are ready to match, the longest waiting first; each opens her own workbench."""

    sees = (Act.PLACE,)
    list_display = ["reference", "person", "profession", "danish", "submitted_at"]
    list_select_related = ["about", "applicant", "background__profession", "languages"]
    search_fields = ["reference", "about__given_name", "about__family_name"]
    search_help_text = _("Reference or name")
    ordering = ["submitted_at", "pk"]

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
        seat = self.seat_chosen(request)
        form = None
        if seat and application.can(Status.PROPOSED):
            form = ProposeForm(request.POST or None, seat=seat, initial=first_offer(application, seat))
            if (
                request.method == "POST"
                and form.is_valid()
                and self.propose(request, application, seat, form)
            ):
                return redirect("admin:intake_application_change", application.pk)
        return self.show(request, application, seat, form)

    def person_at(self, request, key):
        if not self.has_view_permission(request):
            raise Http404
        rows = with_volunteering(Application.objects.visible_to(request.user).with_sections())
        application = rows.filter(pk=key).first()
        if application is None:
            raise Http404
        note(request.user, Event.Act.READ, application, purpose="workbench")
        return application

    def seat_chosen(self, request):
        key = request.GET.get("seat", "")
        seats = Seat.objects.visible_to(request.user).select_related("site__area__department")
        return seats.filter(pk=key).first() if key.isdecimal() else None

    def propose(self, request, application, seat, form) -> bool:
        try:
            placement = actions.propose(application, seat, **form.cleaned_data, by=request.user)
        except actions.Blocked as error:
            form.add_error(None, str(error))
            return False
        except actions.Refused:
            form.add_error(None, _("Somebody else was quicker. Look at the application before you go on."))
            return False
        messages.success(request, _("We have asked %(site)s.") % {"site": placement.seat.site})
        if not seat.site.managers():
            messages.warning(
                request, _("Nobody leads this site in the portal, so no letter was sent: call the site.")
            )
        return True

    def show(self, request, application, seat, form):
        department, kind = request.GET.get("department", ""), request.GET.get("kind", "")
        kind = kind if kind in Kind else ""
        picked = overview.Picked(application)
        fits = Fits(application, timezone.localdate(), kind, picked=picked.keys)
        pages = Paginator(fits.within(fits.possible, department), A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        answer = self.page(
            request,
            "admin/placements/workbench/workbench.html",
            _("Find a place"),
            application=application,
            at_a_glance=overview.at_a_glance(application, picked),
            can_propose=application.can(Status.PROPOSED),
            page=page,
            places=fits.places(page.object_list),
            nearly=fits.places(fits.within(fits.nearly, department)[:NEARLY]),
            possible_count=len(fits.possible),
            nearly_count=len(fits.nearly),
            misses=fits.misses(),
            seat=seat,
            chosen=fits.at_seat(seat),
            form=form,
            department=department,
            departments=Department.objects.all(),
            kind=kind,
            kinds=Kind.choices,
        )
        answer.status_code = 400 if form and form.errors else 200
        return answer


def first_offer(application, seat):
    """Days and hours to begin with: what she wishes, within what the seat offers."""
    starts, ends = wanted(application, max(timezone.localdate(), seat.opens))
    wishes = application.section("wishes")
    hours = (wishes and wishes.weekly_hours) or rules.FULL_TIME
    return {"starts": starts, "ends": min(ends, seat.closes), "weekly_hours": min(hours, seat.weekly_hours)}
