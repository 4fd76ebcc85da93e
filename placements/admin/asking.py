"""Asking a site from either workbench: the form, and clear words when somebody else was quicker."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Status

from .. import actions, rules
from ..fits import wanted
from ..forms import ProposeForm
from ..models import Placement, Seat
from ..models.placement import TAKEN

QUICKER = _("Somebody else was quicker: the application is now “%(status)s”. Nothing was sent.")
ONCE = _("%(site)s has been asked already. Nothing was sent twice.")
SEAT_GONE = _("This seat is no longer there. Choose another one.")


def seat_chosen(request):
    """The seat an address names, as far as this person may see it."""
    key = request.GET.get("seat", "")
    seats = Seat.objects.visible_to(request.user).select_related("site__area__department")
    found = seats.filter(pk=key).first() if key.isdecimal() and len(key) < 18 else None
    if key and found is None:
        messages.warning(request, SEAT_GONE)
    return found


def asked(request, application, seat):
    """(form, where to go on) for one person and one seat; one of the two is None, or both."""
    if not application.can(Status.PROPOSED):
        return None, too_late(request, application, seat) if request.method == "POST" else None
    offer = first_offer(application, seat) | {"kind": request.GET.get("kind")}  # the kind she was ranked for
    form = ProposeForm(request.POST or None, seat=seat, initial=offer)
    if request.method == "POST" and form.is_valid() and propose(request, application, seat, form):
        return None, redirect("admin:intake_application_change", application.pk)
    return form, None


def too_late(request, application, seat):
    """She can't be suggested any more: to the placement when this very site was asked, else back with the reason."""
    live = Q(application=application, seat=seat)
    placement = Placement.objects.visible_to(request.user).live().filter(live).first()
    if placement:
        messages.info(request, ONCE % {"site": seat.site})
        return redirect("admin:placements_placement_change", placement.pk)
    messages.warning(request, QUICKER % {"status": application.get_status_display()})
    return redirect(reverse("admin:placements_workbench", args=[application.pk]))


def propose(request, application, seat, form) -> bool:
    """Ask the site; what stands in the way is said beside the form."""
    try:
        placement = actions.propose(application, seat, **form.cleaned_data, by=request.user)
    except actions.Blocked as error:
        form.add_error(None, str(error))
        return False
    except actions.Refused:
        form.add_error(None, _("Somebody else was quicker. Look at the application before you go on."))
        return False
    messages.success(request, _("We have asked %(site)s.") % {"site": placement.seat.site})
    if not seat.site.managers():
        messages.warning(
            request, _("Nobody leads this site in the portal, so no letter was sent: call the site.")
        )
    return True


def first_offer(application, seat):
    """Days and hours to begin with: what she wishes, within the longest stretch in which the seat is nobody's."""
    today = timezone.localdate()
    days = seat.placements.filter(status__in=TAKEN, ends__gte=today).values_list("starts", "ends")
    first, last = rules.longest_gap(max(seat.opens, today), seat.closes, days) or (seat.opens, seat.closes)
    starts, ends = wanted(application, first)
    wishes = application.section("wishes")
    hours = (wishes and wishes.weekly_hours) or rules.FULL_TIME
    return {"starts": starts, "ends": min(ends, last), "weekly_hours": min(hours, seat.weekly_hours)}
