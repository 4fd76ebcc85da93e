"""Short names of rules, preferences and alternatives, for the heads of columns."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TITLES = {
    "profession": gettext_lazy("The profession"),
    "legal_kind": gettext_lazy("The legal kind of placement"),
    "authorisation": gettext_lazy("The authorisation"),
    "right_to_work": gettext_lazy("The right to work"),
    "permit": gettext_lazy("The permit runs out"),
    "danish": gettext_lazy("The Danish asked for"),
    "dates": gettext_lazy("The dates"),
    "length": gettext_lazy("The length"),
    "hours": gettext_lazy("Hours a week"),
    "shifts": gettext_lazy("The shifts"),
    "checks": gettext_lazy("The checks"),
    "supervisor": gettext_lazy("No supervisor with room"),
    "fresh": gettext_lazy("The seat is not confirmed, or has no places"),
    "child_care": gettext_lazy("Child care"),
    "commute": gettext_lazy("The way to work"),
    "no_place_left": gettext_lazy("No place left"),
    "setting_wish": gettext_lazy("Kind of place wished"),
    "district_wish": gettext_lazy("Part of town wished"),
    "learning": gettext_lazy("Wants to learn"),
    "specialisation": gettext_lazy("Experience"),
    "danish_level": gettext_lazy("Danish"),
    "travel_time": gettext_lazy("Way to work"),
    "volunteer_tie": gettext_lazy("Somebody vouches"),
    "languages": gettext_lazy("A language shared"),
    "waiting": gettext_lazy("Time waited"),
    "permit_running_out": gettext_lazy("Permit soon over"),
    "rotation": gettext_lazy("A new kind of place"),
    "fair": gettext_lazy("This result: nobody far below, then the best in all"),
    "greatest_total": gettext_lazy("The best in all, whoever pays for it"),
    "least_regret": gettext_lazy("Everybody near the best place for them"),
    "as_wished": gettext_lazy("What people wished"),
    "stable": gettext_lazy("No pair would rather have each other"),
    "first_come": gettext_lazy("First come, first served"),
    "together": gettext_lazy("Both departments together"),
    "apart": gettext_lazy("Each applicant asks one department only"),
}


def title(name):
    """What to call a rule, a preference or a way to fill the places; a new one goes by its own name."""
    return str(TITLES.get(name) or name.replace("_", " ").capitalize())


def alone(department):
    """What to call one department by itself."""
    return _("Only %(department)s") % {"department": department}
