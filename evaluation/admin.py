"""The form in its versions, and the reports under way. A version that was answered keeps its words."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from portal.admin import RoleAdmin, RoleInline
from portal.roles import Act

from .models import Evaluation, FormVersion, Question, Report


def answered(form) -> bool:
    return getattr(form, "answered", False)


class QuestionInline(RoleInline):
    model = Question
    sees = (Act.READ_FIGURES,)
    changes = deletes = (Act.CONFIGURE,)
    fields = ["order", "domain", "text_da", "text_en"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not answered(obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not answered(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not answered(obj)


@admin.register(FormVersion)
class FormVersionAdmin(RoleAdmin):
    sees = (Act.READ_FIGURES,)
    changes = (Act.CONFIGURE,)
    list_display = ["name", "version", "valid_from", "licence"]
    inlines = [QuestionInline]

    def get_queryset(self, request):
        given = Evaluation.objects.filter(form=OuterRef("pk"))
        return super().get_queryset(request).annotate(answered=Exists(given))


@admin.register(Report)
class ReportAdmin(RoleAdmin):
    """How far each report is. One that failed has its "Try again" on its own page."""

    sees = (Act.PLACE,)
    adds = ()
    list_display = ["placement", "status", "asked_at", "made_at", "tries"]
    list_filter = ["status"]
    list_select_related = ["placement__application", "placement__seat__site"]
    fields = readonly_fields = ["placement", "language", "status", "asked_at", "made_at", "pages", "tries"]

    def view_on_site(self, report):
        return report.get_absolute_url()
