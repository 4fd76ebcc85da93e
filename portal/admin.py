"""The admin's doors: acts instead of Django's permission table, and a line in the trail for what is read or changed.

Here are also the people who work here, the letters and the trail itself.
"""

import allauth.account.admin  # registers pages that are taken away below
import allauth.mfa.admin  # noqa: F401, registers pages that are taken away below
import django.contrib.auth.admin  # noqa: F401, registers pages that are taken away below
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from . import languages
from .audit import Event, note
from .models import LanguageApproval, Letter, User
from .roles import Act, Role
from .searching import FoundList, looked
from .text import moment

for model in (Group, EmailAddress, Authenticator):  # they'd ask Django's permission table, which is empty
    admin.site.unregister(model)
admin.site.index_title = _("Administration")
admin.site.enable_nav_sidebar = False  # the front page lists everything, and tables need the room


NATIVE = {  # the browser's own calendar and clock
    models.DateField: {"widget": forms.DateInput({"type": "date"}, "%Y-%m-%d")},
    models.TimeField: {"widget": forms.TimeInput({"type": "time"}, "%H:%M")},
}


class Doors:
    """Who may see, change, add and delete, as acts of portal/roles.py."""

    sees: tuple[Act, ...] = ()
    changes: tuple[Act, ...] = ()
    adds: tuple[Act, ...] | None = None  # as changes, where nothing else is said
    deletes: tuple[Act, ...] = ()

    def _may(self, request, acts) -> bool:
        return any(request.user.may(act) for act in acts)

    def has_view_permission(self, request, obj=None):
        return self._may(request, (*self.sees, *self.changes))

    def has_change_permission(self, request, obj=None):
        return self._may(request, self.changes)

    def has_add_permission(self, request, obj=None):
        return self._may(request, self.changes if self.adds is None else self.adds)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, self.deletes)


class RowForms(forms.BaseInlineFormSet):
    """The box that deletes a row says so."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


class RoleInline(Doors, admin.TabularInline):
    """Rows that belong to the record of the page. Each input of the table carries its column's name."""

    extra = 0
    formset = RowForms
    formfield_overrides = NATIVE

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and not issubclass(self.parent_model, db_field.remote_field.model):
            asked = request.__dict__.setdefault("choices_asked", {})  # once for all rows
            if db_field not in asked:
                asked[db_field] = [choice for choice in field.choices]  # list() would count them first
            field.choices = asked[db_field]
        return field


class RoleAdmin(Doors, admin.ModelAdmin):
    """Pages of one kind of record. `watched` ones leave a line in the trail when somebody opens them."""

    watched = False
    actions = None
    formfield_overrides = NATIVE
    view_on_site = False
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_object(self, request, object_id, from_field=None):
        """Read once for a page that is only looked at, however many parts of it ask."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        seen, key = vars(request).setdefault("seen", {}), (self.model, str(object_id), from_field)
        if key not in seen:
            seen[key] = super().get_object(request, object_id, from_field)
        return seen[key]

    def record(self, request, key):
        """The record of a page, noted in the trail where it is watched; 404 where it isn't there for this person."""
        found = self.get_object(request, key)
        if found is None or not self.has_view_permission(request, found):
            raise Http404
        if self.watched:
            note(request.user, Event.Act.READ, found, purpose="admin")
        return found

    def get_changelist(self, request, **kwargs):
        return FoundList

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and "look" in request.POST and self.has_view_permission(request):
            return looked(request)
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if self.watched and request.method == "GET":
            self.record(request, object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    def unsure(self, request, what, words, yes):
        """A page that says what can't be undone and sends the same once more; None once it was read."""
        if "sure" in request.POST:
            return None
        sent = [(n, v) for n, each in request.POST.lists() for v in each if n != "csrfmiddlewaretoken"]
        return self.page(request, "admin/sure.html", what, words=words, yes=yes, sent=sent)

    def page(self, request, template, title, **context):
        """An answer in the frame of the admin."""
        frame = self.admin_site.each_context(request)
        return TemplateResponse(request, template, {**frame, "title": title, "opts": self.opts, **context})

    # what Django would keep in its own log with the record's name goes to the trail without it
    def log_addition(self, request, obj, message):
        return note(request.user, Event.Act.CHANGE, obj, purpose="added")

    def log_change(self, request, obj, message):
        return note(request.user, Event.Act.CHANGE, obj, purpose="admin")

    def log_deletions(self, request, queryset):
        return [note(request.user, Event.Act.CHANGE, each, purpose="deleted") for each in queryset]

    def history_view(self, request, object_id, extra_context=None):
        """Who opened or changed this record, the latest first."""
        found = self.record(request, object_id)
        lines = Event.objects.filter(of=found._meta.label_lower, row=found.pk).select_related("who")[:200]
        return self.page(
            request,
            "admin/object_history.html",
            _("History"),
            object=found,
            lines=lines,
            **(extra_context or {}),
        )


class ReadOnlyAdmin(RoleAdmin):
    """Records that nobody changes here."""

    changes = ()

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.model._meta.fields if field.name not in (self.exclude or ())]


class PersonForm(forms.ModelForm):
    """A person by name and address; an address is one person however it is typed."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(RoleAdmin):
    """Those who work here and what they are. Applicants make their own accounts and are not listed."""

    changes = (Act.CONFIGURE,)
    watched = True
    form = PersonForm
    fields = ["name", "email", "role", "language", "is_active"]
    list_display = ["name", "email", "role", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "email"]
    ordering = ["name", "email"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(role=Role.APPLICANT)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = [choice for choice in Role.choices if choice[0] != Role.APPLICANT]
        if db_field.name == "language":
            kwargs["choices"] = [choice for choice in settings.LANGUAGES if choice[0] in languages.OURS]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return ["role", "is_active"] if obj == request.user else []  # nobody locks herself out

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()  # they choose one by "forgot your password"
        super().save_model(request, obj, form, change)


@admin.register(LanguageApproval)
class LanguageApprovalAdmin(RoleAdmin):
    """Who has read through a translation that a machine helped with. It counts until the translation changes."""

    sees = (Act.CONFIGURE,)
    adds = (Act.CONFIGURE,)
    list_display = ["language", "by", "at", "still_true"]
    list_filter = ["language"]
    list_select_related = ["by"]

    def save_model(self, request, obj, form, change):
        obj.by, obj.fingerprint = request.user, languages.fingerprint(obj.language)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("still true"), boolean=True)
    def still_true(self, approval):
        return approval.is_current


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """What waits and what was sent. The text itself is not shown."""

    sees = (Act.CONFIGURE,)
    exclude = ["subject", "body", "key", "to"]
    list_display = ["name", "written_at", "sent_at", "tries"]
    list_filter = ["name", ("sent_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "written_at"


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The trail: who did or saw what. PostgreSQL refuses to change it."""

    sees = (Act.AUDIT,)
    list_display = ["when", "person", "what", "record_of", "why"]
    list_display_links = None
    list_filter = ["act", "at"]
    search_fields = ["=row", "who__email"]
    search_help_text = _("Number of a record, or e-mail of who opened it")
    list_select_related = ["who"]

    @admin.display(description=_("when"), ordering="at")
    def when(self, line):
        return moment(line.at)

    @admin.display(description=_("who"), ordering="who")
    def person(self, line):
        return line.who or _("The portal itself")

    @admin.display(description=_("what"), ordering="act")
    def what(self, line):
        return line.get_act_display()

    @admin.display(description=_("record"))
    def record_of(self, line):
        return f"{line.of} {line.row or ''}"

    @admin.display(description=_("occasion"))
    def why(self, line):
        return line.purpose
