"""Supervisors: training with a date it runs out, absence, shares of several sites."""

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.admin import RoleAdmin, RoleInline
from portal.models import User
from portal.roles import Act, Role
from portal.text import joined, short_day

from ..models import Absence, Site, Supervisor, Training
from .parts import PlaceDoors, ShareInline


class TrainingFilter(admin.SimpleListFilter):
    """Whose training runs out within 90 days, and who has none that is valid."""

    title = _("training")
    parameter_name = "training"

    def lookups(self, request, model_admin):
        return [
            ("ends", _("Runs out within 90 days")),
            ("valid", _("Valid")),
            ("none", _("None that is valid")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        trained = Supervisor.objects.trained(today).values("pk")
        kept = {
            "ends": Q(pk__in=Supervisor.objects.running_out(today).values("pk")),
            "valid": Q(pk__in=trained),
            "none": ~Q(pk__in=trained),
        }.get(self.value())
        return queryset.filter(kept) if kept else queryset


class TrainingInline(PlaceDoors, RoleInline):
    model = Training
    deletes = (Act.PLACE, Act.CONFIGURE)


class AbsenceInline(PlaceDoors, RoleInline):
    """Days away, without the reason."""

    model = Absence
    deletes = (Act.PLACE, Act.CONFIGURE)


@admin.register(Supervisor)
class SupervisorAdmin(PlaceDoors, RoleAdmin):
    """Somebody who guides, with training and sites of any department."""

    list_display = ["user", "at", "cap", "trained_until", "away"]
    list_filter = [TrainingFilter]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    inlines = [TrainingInline, AbsenceInline, ShareInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("user")
        today, own = timezone.localdate(), {"supervisor": OuterRef("pk")}
        absent = Absence.objects.filter(Q(ends=None) | Q(ends__gte=today), **own, starts__lte=today)
        return rows.annotate(
            last_day=Max("trainings__valid_to"),
            for_good=Max("trainings__pk", filter=Q(trainings__valid_to=None)),
            is_away=Exists(absent),
            back=Subquery(absent.order_by(F("ends").desc(nulls_first=True)).values("ends")[:1]),
            site_names=ArraySubquery(
                Site.objects.filter(supervisors=OuterRef("pk")).values("name").order_by("name")
            ),
        )

    @admin.display(description=_("sites"))
    def at(self, row):
        return joined(row.site_names) or "–"

    @admin.display(description=_("away"), ordering="back")
    def away(self, row):
        if not row.is_away:
            return ""
        return _("until %(day)s") % {"day": short_day(row.back)} if row.back else _("nobody knows how long")

    @admin.display(description=_("trained until"), ordering="last_day")
    def trained_until(self, row):
        if row.for_good:
            return _("no last day")
        return short_day(row.last_day) if row.last_day else "–"

    def get_fields(self, request, obj=None):
        return ["person" if obj else "user", "cap", "weekly_hours", "programme_hours"]

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
