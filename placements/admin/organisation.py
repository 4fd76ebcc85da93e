"""Areas, sites, seats, supervisors, and who belongs where."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from portal.admin import RoleAdmin, RoleInline
from portal.roles import Act

from ..models import Area, Member, Seat, Site, Supervisor, SupervisorShare, Training


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


class ShareInline(PlaceDoors, RoleInline):
    model = SupervisorShare
    deletes = (Act.PLACE, Act.CONFIGURE)
    autocomplete_fields = ["supervisor"]


@admin.register(Site)
class SiteAdmin(PlaceDoors, RoleAdmin):
    """A site with its profile, its seats and those who guide there."""

    list_display = ["name", "department", "setting", "district", "min_oral", "seat_count", "is_sample"]
    list_filter = ["area__department", "setting", "district"]
    list_select_related = ["area__department", "setting", "district"]
    search_fields = ["name"]
    filter_horizontal = ["professions"]
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
    autocomplete_fields = ["site"]


class TrainingInline(PlaceDoors, RoleInline):
    model = Training
    deletes = (Act.PLACE, Act.CONFIGURE)


class SiteInline(ShareInline):
    autocomplete_fields = ["site"]


@admin.register(Supervisor)
class SupervisorAdmin(PlaceDoors, RoleAdmin):
    """Somebody who guides, with training and sites of any department."""

    list_display = ["user", "cap", "weekly_hours"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    inlines = [TrainingInline, SiteInline]


@admin.register(Member)
class MemberAdmin(RoleAdmin):
    """Which unit a manager, supervisor or coordinator belongs to; it decides what they see."""

    changes = (Act.CONFIGURE,)
    deletes = (Act.CONFIGURE,)
    list_display = ["user", "department", "area", "site"]
    list_select_related = ["user", "department", "area__department", "site"]
    list_filter = ["department", "user__role"]
    search_fields = ["user__name", "user__email", "site__name"]
    autocomplete_fields = ["user", "site"]
