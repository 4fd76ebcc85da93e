"""Templates of plans: what has to happen in every placement, for all departments or for one."""

from django.contrib import admin

from portal.admin import RoleAdmin, RoleInline
from portal.roles import Act

from .models import PlanTemplate, TemplateItem


class ItemInline(RoleInline):
    model = TemplateItem
    sees = (Act.PLACE,)
    changes = deletes = (Act.CONFIGURE,)
    fields = ["day_offset", "track", "responsible", "text_da", "text_en"]


@admin.register(PlanTemplate)
class PlanTemplateAdmin(RoleAdmin):
    """A changed template reaches the plans that are made from now on."""

    sees = (Act.PLACE,)
    changes = (Act.CONFIGURE,)
    list_display = ["name", "department", "active"]
    list_filter = ["active", "department"]
    list_select_related = ["department"]
    inlines = [ItemInline]
