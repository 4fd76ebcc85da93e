"""Programmes in the admin: a programme, its modules, conditions and texts on pay on one page, with a preview."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.admin import NATIVE, RoleAdmin, RoleInline, RowForms
from portal.roles import Act

from ..models import Condition, Module, Pay, Programme
from ..models.programmes import require_sums


class ModuleForms(RowForms):
    """Modules that add up: 32 weeks with 9 of placement in them are just that."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [form.instance for form in self.forms if form.has_changed() or form.instance.pk]
        gone = [form.instance for form in self.deleted_forms]
        rows = [row for row in kept if row not in gone]
        if len({row.order for row in rows}) < len(rows):
            raise ValidationError(_("Two modules have the same place in the order. Number them anew."))
        require_sums(sorted(rows, key=lambda row: row.order))


class ProgrammeInline(RoleInline):
    sees = (Act.REVIEW,)
    changes = deletes = (Act.CONFIGURE,)


class ModuleInline(ProgrammeInline):
    model = Module
    formset = ModuleForms


class ConditionInline(ProgrammeInline):
    model = Condition


class PayInline(ProgrammeInline):
    model = Pay


def both(name):
    """The two fields of a text, side by side."""
    return (f"{name}_da", f"{name}_en")


@admin.register(Programme)
class ProgrammeAdmin(RoleAdmin):
    """Switched off rather than deleted, because people have chosen it."""

    sees = (Act.REVIEW,)
    changes = (Act.CONFIGURE,)
    view_on_site = True  # the button leads to the page that applicants read, also before it is switched on
    list_display = ["code", "name_da", "name_en", "kind", "valid_from", "valid_to", "active"]
    list_filter = ["active", "kind"]
    search_fields = ["code", "name_da", "name_en"]
    formfield_overrides = NATIVE | {models.URLField: {"assume_scheme": "https"}}
    inlines = [ModuleInline, ConditionInline, PayInline]
    fieldsets = [
        (None, {"fields": [("code", "kind", "order", "active"), both("name"), both("summary")]}),
        (_("What and for whom"), {"fields": [both("text"), both("audience"), both("unsettled")]}),
        (_("Law, terms and money"), {"fields": [both("legal"), both("terms"), both("payer"), "source"]}),
        (_("When"), {"fields": [("valid_from", "valid_to")]}),
    ]
