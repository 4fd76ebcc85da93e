"""How coordinators narrow the list of applications."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.levels import Level
from portal.lists import department_filter, queue_filter

from .. import desk
from ..models import Department, Profession, Programme, Status
from ..models.card import plain

ORDERS = {  # what the list can be sorted by besides the answer day: column, whether it falls
    "newest": (_("Newest first"), "card__received", True),
    "oldest": (_("Oldest first"), "card__received", False),
    "name": (_("Name"), "card__name", False),
}


def from_source(rows, _name, value):
    return rows.filter(card__source=plain(value))


def profession_filter():
    """The applications of one profession."""
    return filters.ModelChoiceFilter(
        label=_("Profession"),
        field_name="card__profession",
        empty_label=_("All"),
        queryset=Profession.objects.all(),
    )


def danish_filter():
    """The applications with a level of Danish or a better one."""
    return filters.TypedChoiceFilter(
        label=_("Danish, at least"),
        field_name="card__danish",
        lookup_expr="gte",
        choices=[("", _("All")), *Level.choices],
        coerce=int,
        empty_value=None,
    )


class ApplicationFilters(filters.FilterSet):
    """Everything a list of applications can be narrowed by, and its order."""

    queue = queue_filter(desk.QUEUES)
    department = department_filter(Department.objects, desk.wants)
    status = filters.ChoiceFilter(
        label=_("Status"),
        empty_label=_("All"),
        field_name="card__status",
        choices=[c for c in Status.choices if c[0] != Status.DRAFT],
    )
    profession = profession_filter()
    programme = filters.ModelChoiceFilter(
        label=_("Programme"),
        field_name="interest__programme",
        empty_label=_("All"),
        queryset=Programme.objects.all(),
    )
    danish = danish_filter()
    starts = filters.DateFilter(
        label=_("Can start by"),
        field_name="card__starts",
        lookup_expr="lte",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    source = filters.CharFilter(label=_("Came by"), method=from_source)
    order = filters.ChoiceFilter(
        label=_("Order"),
        empty_label=_("By the list"),
        choices=[(name, title) for name, (title, *_order) in ORDERS.items()],
        method=lambda rows, _name, _value: rows,
    )
