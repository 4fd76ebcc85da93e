"""The workbench the other way round: one seat in the middle, everybody who is ready beside it, with reasons."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Application
from portal.audit import Event, note

from ..candidates import Candidates
from ..models import Seat
from ..picture import fit_and_way
from .asking import asked
from .narrowed import People

A_PAGE = 15
NEARLY = 5
GONE = _("This person is no longer ready to match. Choose somebody else.")


class SeatBench:
    """Pages of the workbench that begin with a seat, for an admin of those who are ready."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.seat_bench)
        return [path("seat/<int:pk>/", view, name="placements_seat_bench"), *super().get_urls()]

    def seat_bench(self, request, pk):
        """Everybody who is ready beside one seat; a chosen person gets the form that asks the site."""
        seat = self.seat_at(request, pk)
        application = self.person_chosen(request)
        form = None
        if application:
            form, elsewhere = asked(request, application, seat)
            if elsewhere:
                return elsewhere
            if form is None:
                messages.warning(request, GONE)
        answer = self.page(
            request,
            "admin/placements/workbench/seat.html",
            _("Find somebody"),
            **self.at_seat(request, seat, application),
            seat=seat,
            application=application,
            form=form,
        )
        answer.status_code = 400 if form and form.errors else 200
        return answer

    def seat_at(self, request, pk):
        seats = Seat.objects.visible_to(request.user).select_related(
            "site__area__department", "site__setting", "site__district"
        )
        seat = seats.filter(pk=pk).first()
        if seat is None or not self.has_view_permission(request):
            raise Http404
        return seat

    def person_chosen(self, request):
        key = request.GET.get("person", "")
        rows = Application.objects.visible_to(request.user).with_sections()
        found = rows.filter(pk=key).first() if key.isdecimal() and len(key) < 18 else None
        if key and found is None:
            messages.warning(request, GONE)
        if found:
            note(request.user, Event.Act.READ, found, purpose="workbench")
        return found

    def at_seat(self, request, seat, application):
        """What the page shows of the people beside the seat, narrowed by what its address asks for."""
        asked_for = People(request.GET)
        found = Candidates(seat, timezone.localdate(), request.user, asked_for.kind)
        possible, nearly = found.split(found.order(asked_for.profession, asked_for.wish, asked_for.track))
        page = Paginator(possible, A_PAGE).get_page(request.GET.get("page"))
        people = found.people_at(page.object_list)
        chosen = found.index_of(application.pk) if application else None
        return {
            "asked_for": asked_for,
            "here": "&".join(
                filter(None, [f"person={application.pk}" if application else "", asked_for.kept])
            ),
            "compared": found.compared(asked_for.compared),
            "found": found,
            "page": page,
            "people": people,
            "picture": fit_and_way(_("Person"), found.ways(people, page.object_list)),
            "nearly": found.people_at(nearly[:NEARLY]),
            "possible_count": len(possible),
            "nearly_count": len(nearly),
            "chosen": None if chosen is None else found.candidate(application, chosen),
        }
