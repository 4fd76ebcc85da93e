"""Seats in the admin: one by one with both versions, as spreadsheets out and in, and what a withdrawal leaves."""

from django import forms
from django.contrib import admin, messages
from django.http import FileResponse, Http404
from django.http.response import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Application
from intake.models.volunteer import with_volunteering
from portal.admin import RoleAdmin
from portal.audit import Event, note
from portal.flow import Refused
from portal.spreadsheets import as_csv, as_xlsx

from .. import seat_files
from ..fits import Fits
from ..models import Seat, SeatFile, State, WhyNot
from ..sheets.reading import Unreadable
from .parts import SEAT_FIELDS, PlaceDoors, SeatForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 300  # fates on the page; all of them are in the file beside it
BEST = 5  # next places shown for each person


class FileForm(forms.Form):
    """A file of seats."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel (.xlsx), at most 10 MB."))


@admin.register(Seat)
class SeatAdmin(PlaceDoors, RoleAdmin):
    """Seats, fresh and stale; the buttons above the list take them out to a spreadsheet and in again."""

    form = SeatForm
    fields = ["site", *SEAT_FIELDS, "version"]
    list_display = ["site", "number", "opens", "closes", "state", "confirmed_on", "fresh_until"]
    list_filter = ["state", "site__area__department", "confirmed_on"]
    list_select_related = ["site"]
    search_fields = ["site__name"]
    change_list_template = "admin/placements/seat/change_list.html"
    change_form_template = "admin/placements/seat/change_form.html"

    @admin.display(description=_("holds until"))
    def fresh_until(self, row):
        return row.fresh_until or _("never confirmed")

    def get_readonly_fields(self, request, obj=None):
        return ["site"] if obj else []

    def get_urls(self):
        def page(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"placements_seat_{name}")

        return [
            page("export.<slug:kind>", self.export, "export"),
            page("import/", self.take_in, "import"),
            page("import/<int:pk>/", self.look, "look"),
            page("import/<int:pk>/fates.csv", self.fates, "fates"),
            page("<int:pk>/withdrawn/", self.withdrawn, "withdrawn"),
            *super().get_urls(),
        ]

    def must(self, request):
        if not self.has_change_permission(request):
            raise Http404

    # --- out and in --------------------------------------------------------------------------------------
    def export(self, request, kind):
        """All seats this person may see, as CSV or XLSX."""
        self.must(request)
        note(request.user, Event.Act.EXPORT, of=Seat._meta.label_lower, purpose="seats")
        rows = seat_files.rows(self.get_queryset(request))
        if kind == "xlsx":
            return FileResponse(as_xlsx(rows), as_attachment=True, filename="seats.xlsx", content_type=XLSX)
        if kind == "csv":
            return spreadsheet(rows, "seats.csv")
        raise Http404

    def take_in(self, request):
        """Choose a file; nothing is stored yet."""
        self.must(request)
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = seat_files.take_in(form.cleaned_data["file"].read(), by=request.user)
            return redirect("admin:placements_seat_look", file.pk)
        too_big = getattr(request, "too_big", False)
        answer = self.page(
            request,
            "admin/placements/seat/import.html",
            _("Take seats in from a spreadsheet"),
            form=form,
            too_big=too_big,
            columns=seat_files.COLUMNS,
        )
        answer.status_code = 400 if form.is_bound else 200
        return answer

    def file(self, request, pk):
        self.must(request)
        found = SeatFile.objects.filter(pk=pk, by=request.user).first()
        if found is None:
            raise Http404
        return found

    def look(self, request, pk):
        """Every row's fate before anything is stored; a POST stores all of it or nothing."""
        file = self.file(request, pk)
        if request.method == "POST":
            return self.store(request, file)
        try:
            plan = seat_files.look(file)
        except Unreadable as error:
            messages.error(request, str(error))
            return redirect("admin:placements_seat_import")
        words, counts = seat_files.words(), plan.counts
        order = list(words)
        first = sorted(plan.fates, key=lambda fate: (order.index(fate.what), fate.line))[:SHOWN]
        return self.page(
            request,
            "admin/placements/seat/look.html",
            _("What becomes of each row"),
            file=file,
            notes=plan.notes,
            counts=[(words[what], counts[what]) for what in order],
            fates=[(fate, words[fate.what]) for fate in first],
            more=max(len(plan.fates) - SHOWN, 0),
            changes=counts[seat_files.NEW] + counts[seat_files.CHANGED],
        )

    def store(self, request, file):
        try:
            plan = seat_files.store(file, by=request.user)
        except Refused:
            messages.error(
                request,
                _("The seats have changed since you looked, so nothing was stored. This is how it is now."),
            )
            return redirect("admin:placements_seat_look", file.pk)
        said = _("Stored: %(new)s new seats and %(changed)s changed ones.")
        messages.success(request, said % {"new": len(plan.new), "changed": len(plan.changed)})
        return redirect("admin:placements_seat_changelist")

    def fates(self, request, pk):
        """The same as a file, each and every line."""
        return spreadsheet(seat_files.fates(seat_files.look(self.file(request, pk))), "fates.csv")

    # --- after a withdrawal ------------------------------------------------------------------------------
    def withdrawn(self, request, pk):
        """Who is free because this seat was withdrawn, each with her next best places."""
        seat = self.record(request, str(pk))
        called_off = seat.placements.filter(status=State.CANCELLED, why_not=WhyNot.SEAT_WITHDRAWN)
        free = (
            Application.objects.visible_to(request.user)
            .matchable()
            .filter(pk__in=called_off.values("application"))
        )
        people = []
        for application in with_volunteering(free.with_sections())[:10]:
            note(request.user, Event.Act.READ, application, purpose="next-places")
            fits = Fits(application, timezone.localdate())
            people.append((application, fits.places(fits.possible[:BEST]), fits.misses()))
        return self.page(
            request,
            "admin/placements/seat/withdrawn.html",
            _("Next best places"),
            seat=seat,
            people=people,
        )


def spreadsheet(rows, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
