"""Areas, sites, seats, supervisors, and who belongs where."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from intake.models import Tongue
from intake.models.sections import Shift
from portal.admin import RoleAdmin, RoleInline
from portal.models import User
from portal.roles import Act, Role

from ..models import Area, Member, Seat, Site, SitePartners, Supervisor, SupervisorShare, Training

PLACE = ["address", "postcode", "district", ("latitude", "longitude"), "stop", "travel_note"]
DANISH = [("min_oral", "min_written", "preferred_oral"), "language_support"]


class PlaceDoors:
    """Coordinators keep the places; the administrator may too."""

    changes = (Act.PLACE, Act.CONFIGURE)


@admin.register(Area)
class AreaAdmin(PlaceDoors, RoleAdmin):
    list_display = ["name", "department"]
    list_filter = ["department"]
    list_select_related = ["department"]
    search_fields = ["name"]


class SeatInline(PlaceDoors, RoleInline):
    model = Seat
    fields = ["number", "opens", "closes", "state", "confirmed_on", "min_weeks", "max_weeks", "weekly_hours"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("site")


class ShareInline(PlaceDoors, RoleInline):
    """Which share of a supervisor a site has; on the page of either."""

    model = SupervisorShare
    deletes = (Act.PLACE, Act.CONFIGURE)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("site", "supervisor__user")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "supervisor":
            kwargs["queryset"] = Supervisor.objects.select_related("user")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SiteForm(forms.ModelForm):
    """A site's profile, its shifts and languages chosen from the lists."""

    shifts = forms.MultipleChoiceField(
        label=_("Shifts"), choices=Shift.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=[("da", _("Danish")), *Tongue.choices], required=False
    )

    class Meta:
        widgets = {
            "professions": forms.CheckboxSelectMultiple,
            "about_da": forms.Textarea({"rows": 3}),
            "about_en": forms.Textarea({"rows": 3}),
        }


@admin.register(Site)
class SiteAdmin(PlaceDoors, RoleAdmin):
    """A site with its profile, its seats and those who guide there."""

    list_display = ["name", "department", "setting", "district", "min_oral", "seat_count", "is_sample"]
    list_filter = ["area__department", "setting", "district"]
    list_select_related = ["area__department", "setting", "district"]
    search_fields = ["name"]
    form = SiteForm
    fieldsets = [
        (None, {"fields": ["name", "area", "setting", "operator", "is_sample"]}),
        (
            _("Where"),
            {"fields": PLACE},
        ),
        (_("What one learns"), {"fields": ["about_da", "about_en"]}),
        (
            _("Who is welcome"),
            {"fields": ["professions", *DANISH, "languages", "strengths", "evaluation"]},
        ),
        (_("When"), {"fields": ["shifts", "shift_start"]}),
    ]
    inlines = [SeatInline, ShareInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(seat_count=Count("seats"))

    @admin.display(description=_("seats"), ordering="seat_count")
    def seat_count(self, row):
        return row.seat_count

    @admin.display(description=_("department"), ordering="area__department")
    def department(self, row):
        return row.area.department


@admin.register(Seat)
class SeatAdmin(PlaceDoors, RoleAdmin):
    list_display = ["site", "number", "opens", "closes", "state", "confirmed_on"]
    list_filter = ["state", "site__area__department", "confirmed_on"]
    list_select_related = ["site"]
    search_fields = ["site__name"]


class TrainingInline(PlaceDoors, RoleInline):
    model = Training
    deletes = (Act.PLACE, Act.CONFIGURE)


@admin.register(Supervisor)
class SupervisorAdmin(PlaceDoors, RoleAdmin):
    """Somebody who guides, with training and sites of any department."""

    list_display = ["user", "cap", "weekly_hours"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    inlines = [TrainingInline, ShareInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")

    def get_fields(self, request, obj=None):
        return ["person" if obj else "user", "cap", "weekly_hours"]

    def get_readonly_fields(self, request, obj=None):
        return ["person"] if obj else []

    @admin.display(description=_("name"))
    def person(self, row):
        """Who it is, without a link: people's own pages are the administrator's."""
        return str(row.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(role=Role.SUPERVISOR, supervisor=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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
