"""About you: a name and a way to reach you. No CPR number, no date of birth, no sex."""

from django.core.validators import RegexValidator
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

from ..models import About
from .base import SectionForm, Text
from .rows import RowForm, country


class CitizenshipRow(RowForm):
    many = "citizenships"
    unique = "country"
    legend = _("Citizenship")
    more = _("Add one more citizenship")
    least = 1
    needed = {"country": _("your citizenship")}
    twice = _("You have chosen this citizenship already. Choose another, or remove it.")

    country = country(label=_("Citizenship"), help_text=_("Choose Stateless if you have none."))

    @classmethod
    def load(cls, section):
        return [{"country": code} for code in section.citizenships]

    @classmethod
    def put(cls, section, rows):
        section.citizenships = list(dict.fromkeys(row["country"] for row in rows if row.get("country")))


class AboutForm(SectionForm):
    hint = _("Your name and how to reach you")
    nouns = {"given_name": _("your first name"), "postcode": _("your postcode")}
    autocomplete = {
        "given_name": "given-name",
        "family_name": "family-name",
        "phone": "tel",
        "postcode": "postal-code",
    }
    needed = ("given_name", "phone")
    rows = (CitizenshipRow,)
    groups = [
        (_("Your name"), ["given_name", "family_name"]),
        (_("How to reach you"), ["phone", "postcode"]),
        (_("Your citizenship"), ["citizenships"]),
    ]

    given_name = Text(
        label=_("First name(s)"),
        max_length=100,
        help_text=_("As in your passport, in any alphabet. If you have one name only, write it here."),
    )
    family_name = Text(label=_("Last name"), max_length=100)
    postcode = Text(
        label=_("Postcode"),
        max_length=10,
        widget=TextInput({"class": "input-char-8"}),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9 -]*\Z",
                _("Write a postcode with letters and numbers, for example 8000."),
            )
        ],
        help_text=_(
            "For example 8000. It tells us how far you travel. Leave it empty if you have no address yet."
        ),
    )

    class Meta:
        model = About
        fields = ("given_name", "family_name", "phone", "postcode")
        error_messages = {
            "phone": {
                "invalid": _("Write a phone number with its country code, for example +45 20 12 34 56.")
            }
        }
        help_texts = {
            "phone": _("Any country. Begin with + and the country code, for example +63 917 123 4567.")
        }
