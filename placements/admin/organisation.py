"""Areas, sites, seats, supervisors, and who belongs where."""

from django import forms
from django.contrib import admin
from django.db.models import Case, Count, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Tongue
from intake.models.sections import Shift
from portal.admin import RoleAdmin, RoleInline
from portal.models import User
from portal.roles import Act, Role
from portal.text import short_day

from ..models import (
    Area,
    Check,
    Member,
    Risk,
    Seat,
    Site,
    SitePartners,
    SiteTask,
    Supervisor,
    SupervisorShare,
)
from ..models.agreement import standing
from ..models.organisation import HOSTS
from ..timeline import Timeline
from .parts import SEAT_FIELDS, PlaceDoors, SeatForm, ShareInline

PLACE = ["address", "postcode", "district", ("latitude", "longitude"), "stop", "travel_note", "first_bus"]
DANISH = [("min_oral", "min_written"), ("preferred_oral", "preferred_written"), "language_support"]


@admin.register(Area)
class AreaAdmin(PlaceDoors, RoleAdmin):
    list_display = ["name", "department"]
    list_filter = ["department"]
    list_select_related = ["department"]
    search_fields = ["name"]


class SeatInline(PlaceDoors, RoleInline):
    model = Seat
    form = SeatForm
    fields = [*SEAT_FIELDS, "version"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("site")


class AgreementFilter(admin.SimpleListFilter):
    """Sites whose seats are closed because they have no valid quality agreement, and the others."""

    title = _("quality agreement")
    parameter_name = "agreement"

    def lookups(self, request, model_admin):
        return [("valid", _("Valid")), ("missing", _("Missing or run out"))]

    def queryset(self, request, queryset):
        question = standing(timezone.localdate(), "pk")
        kept = {"valid": question, "missing": ~question}.get(self.value())
        return queryset.filter(kept) if kept else queryset


class SiteForm(forms.ModelForm):
    """A site's profile, its shifts and languages chosen from the lists."""

    shifts = forms.MultipleChoiceField(
        label=_("Shifts"), choices=Shift.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=[("da", _("Danish")), *Tongue.choices], required=False
    )

    risks = forms.MultipleChoiceField(
        label=_("Risks"), choices=Risk.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    checks = forms.MultipleChoiceField(
        label=_("Checks before the first day"),
        choices=Check.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        widgets = {
            "professions": forms.CheckboxSelectMultiple,
            "about_da": forms.Textarea({"rows": 3}),
            "about_en": forms.Textarea({"rows": 3}),
        }


def how_many(rows):
    """How many of these rows each site has; none is 0."""
    return Coalesce(Subquery(rows.order_by().values("site").annotate(n=Count("pk")).values("n")), 0)


@admin.register(Site)
class SiteAdmin(PlaceDoors, RoleAdmin):
    """A site with its profile, its seats and those who guide there."""

    list_display = [
        "name",
        "department",
        "setting",
        "district",
        "min_oral",
        "seat_count",
        "guides",
        "may_offer",
        "asked",
    ]
    list_filter = [AgreementFilter, "area__department", "setting", "district", "is_sample"]
    change_form_template = "admin/placements/site/change_form.html"
    list_select_related = ["area__department", "setting", "district"]
    search_fields = ["name"]
    form = SiteForm
    fieldsets = [
        (None, {"fields": ["name", "area", "setting", "operator", "is_sample"]}),
        (
            _("Where"),
            {"fields": PLACE},
        ),
        (_("What one learns"), {"fields": ["about_da", "about_en", "target_da", "target_en", "strengths"]}),
        (
            _("Who is welcome"),
            {"fields": ["professions", *DANISH, "languages"]},
        ),
        (_("What it takes"), {"fields": [tuple(HOSTS.values()), "risks", "checks"]}),
        (_("When"), {"fields": ["shifts", "shift_start"]}),
    ]
    inlines = [SeatInline, ShareInline]

    def get_queryset(self, request):
        today = timezone.localdate()
        own = {"site": OuterRef("pk")}
        waits = SiteTask.objects.filter(**own, done_on=None).order_by("-asked_on").values("asked_on")[:1]
        shares = SupervisorShare.objects.filter(**own)
        trained = Supervisor.objects.order_by().trained(today).values("pk")
        return (
            super()
            .get_queryset(request)
            .annotate(
                seat_count=how_many(Seat.objects.filter(**own)),
                guide_count=how_many(shares),
                trained_count=how_many(shares.filter(supervisor__in=trained)),
                agreed=Case(When(standing(today, "pk"), then=True), default=False),
                asked_on=Subquery(waits),
            )
        )

    @admin.display(description=_("agreement"), boolean=True, ordering="agreed")
    def may_offer(self, row):
        return row.agreed

    @admin.display(description=_("asked, no answer"), ordering="asked_on")
    def asked(self, row):
        return row.asked_on and short_day(row.asked_on)

    def get_urls(self):
        mine = path(
            "<int:pk>/timeline/", self.admin_site.admin_view(self.timeline), name="placements_site_timeline"
        )
        return [mine, *super().get_urls()]

    def timeline(self, request, pk):
        """A site's seats, who is there when, and how much its supervisors have to do."""
        site = self.record(request, str(pk))
        return self.page(
            request,
            "admin/placements/site/timeline.html",
            _("Timeline"),
            site=site,
            timeline=Timeline(site, timezone.localdate(), request.user),
        )

    @admin.display(description=_("trained supervisors"), ordering="trained_count")
    def guides(self, row):
        return _("%(trained)s of %(all)s") % {"trained": row.trained_count, "all": row.guide_count}

    @admin.display(description=_("seats"), ordering="seat_count")
    def seat_count(self, row):
        return row.seat_count

    @admin.display(description=_("department"), ordering="area__department")
    def department(self, row):
        return row.area.department


@admin.register(Member)
class MemberAdmin(RoleAdmin):
    """Which unit a manager, supervisor or coordinator belongs to; it decides what they see."""

    changes = (Act.CONFIGURE,)
    deletes = (Act.CONFIGURE,)
    list_display = ["user", "department", "area", "site"]
    list_select_related = ["user", "department", "area__department", "site"]
    list_filter = ["department", "user__role"]
    search_fields = ["user__name", "user__email", "site__name"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.exclude(role=Role.APPLICANT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(SitePartners)
class SitePartnersAdmin(PlaceDoors, RoleAdmin):
    """Which associations a site works with: those who vouch from there weigh in the match."""

    fields = ["partners", "partner"]
    list_display = ["name"]
    search_fields = ["name"]
    adds = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs
        )
