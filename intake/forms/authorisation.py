"""Authorisation and residence: where you stand. Not knowing is an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import DateField, Radios

from ..models import Authorisation
from ..models.sections import Residence, Stage, WorkRight
from .base import SectionForm

STAGE_HINTS = {
    Stage.PREPARING: _("For example your diploma, a translation or a good standing certificate."),
    Stage.APPLIED: _("The Danish Patient Safety Authority has your papers."),
    Stage.EDUCATION_APPROVED: _("You have a letter that says so."),
    Stage.LANGUAGE_PASSED: _("Prøve i Dansk 3, or the test your letter asks for."),
    Stage.NOT_APPLICABLE: _("For example care helper and social educator."),
}
RESIDENCE_HINTS = {
    Residence.EU_EEA_CH: _("For citizens of the EU, Iceland, Liechtenstein, Norway and Switzerland."),
    Residence.AUTH_STAY: _("A stay to get Danish authorisation."),
    Residence.FAMILY: _("You came with, or to, somebody in your family."),
}


def has_evaluation(row) -> bool:
    return row.stage == Stage.EVALUATION_AUTHORISED


class AuthorisationForm(SectionForm):
    hint = _("Where you stand. Not knowing is an answer")
    nouns = {"citizenship": _("your citizenship")}
    only_if = {"evaluation_from": has_evaluation, "evaluation_to": has_evaluation}
    needed = ("citizenship", "stage", "residence", "work_right")
    groups = [
        (_("Danish authorisation"), ["citizenship", "stage", "evaluation_from", "evaluation_to"]),
        (_("Residence and work"), ["residence", "permit_to", "work_right"]),
    ]

    stage = forms.ChoiceField(
        choices=Stage.choices,
        widget=Radios(hints=STAGE_HINTS),
        label=_("Where are you on the way to Danish authorisation?"),
        help_text=_("The Danish Patient Safety Authority decides about authorisation, not the municipality."),
    )
    evaluation_from = DateField(
        label=_("Your authorisation for evaluation employment begins"),
        help_text=_("Only if you have one. For example 1 3 2027."),
    )
    evaluation_to = DateField(
        label=_("Your authorisation for evaluation employment ends"),
        help_text=_("Only if you have one. For example 31 8 2027."),
    )
    residence = forms.ChoiceField(
        choices=Residence.choices,
        widget=Radios(hints=RESIDENCE_HINTS),
        label=_("Why may you stay in Denmark?"),
        help_text=_("Look at your residence card or your letter. We do not ask for a copy now."),
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

    class Meta:
        model = Authorisation
        fields = (
            "citizenship",
            "stage",
            "evaluation_from",
            "evaluation_to",
            "residence",
            "permit_to",
            "work_right",
        )
        help_texts = {"citizenship": _("If you have more than one, choose the one in the passport you use.")}

    def clean(self):
        super().clean()
        if self.cleaned_data.get("stage") == Stage.EVALUATION_AUTHORISED:
            self._check_period()
        elif "stage" in self.cleaned_data:
            self.cleaned_data |= {
                name: None for name in ("evaluation_from", "evaluation_to") if name not in self.errors
            }

    def _check_period(self):
        self.need("evaluation_from", _("Write the day your authorisation for evaluation employment begins."))
        self.need("evaluation_to", _("Write the day your authorisation for evaluation employment ends."))
        begins, ends = (self.cleaned_data.get(name) for name in ("evaluation_from", "evaluation_to"))
        if begins and ends and ends < begins:
            self.add_error("evaluation_to", _("Your authorisation ends before it begins. Check both dates."))
