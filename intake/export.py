"""A list of applications as a spreadsheet: what a coordinator needs to plan with, and nothing sensitive."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.levels import Level

from .models import Status

A_TIME = 2000  # rows fetched together
COLUMNS = [  # title, where it stands
    (gettext_lazy("Reference"), "reference"),
    (gettext_lazy("First name(s)"), "about__given_name"),
    (gettext_lazy("Last name"), "about__family_name"),
    (gettext_lazy("E-mail"), "applicant__email"),
    (gettext_lazy("Profession"), "card__profession__name"),
    (gettext_lazy("Danish"), "card__danish"),
    (gettext_lazy("Can start"), "card__starts"),
    (gettext_lazy("Department"), "card__departments"),
    (gettext_lazy("Status"), "status"),
    (gettext_lazy("Received"), "submitted_at__date"),
    (gettext_lazy("Answer by"), "answer_by"),
    (gettext_lazy("Source"), "source"),
]


def rows(applications):
    """The titles, then a row for each; fetched by the thousand, never all at once."""
    yield [str(title) for title, _place in COLUMNS]
    language = "da" if get_language() == "da" else "en"
    places = [f"{place}_{language}" if place.endswith("__name") else place for _title, place in COLUMNS]
    for found in applications.values_list(*places).iterator(chunk_size=A_TIME):
        yield [told(place, value) for place, value in zip(places, found, strict=True)]


def told(place, value):
    """A value as people read it; days stay ISO, so that they sort."""
    if value is None:
        return ""
    if place == "card__danish":
        return str(Level(value).label)
    if place == "card__departments":
        return ", ".join(value) or _("Any department")
    if place == "status":
        return str(Status(value).label)
    return value.isoformat() if hasattr(value, "isoformat") else value
