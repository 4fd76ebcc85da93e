"""How an applicant answers what we have asked her."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import Form

from .base import Text


class AnswerForm(Form):
    """Her answer, in her own words and language."""

    answer = Text(
        label=_("Your answer"),
        help_text=_("Write in Danish or English. Do not write your CPR number."),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )
