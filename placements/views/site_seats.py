"""A site's seats: still true, changed, withdrawn, copied; signed in, or by the link in a letter."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.access import allow, public
from portal.flow import Refused
from portal.limits import limited
from portal.roles import Act

from .. import answers, seats
from ..forms import SeatForm, WithdrawForm
from ..models import Placement, Seat, Site


@public
@limited("secret_link")
@require_http_methods(["GET", "HEAD", "POST"])
def by_letter(request, token):
    """The page behind the link in the letter: what is offered, and a button. It names nobody.

    Opening it changes nothing, because mail filters open links too.
    """
    try:
        site, manager = answers.read_seats(token)
    except answers.Expired:
        return render(request, "placements/seats_gone.html", {"expired": True}, status=410)
    except answers.Unreadable:
        return render(request, "placements/seats_gone.html", status=404)
    return _page(request, site, manager, "placements/seats_letter.html", token=token)


@allow(Act.DECIDE)
@require_http_methods(["GET", "POST"])
def of_site(request, pk):
    """The same for somebody who is signed in, with the ways to withdraw a seat and to copy a period."""
    site = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    return _page(request, site, request.user, "placements/seats_page.html")


def _page(request, site, person, template, **more):
    """Show the seats; a POST says that they still hold, or what is different."""
    today = timezone.localdate()
    rows = list(Seat.objects.visible_to(person).filter(site=site).current(today).order_by("number", "opens"))
    busy = set(
        Placement.objects.visible_to(person)
        .filter(seat__in=rows, status__in=seats.PLANNED)
        .values_list("seat_id", flat=True)
    )
    changing = request.method == "POST" and request.POST.get("act") == "change"
    forms = [SeatForm(request.POST if changing else None, seat=row, planned=row.pk in busy) for row in rows]
    if request.method == "POST" and _said(site, person, forms, changing):
        messages.success(request, _("Thank you. Your seats are up to date."))
        return redirect(request.path)
    offered = [row for row in rows if row.state == "offered"]
    return render(
        request,
        template,
        {
            "site": site,
            "forms": forms,
            "offered": offered,
            "fresh_until": min((row.fresh_until or today for row in offered), default=None),
            "today": today,
            "changing": changing,
            **more,
        },
        status=400 if changing else 200,
    )


def _said(site, person, forms, changing) -> bool:
    """Store what the page says; False when something in it is wrong or was changed meanwhile."""
    if not changing:
        seats.still_true(site, by=person)
        return True
    if not all([form.is_valid() for form in forms]):
        return False
    try:
        seats.say(site, [form.said for form in forms], by=person)
    except seats.Overtaken as overtaken:
        now = {seat.pk: seat for seat in overtaken.seats}
        for form in forms:
            if seat := now.get(form.seat.pk):
                form.data = form.data.copy()
                form.data[form.add_prefix("version")] = seat.version
                form.add_error("state", _now(seat))
        return False
    return True


def _now(seat):
    text = _(
        "Somebody has changed this seat since you opened the page: %(state)s, %(opens)s to %(closes)s. "
        "Save again if yours is right."
    )
    state = f"{seat.get_state_display()} ({seat.reason})" if seat.reason else seat.get_state_display()
    return text % {"state": state, "opens": seat.opens, "closes": seat.closes}


@allow(Act.DECIDE, Act.PLACE)
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Asks once, then takes the seat back and frees whoever was planned for it."""
    seat = get_object_or_404(Seat.objects.visible_to(request.user).select_related("site"), pk=pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            freed = seats.withdraw(seat, form.cleaned_data["reason"], by=request.user)
        except Refused:
            messages.error(request, _("Somebody else was quicker. This is how the seat stands now."))
            return redirect("placements:withdraw", pk)
        messages.success(request, _freed(len(freed)))
        if request.user.may(Act.PLACE):
            return redirect("admin:placements_seat_withdrawn", pk)
        return redirect("placements:seats", seat.site_id)
    people = list(seats.planned(seat))
    context = {"seat": seat, "form": form, "people": people, "here": _here(request.user, seat)}
    return render(request, "placements/withdraw.html", context, status=400 if form.errors else 200)


def _here(user, seat):
    """Whether somebody is at the seat now; she stays."""
    return Placement.objects.visible_to(user).filter(seat=seat, status="active").exists()


def _freed(count):
    said = ngettext(
        "The seat is withdrawn. %(n)s person is free for another place.",
        "The seat is withdrawn. %(n)s people are free for another place.",
        count,
    )
    return said % {"n": count} if count else _("The seat is withdrawn.")


@require_POST
@allow(Act.DECIDE, Act.PLACE)
def copy_period(request, pk):
    """Offer the next period as the last one."""
    site = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    count = seats.copy_period(site, by=request.user)
    said = ngettext(
        "%(n)s seat is copied to the next period. Confirm it before it is offered.",
        "%(n)s seats are copied to the next period. Confirm them before they are offered.",
        count,
    )
    nothing = _("Every seat already has a next period. Nothing was copied.")
    messages.success(request, said % {"n": count} if count else nothing)
    if request.user.may(Act.PLACE):
        return redirect("admin:placements_site_change", pk)
    return redirect("placements:seats", pk)
