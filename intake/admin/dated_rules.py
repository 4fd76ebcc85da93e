"""Dated rules in the admin, with a warning where nobody has looked one up for half a year."""

from django.contrib import admin
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.admin import NATIVE, RoleAdmin
from portal.models import DatedRule
from portal.roles import Act
from portal.templatetags.portal import tag
from portal.text import short_day


class VerifiedFilter(admin.SimpleListFilter):
    """Rules that somebody should look up again."""

    title = _("looked up")
    parameter_name = "verified"

    def lookups(self, request, model_admin):
        return [("no", _("Not for half a year"))]

    def queryset(self, request, queryset):
        return queryset.unverified(timezone.localdate()) if self.value() == "no" else queryset


@admin.register(DatedRule)
class DatedRuleAdmin(RoleAdmin):
    """A rule that changes is ended and followed by a new row, so that a case keeps the rule of its day."""

    sees = (Act.REVIEW,)
    changes = (Act.CONFIGURE,)
    list_display = ["key", "profession", "track", "valid_from", "valid_to", "value", "verified", "confirmed"]
    list_filter = [VerifiedFilter, "confirmed", "key"]
    search_fields = ["key"]
    formfield_overrides = NATIVE | {models.URLField: {"assume_scheme": "https"}}

    @admin.display(description=_("last verified"), ordering="last_verified")
    def verified(self, rule):
        if not rule.is_unverified(timezone.localdate()):
            return short_day(rule.last_verified)
        words = _("Look it up again: last verified %(day)s") % {"day": short_day(rule.last_verified)}
        return render_to_string("parts/tag.html", tag(words, "miss"))
