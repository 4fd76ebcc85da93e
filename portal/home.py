"""The front door: the public page for those outside, the right desk for those inside."""

from django.shortcuts import redirect, render

from intake.models import Setting

from .access import public
from .roles import Role

DESKS = {
    Role.APPLICANT: "intake:status",
    Role.SUPERVISOR: "mentoring:home",
    Role.MANAGER: "placements:home",
    Role.COORDINATOR: "admin:index",
    Role.ADMINISTRATOR: "admin:index",
    Role.HR: "figures",
    Role.LEADER: "figures",
}


@public
def home(request):
    """What this is, in one page; whoever is signed in goes to their own desk."""
    if request.user.is_authenticated:
        return redirect(DESKS[request.user.role])
    return render(request, "home/front.html", {"settings": Setting.objects.filter(active=True)[:4]})
