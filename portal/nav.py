"""The main menu of each role, with the page one is on marked, and the doors from one stage to the next."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .roles import Act, Role

REPORTS = ("evaluation:reports", _("Reports"))
FIGURES = ("figures", _("Figures"))
MENUS = {
    Role.APPLICANT: [("intake:status", _("My application")), ("intake:programmes", _("Programmes"))],
    Role.SUPERVISOR: [("mentoring:home", _("My trainees")), REPORTS],
    Role.MANAGER: [("placements:home", _("My site")), REPORTS],
    Role.COORDINATOR: [
        ("admin:index", _("To do")),
        ("admin:placements_workbench_changelist", _("Find places")),
        ("admin:placements_run_changelist", _("Cohort runs")),
        ("placements:capacity", _("Capacity")),
        REPORTS,
        FIGURES,
    ],
    Role.HR: [FIGURES],
    Role.LEADER: [FIGURES],
    Role.ADMINISTRATOR: [("admin:index", _("Administration")), FIGURES],
}
# What a later stage adds to the page of a placement in progress: who may, the address, the words.
DOORS = [(Act.EVALUATE, "evaluation:evaluate", _("Evaluate and close"))]

# What a later stage adds to the page of an application, with the number of the application.
APPLICATION_DOORS = [(Act.SEE_SUPPORT, "mentoring:support", _("Support"))]


def nav(request):
    """The menu for base.html and the doors of a placement and an application; nobody signed in, no menu."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    items = [(reverse(name), words) for name, words in MENUS[user.role]]
    return {
        "nav": [{"url": url, "words": words, "current": request.path == url} for url, words in items],
        "doors": opened(DOORS, user),
        "application_doors": opened(APPLICATION_DOORS, user),
    }


def opened(doors, user):
    """Those doors this person may go through."""
    return [{"to": to, "words": words} for act, to, words in doors if user.may(act)]
