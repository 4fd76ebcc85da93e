"""What a statement of confirmed voluntary work says."""

from django.utils import timezone
from django.utils.translation import gettext as _


def told(application) -> dict:
    """The confirmed pieces of work of one person with their sum; nothing where nothing is confirmed."""
    volunteering = application.section("volunteering")
    works = volunteering.confirmed if volunteering else []
    if not works:
        return {}
    return {
        "title": _("Confirmed volunteer work"),
        "application": application,
        "name": application.name,
        "works": works,
        "hours": sum(work.confirmed_hours for work in works),
        "today": timezone.localdate(),
    }
