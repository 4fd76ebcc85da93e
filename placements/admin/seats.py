"""Seats in the admin: one by one with both versions, as spreadsheets out and in, and what a withdrawal leaves."""

from django import forms
from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404
from django.http.response import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from intake.models import Application
from intake.models.volunteer import with_volunteering
from portal.admin import RoleAdmin
from portal.audit import Event, note
from portal.flow import Refused
from portal.spreadsheets import as_csv, as_xlsx

from .. import seat_files, seat_work, tasks
from ..fits import Fits
from ..models import Seat, SeatFile, State, WhyNot
from .parts import SEAT_FIELDS, PlaceDoors, SeatForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = 10  # of one's own, listed
BEST = 5  # next places shown for each person


class FileForm(forms.Form):
    """A file of seats."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel (.xlsx), at most 10 MB."))


def brief_day(day):
    """2 Mar 2027: in the list four days stand side by side."""
    return date_format(day, pgettext("day in a table", "j M Y"))


def brief(name, title):
    """A column of days."""

    @admin.display(description=title, ordering=name, empty_value="–")
    def shown(self, row):
        day = getattr(row, name)
        return day and brief_day(day)

    return shown


@admin.register(Seat)
class SeatAdmin(PlaceDoors, RoleAdmin):
    """Seats, fresh and stale; the buttons above the list take them out to a spreadsheet and in again."""

    form = SeatForm
    fields = ["site", *SEAT_FIELDS, "version"]
    list_display = ["site", "number", "opens_on", "closes_on", "state", "confirmed", "fresh_until"]
    list_filter = ["state", "site__area__department", "confirmed_on"]
    list_select_related = ["site"]
    search_fields = ["site__name"]
    change_list_template = "admin/placements/seat/change_list.html"
    change_form_template = "admin/placements/seat/change_form.html"

    opens_on = brief("opens", _("from"))
    closes_on = brief("closes", _("until"))
    confirmed = brief("confirmed_on", _("last confirmed"))

    @admin.display(description=_("holds until"), ordering="confirmed_on")
    def fresh_until(self, row):
        return brief_day(row.fresh_until) if row.fresh_until else _("never confirmed")

    def get_readonly_fields(self, request, obj=None):
        return ["site"] if obj else []

    def get_urls(self):
        def page(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"placements_seat_{name}")

        return [
            page("export.<slug:kind>", self.export, "export"),
            page("import/", self.take_in, "import"),
            page("import/<int:pk>/", self.look, "look"),
            page("import/<int:pk>/progress/", self.progress, "progress"),
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
        """Choose a file; nothing is stored yet. The files of the last day are listed."""
        self.must(request)
        form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
        if form.is_valid():
            file = seat_work.take_in(form.cleaned_data["file"].read(), by=request.user)
            return self.handed_over(file)
        answer = self.page(
            request,
            "admin/placements/seat/import.html",
            _("Take seats in from a spreadsheet"),
            form=form,
            too_big=getattr(request, "too_big", False),
            columns=seat_files.COLUMNS,
            files=SeatFile.objects.visible_to(request.user).order_by("-pk")[:FILES],
        )
        answer.status_code = 400 if form.is_bound else 200
        return answer

    def handed_over(self, file):
        tasks.enqueue_seats(file.pk)
        return redirect("admin:placements_seat_look", file.pk)

    def file(self, request, pk):
        self.must(request)
        found = SeatFile.objects.visible_to(request.user).defer("content", "packed").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def look(self, request, pk):
        """How far the work is, then every row's fate; a POST has it stored, all of it or nothing."""
        file = self.file(request, pk)
        if request.method == "POST":
            return self.asked(request, file)
        words = seat_files.words()
        return self.page(
            request,
            "admin/placements/seat/look.html",
            _("What becomes of each row"),
            file=file,
            counts=[(word, file.counts.get(what, 0)) for what, word in words.items()],
            fates=[(line, words[what], seat, said) for line, what, seat, said in file.first],
            more=max(sum(file.counts.values()) - len(file.first), 0),
            changes=changes(file),
        )

    def asked(self, request, file):
        """Have the file stored, or read once more after it failed. Asked twice it is done once."""
        doing = {"store": seat_work.confirm, "again": seat_work.again}.get(request.POST.get("act"))
        if doing is None:
            raise BadRequest
        try:
            doing(file, by=request.user)
        except Refused:
            return redirect("admin:placements_seat_look", file.pk)
        return self.handed_over(file)

    def progress(self, request, pk):
        """The part of the page that is asked for again until the work has ended."""
        file = self.file(request, pk)
        return render(request, "admin/placements/seat/state.html", {"file": file, "changes": changes(file)})

    def fates(self, request, pk):
        """The same as a file, each and every line."""
        return spreadsheet(seat_files.fates(self.file(request, pk).fates), "fates.csv")

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


def changes(file) -> int:
    """How many seats a file makes or changes."""
    return file.counts.get(seat_files.NEW, 0) + file.counts.get(seat_files.CHANGED, 0)


def spreadsheet(rows, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
