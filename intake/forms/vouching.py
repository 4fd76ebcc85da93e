"""The three questions behind a link, and whom else she would like us to ask."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import DateField, Form, Radios

from ..models.volunteer import MOST_HOURS
from .base import LONG, Text, number

YES, NO = "yes", "no"


def not_own(email, own):
    """The address of somebody else, in small letters."""
    if email and email.lower() == own:
        raise forms.ValidationError(
            _("This is your own e-mail. Write the e-mail of somebody who knows your work.")
        )
    return email.lower()


class VouchForm(Form):
    """Do you know her, what did she do, how many hours from when to when. A no needs no more."""

    nouns = {"hours": _("the number of hours, for example 60")}

    knows = forms.ChoiceField(
        choices=[(YES, _("Yes")), (NO, _("No"))], widget=Radios, label=_("Do you know %(name)s from there?")
    )
    did = Text(
        label=_("What did %(name)s do?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(LONG),
        help_text=_("For example: talked Danish with guests in the café. Nothing about health."),
    )
    hours = number(
        _("How many hours can you confirm?"),
        1,
        MOST_HOURS,
        _("In all, about. For example 60."),
        required=False,
    )
    begins = DateField(label=_("From which day?"), required=False, help_text=_("About is fine."))
    ends = DateField(
        label=_("Until which day?"), required=False, help_text=_("Write today if it still goes on.")
    )

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = field.label % {"name": name}
        self.fields["knows"].error_messages["required"] = _("Choose yes or no.")

    @property
    def knows_her(self) -> bool:
        return self.cleaned_data["knows"] == YES

    def clean(self):
        super().clean()
        if self.cleaned_data.get("knows") != YES:
            return
        for name, why in (
            ("did", _("Write in a few words what the work was.")),
            ("hours", _("Write the number of hours you can confirm, for example 60.")),
            ("begins", _("Write the day it began. About is fine.")),
            ("ends", _("Write the last day, or today if it still goes on.")),
        ):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, why)
        self._check_days()

    def _check_days(self):
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if ends and ends > timezone.localdate():
            self.add_error("ends", _("Until which day: write today or an earlier day."))
        elif begins and ends and ends < begins:
            self.add_error("ends", _("Until which day: write a day after the first one."))


class VoucherForm(Form):
    """Somebody who can confirm voluntary work, and that she has asked her first."""

    nouns = {"name": _("the name of the person")}

    name = Text(label=_("Name of the person"), max_length=100)
    email = forms.EmailField(
        label=_("E-mail of the person"),
        validators=[MaxLengthValidator(254)],
        help_text=_("We write one letter and at most two reminders."),
    )
    agreed = forms.BooleanField(label=_("I have asked the person, and the answer was yes"))

    def __init__(self, *args, own="", **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own
        for name in ("name", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_email(self):
        return not_own(self.cleaned_data["email"], self.own)
