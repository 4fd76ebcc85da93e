"""Long lists in the admin: one form of filters, a count that stops at a thousand, pages that begin after a row.

A list is a `Filters` class and a `LongListAdmin`. Page 2,000 costs what page 1 costs, because nothing is skipped
over: a page holds the rows after the last one of the page before.
"""

from datetime import date

import django_filters as filters
from django.contrib.admin.utils import label_for_field
from django.db.models import IntegerField, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .admin import RoleAdmin
from .models import User
from .searching import FoundList
from .text import short_day

MOST = 1000  # counted no further
AFTER, BEFORE = "after", "before"


def few(rows):
    """At most one row more than is counted."""
    return rows.order_by()[: MOST + 1]


def said(count) -> str:
    return f"{MOST}+" if count > MOST else str(count)


class Few(Subquery):
    """How many rows, as far as they are counted."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS few)"
    output_field = IntegerField()


def counted(user, lists) -> list[int]:
    """How many rows each of these querysets has, in one query whatever their number."""
    asked = {f"n{number}": Few(few(rows).values("pk")) for number, rows in enumerate(lists)}
    return User.objects.filter(pk=user.pk).values_list(*asked.values()).get()


def queue_filter(queues):
    """The worklists of the front page, so that each count there equals its list: name: (title, question)."""

    def waiting(rows, _name, value):
        return rows.filter(queues[value][1](timezone.localdate()))

    choices = [(name, title) for name, (title, _question) in queues.items()]
    return filters.ChoiceFilter(label=_("To do"), empty_label=_("All"), choices=choices, method=waiting)


def department_filter(departments, question):
    """The rows that concern one department; `question` makes a condition of its code."""

    def concerning(rows, _name, value):
        return rows.filter(question(value))

    def choices():
        return [(each.code, each.name) for each in departments.all()]

    return filters.ChoiceFilter(
        label=_("Department"), empty_label=_("All"), choices=choices, method=concerning
    )


class LongList(FoundList):
    """The admin's list with the filters of its `LongListAdmin`, by the page."""

    def get_queryset(self, request, exclude_parameters=None):
        self.filter_specs, self.has_filters = [], False
        self.here = self.get_query_string({AFTER: None, BEFORE: None})
        self.filters = self.model_admin.filters(request.GET, queryset=self.root_queryset, request=request)
        rows = self.filters.qs
        rows = rows if rows.query.select_related else self.apply_select_related(rows)
        if self.query:
            rows, _twice = self.model_admin.get_search_results(request, rows, self.query)
        self.has_active_filters = any(self.filters.form.cleaned_data.values()) or bool(self.query)
        self.column, self.falling = self.model_admin.order(self.filters.form.cleaned_data)
        rows = rows.only(*self.model_admin.list_reads) if self.model_admin.list_reads else rows
        return rows.order_by(*self.order())

    def order(self, *, back=False):
        sign = "-" if self.falling != back else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def get_ordering_field_columns(self):
        return {}

    def get_results(self, request):
        self.result_count = few(self.queryset).count()
        self.counted = said(self.result_count)
        self.full_result_count, self.show_full_result_count, self.show_admin_actions = None, False, True
        self.can_show_all, self.multi_page, self.paginator = False, False, None
        self.result_list = self.before(request) or self.after(request)

    def after(self, request):
        """The first page, or the one after a row."""
        start = self.row(request, AFTER)
        rows = self.beyond(*start, back=False) if start else self.queryset
        found = list(rows[: self.list_per_page + 1])
        self.turn(found[: self.list_per_page], earlier=bool(start), later=len(found) > self.list_per_page)
        return found[: self.list_per_page]

    def before(self, request):
        """The page before a row; none where it would be the first."""
        end = self.row(request, BEFORE)
        if end is None:
            return []
        rows = self.beyond(*end, back=True).order_by(*self.order(back=True))
        found = list(rows[: self.list_per_page + 1])
        if len(found) <= self.list_per_page:
            return []
        page = found[: self.list_per_page][::-1]
        self.turn(page, earlier=True, later=True)
        return page

    def columns(self):
        """The heads of the table: (name, words)."""
        names = [name for name in self.list_display if name != "action_checkbox"]
        return [(name, label_for_field(name, self.model, self.model_admin)) for name in names]

    def lines(self):
        """The table: (row, address of its page, [(name, words or value)])."""
        names = [name for name, _words in self.columns()]
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        for row in self.result_list:
            yield row, reverse(page, args=[row.pk]), [(name, self.cell(row, name)) for name in names]

    def cell(self, row, name):
        told = getattr(self.model_admin, name, None)
        if told:
            return told(row)
        chosen = getattr(row, f"get_{name}_display", None)
        value = chosen() if chosen else getattr(row, name)
        return short_day(value) if isinstance(value, date) else value

    def turn(self, page, *, earlier, later):
        """The addresses of the pages beside this one; they hold a row's number and nothing about it."""
        here = {AFTER: None, BEFORE: None}
        self.first_page = self.get_query_string(here) if earlier else ""
        self.earlier = self.get_query_string({**here, BEFORE: page[0].pk}) if earlier and page else ""
        self.later = self.get_query_string({**here, AFTER: page[-1].pk}) if later else ""

    def row(self, request, name):
        """The row a page begins at, as (number, value it is sorted by); None where there is no such row."""
        key = request.GET.get(name, "")
        if not key.isdecimal() or len(key) > 18:
            return None
        return self.root_queryset.filter(pk=key).order_by().values_list("pk", self.column).first()

    def beyond(self, key, value, *, back):
        """The rows after that one, or before it; of several with one value the number decides."""
        than = "lt" if self.falling != back else "gt"
        from_there = Q(**{f"{self.column}__{than}e": value})
        return self.queryset.filter(
            from_there & (Q(**{f"{self.column}__{than}": value}) | Q(**{f"pk__{than}": key}))
        )


class LongListAdmin(RoleAdmin):
    """Pages of a kind of record of which there are very many."""

    filters: type[filters.FilterSet]
    list_reads = ()  # the columns the rows need; all of them where it says none
    change_list_template = "admin/list.html"
    sortable_by = ()
    list_per_page = 25

    def order(self, chosen):
        """The column the list is sorted by, which is never empty, and whether it falls; `chosen` are the filters."""
        raise NotImplementedError(f"{type(self).__name__} doesn't say how it is sorted")

    def get_changelist(self, request, **kwargs):
        return LongList
