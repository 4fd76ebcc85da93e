"""Versions of the evaluation form. A version that was answered keeps its words; a new text is a new version."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from portal.admin import RoleAdmin, RoleInline
from portal.roles import Act

from .models import Evaluation, FormVersion, Question


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
