"""What a coordinator does with a whole list: keep its filters under a name, take it along as a spreadsheet."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.audit import Event, note
from portal.spreadsheets import as_csv, as_xlsx

from .. import export
from ..models import SavedFilter

HERE = "admin:intake_application_changelist"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SaveForm(forms.ModelForm):
    """A name for the filters of a list."""

    class Meta:
        model = SavedFilter
        fields = ["name", "shared", "query"]


class ListActs:
    """Saved filters and export, for an admin of applications."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export), name="intake_application_export"),
            path("filters/", view(require_POST(self.keep_filter)), name="intake_application_filters"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        saved = SavedFilter.objects.visible_to(request.user).select_related("owner")
        return super().changelist_view(request, {"saved": saved, **(extra_context or {})})

    def export(self, request):
        """How many, which columns; then the file. Only what is on the list, and a line in the trail."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        cl = self.get_changelist_instance(request)
        if request.method != "POST":
            columns = [title for title, _place in export.COLUMNS]
            return self.page(
                request,
                "admin/intake/application/export.html",
                _("Take the list along"),
                cl=cl,
                columns=columns,
            )
        kind = "xlsx" if request.POST.get("kind") == "xlsx" else "csv"
        note(request.user, Event.Act.EXPORT, of="intake.application", purpose=f"list-{kind}")
        rows, name = export.rows(cl.queryset), f"applications-{timezone.localdate().isoformat()}.{kind}"
        if kind == "xlsx":
            return FileResponse(as_xlsx(rows), as_attachment=True, filename=name, content_type=XLSX)
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(
            as_csv(rows), content_type="text/csv; charset=utf-8", headers=disposition
        )

    def keep_filter(self, request):
        """Save the filters of the list one comes from, or take a saved one of one's own away."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        mine = SavedFilter.objects.visible_to(request.user).filter(owner=request.user)
        if request.POST.get("remove", "").isdecimal():
            mine.filter(pk=request.POST["remove"]).delete()
            return redirect(HERE)
        query = self.known(request.POST.get("query", ""))
        old = mine.filter(name=request.POST.get("name", "").strip()).first()
        form = SaveForm(
            {**request.POST.dict(), "query": query}, instance=old or SavedFilter(owner=request.user)
        )
        if form.is_valid():
            form.save()
            messages.success(request, _("The filter is saved."))
        else:
            messages.error(
                request, _("Choose at least one filter, and give it a name of at most 60 letters.")
            )
        return redirect(f"{reverse(HERE)}?{query}")

    def known(self, query) -> str:
        """The filters of an address, without what was searched for: that may be somebody's name."""
        asked = [(name, value) for name, value in parse_qsl(query) if name in self.filters.base_filters]
        return urlencode(asked)
