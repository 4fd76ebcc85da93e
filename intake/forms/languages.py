"""Languages: Danish as you see it yourself, in two can-do questions, and the other languages you speak."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import Checkboxes, Radios
from portal.levels import Level

from ..models import Languages, Tongue
from ..models.sections import DanishTest
from .base import SectionForm

ASKED = [Level.PRE_A1, Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.NATIVE]
CHOICES = [(level.value, level.label) for level in ASKED]
SPEAK = {
    "0": _("I know a few words."),
    "10": _("I can say who I am and ask simple questions when people speak slowly."),
    "20": _("I can talk about everyday things, for example food, family and the weather."),
    "30": _("I can tell a colleague what I have done today and understand the answer."),
    "40": _("I can give a report about a patient and take part in a meeting."),
    "50": _("I can talk freely about difficult things, also on the phone."),
}
WRITE = {
    "0": _("I cannot read or write Danish yet."),
    "10": _("I can read a sign and write my name and address."),
    "20": _("I can read a short message and write one."),
    "30": _("I can read an e-mail from work and write what happened on a shift."),
    "40": _("I can read instructions and write notes that others can work with."),
    "50": _("I can read and write almost everything."),
}


def level(hints, **kwargs):
    return forms.TypedChoiceField(
        choices=CHOICES, coerce=int, empty_value=None, widget=Radios(hints=hints), **kwargs
    )


class LanguagesForm(SectionForm):
    hint = _("Your Danish and your other languages")
    needed = ("danish_oral", "danish_written", "danish_test")
    groups = [
        (_("Your Danish"), ["danish_oral", "danish_written", "danish_test"]),
        (_("Your other languages"), ["others"]),
    ]

    danish_oral = level(
        SPEAK,
        label=_("How well do you speak and understand Danish?"),
        help_text=_(
            "Choose the one that fits best today. It is your own view. You can learn more on the way."
        ),
    )
    danish_written = level(WRITE, label=_("How well do you read and write Danish?"))
    danish_test = forms.ChoiceField(
        choices=DanishTest.choices,
        widget=Radios(hints={DanishTest.MODULE: _("A test inside Danskuddannelse 1, 2 or 3.")}),
        label=_("Which Danish test have you passed?"),
        help_text=_("The highest one."),
    )
    others = forms.MultipleChoiceField(
        choices=Tongue.choices,
        widget=Checkboxes,
        label=_("Which other languages do you speak?"),
        help_text=_("Some residents speak little Danish. Choose those you can talk with people in."),
    )

    class Meta:
        model = Languages
        fields = ("danish_oral", "danish_written", "danish_test", "others")
