"""The CPR number as people write it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import Form

from .. import cpr
from .base import Text

WRONG = {
    "digits": _("Write the CPR number with 10 digits, for example ddmmyy-xxxx."),
    "date": _(
        "The CPR number begins with your date of birth, and this date does not exist. Check the digits."
    ),
    "future": _("This CPR number says that you are born in the future. Check the digits."),
}


class CprForm(Form):
    """Ten digits, with or without a hyphen."""

    cpr = Text(
        label=_("CPR number"),
        help_text=_("10 digits, for example ddmmyy-xxxx. A number with 60 added to the day is fine too."),
        max_length=40,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-char-11"}),
        error_messages={"required": WRONG["digits"]},
    )

    def clean_cpr(self):
        try:
            return cpr.read(self.cleaned_data["cpr"], timezone.localdate())
        except cpr.Wrong as error:
            raise forms.ValidationError(WRONG[str(error)]) from None
