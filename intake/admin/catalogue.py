"""The lists of the form: switched off rather than deleted."""

from django.contrib import admin

from portal.admin import RoleAdmin
from portal.roles import Act

from ..models import Department, District, Profession, Setting


class ListAdmin(RoleAdmin):
    """A list of the house: switched off rather than deleted, because old applications point at it."""

    sees = (Act.REVIEW,)
    changes = (Act.CONFIGURE,)
    list_display = ["code", "name_da", "name_en", "order", "active"]
    list_filter = ["active"]


@admin.register(Department, District)
class PlainListAdmin(ListAdmin):
    pass


@admin.register(Profession)
class ProfessionAdmin(ListAdmin):
    list_display = [*ListAdmin.list_display, "requires_authorisation", "professional_tests"]


@admin.register(Setting)
class SettingAdmin(ListAdmin):
    list_display = [*ListAdmin.list_display, "department"]
    list_filter = ["active", "department"]
    list_select_related = ["department"]
