"""Residence and practical matters: why she may stay, whether she may work, what is in place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import Checkboxes, DateField, Radios

from ..models import Residence
from ..models.path import Basis, CprStatus, MitidStatus, Settled, WorkRight
from .base import SectionForm, number

ENDLESS = {Basis.NORDIC, Basis.DK_CITIZEN, Basis.NONE, Basis.TOURIST_VISA_FREE}


class ResidenceForm(SectionForm):
    hint = _("Your permit and what is in place. Not knowing is an answer")
    needed = ("basis", "work_right", "cpr_status", "mitid_status")
    nouns = {
        "basis": _("why you may stay in Denmark"),
        "hours_limit": _("how many hours a month, for example 90"),
    }
    only_if = {
        "permit_to": lambda row: row.basis not in ENDLESS,
        "hours_limit": lambda row: row.work_right == WorkRight.HOURS_LIMITED,
    }
    groups = [
        (_("Residence and work"), ["basis", "permit_to", "work_right", "hours_limit"]),
        (_("Practical matters"), ["cpr_status", "mitid_status", "settled"]),
    ]

    basis = forms.ChoiceField(
        choices=[("", ""), *Basis.choices],
        label=_("Why may you stay in Denmark?"),
        help_text=_(
            "Look at your residence card or your letter. You may choose “I don't know yet”. "
            "We do not ask for a copy now."
        ),
    )
    permit_to = DateField(
        label=_("Your permit is valid until"),
        help_text=_("The date on the card, for example 30 6 2028. Leave it empty if there is none."),
    )
    work_right = forms.ChoiceField(
        choices=WorkRight.choices,
        widget=Radios(hints={WorkRight.NEEDS_CHECK: _("That is fine. We look at it together.")}),
        label=_("May you work in Denmark?"),
    )
    hours_limit = number(
        _("If there is a limit on hours: how many a month?"),
        1,
        200,
        _("For example 90. It stands on your card or in your letter."),
    )
    cpr_status = forms.ChoiceField(
        choices=CprStatus.choices,
        widget=Radios,
        label=_("Do you have a CPR number?"),
        help_text=_("Only yes or no. Do not write the number: we ask for it once a placement is agreed."),
    )
    mitid_status = forms.ChoiceField(
        choices=MitidStatus.choices,
        widget=Radios,
        label=_("Do you have MitID?"),
        help_text=_("You do not need it to apply."),
    )
    settled = forms.MultipleChoiceField(
        choices=Settled.choices,
        widget=Checkboxes,
        label=_("Which of these do you have?"),
        help_text=_("Choose those you have. We help you with the rest when you have a place."),
    )

    class Meta:
        model = Residence
        fields = ("basis", "permit_to", "work_right", "hours_limit", "cpr_status", "mitid_status", "settled")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("work_right") == WorkRight.HOURS_LIMITED:
            self.need("hours_limit", _("Write how many hours a month you may work, for example 90."))
        elif "work_right" in self.cleaned_data and not self.partial and "hours_limit" not in self.errors:
            self.cleaned_data["hours_limit"] = None
