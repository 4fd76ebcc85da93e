"""The quality agreement in versions, what sites said to it, and the forecast of seats needed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.admin import ReadOnlyAdmin, RoleAdmin, RoleInline
from portal.roles import Act

from ..models import AgreementPoint, Need, QualityAgreement, SiteAgreement
from .parts import PlaceDoors


class Fixed:
    """A version that a site has accepted stays as it was; a change is a new version."""

    def accepted(self, obj):
        return obj is not None and obj.accepted


class PointInline(Fixed, PlaceDoors, RoleInline):
    model = AgreementPoint
    deletes = (Act.PLACE, Act.CONFIGURE)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self.accepted(obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not self.accepted(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self.accepted(obj)


@admin.register(QualityAgreement)
class QualityAgreementAdmin(Fixed, PlaceDoors, RoleAdmin):
    """A new version asks every site to accept it, and says by when."""

    list_display = ["__str__", "valid_from", "accept_by"]
    fields = ["number", ("valid_from", "accept_by"), "text_da", "text_en"]
    inlines = [PointInline]

    def get_readonly_fields(self, request, obj=None):
        return ["number", "valid_from", "text_da", "text_en"] if self.accepted(obj) else []


@admin.register(SiteAgreement)
class SiteAgreementAdmin(ReadOnlyAdmin):
    """Who accepted which version when, and where sites do it differently."""

    sees = (Act.PLACE, Act.CONFIGURE)
    exclude = ["answers", "by"]
    list_display = ["site", "agreement", "on", "valid_to", "points_kept", "differs"]
    list_filter = ["agreement", "site__area__department", ("differs", admin.EmptyFieldListFilter)]
    list_select_related = ["site", "agreement"]
    search_fields = ["site__name"]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "accepted_by"]

    @admin.display(description=_("accepted by"))
    def accepted_by(self, row):
        """Who it was, without a link: people's own pages are the administrator's."""
        return str(row.by or "–")

    @admin.display(description=_("valid until"))
    def valid_to(self, row):
        return row.valid_to

    @admin.display(description=_("points kept"))
    def points_kept(self, row):
        return f"{row.kept}/{len(row.answers)}"


@admin.register(Need)
class NeedAdmin(PlaceDoors, RoleAdmin):
    """What will be needed, by quarter, department and profession, each figure with its source."""

    deletes = (Act.PLACE, Act.CONFIGURE)
    list_display = ["quarter", "department", "profession", "seats", "source"]
    list_filter = ["department", "profession", "quarter"]
    list_select_related = ["department", "profession"]
