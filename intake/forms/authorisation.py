"""Authorisation: where she stands on the way of her profession, asked only what her way needs."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import DateField, Radios

from .. import rules
from ..models import Authorisation
from ..models.path import Known, Stage
from .base import SectionForm, Text, number

STAGE_HINTS = {
    Stage.PREPARING: _("For example your diploma, a translation or a good standing certificate."),
    Stage.APPLIED: _("The Danish Patient Safety Authority has your papers."),
    Stage.AWAITING_DOCUMENTS: _("You have a letter that says which papers are missing."),
    Stage.EDUCATION_APPROVED: _("You have a letter that says so. The Authority calls it fit for testing."),
    Stage.LANGUAGE_PASSED: _("Prøve i Dansk 3, or the test your letter asks for."),
    Stage.PROFESSIONAL_TESTS: _("Also the course in Danish health law."),
    Stage.SEEKING_EVALUATION: _("Six months or more at a place in Denmark."),
    Stage.REJECTED_QUOTA: _("Denmark takes a limited number from outside the EU in some professions."),
    Stage.EXPIRED: _("The three years ended before you were done."),
}
FOLLOW_UPS = (
    *("recognised_in_eu", "eu_practice_months", "applied_on", "education_approved_on"),
    *("evaluation_from", "evaluation_to", "authorisation_id"),
)
EMPTY = dict.fromkeys(FOLLOW_UPS) | {"recognised_in_eu": "", "authorisation_id": ""}


class AuthorisationForm(SectionForm):
    hint = _("Where you stand. Not knowing is an answer")
    needed = ("stage", "recognised_in_eu")
    nouns = {"eu_practice_months": _("how many months, for example 40")}
    groups = [
        (_("Your education in the EU"), ["recognised_in_eu", "eu_practice_months"]),
        (
            _("Danish authorisation"),
            ["stage", "applied_on", "education_approved_on", "evaluation_from", "evaluation_to"],
        ),
        (_("Your authorisation"), ["authorisation_id"]),
    ]

    recognised_in_eu = forms.ChoiceField(
        choices=Known.choices,
        widget=Radios,
        label=_("Has another EU or EEA country recognised your education?"),
        help_text=_("You are a European citizen with an education from elsewhere, so we ask this too."),
    )
    eu_practice_months = number(
        _("How many months have you worked in your profession in that country?"),
        0,
        720,
        _("For example 40. Leave it empty if no country has recognised it."),
    )
    stage = forms.ChoiceField(
        choices=Stage.choices,
        widget=Radios(hints=STAGE_HINTS),
        label=_("Where are you on the way to Danish authorisation?"),
        help_text=_("The Danish Patient Safety Authority decides about authorisation, not the municipality."),
    )
    applied_on = DateField(
        label=_("The day you applied"),
        help_text=_("For example 1 3 2026. Leave it empty if you do not know."),
    )
    education_approved_on = DateField(
        label=_("The day your education was approved"),
        help_text=_(
            "The date of the letter. You have three years from that day. Leave it empty if you do not know."
        ),
    )
    evaluation_from = DateField(
        label=_("Your authorisation for evaluation employment begins"),
        help_text=_("The first day in your letter. For example 1 3 2027."),
    )
    evaluation_to = DateField(
        label=_("Your authorisation for evaluation employment ends"),
        help_text=_("The last day in your letter. For example 31 8 2027."),
    )
    authorisation_id = Text(
        label=_("Your authorisation ID"),
        max_length=20,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9]{3,20}\Z", _("Write the ID with letters and numbers only, for example 0A1BC.")
            )
        ],
        help_text=_(
            "It stands in your letter and in the public register. Leave it empty if you do not have it here."
        ),
    )

    class Meta:
        model = Authorisation
        fields = ("stage", *FOLLOW_UPS)

    def prepare(self):
        """Her track decides the stages she can be at, and track and stage decide what follows."""
        self.track = self.application.base_track if self.application else "UNCLEAR"
        stages = self.application.stages if self.application else rules.STAGES
        self.fields["stage"].choices = [(code, Stage(code).label) for code in stages]
        if self.track == "NOT_REGULATED":
            del self.fields["stage"]
        self.stage = self.data.get("stage", "") if self.is_bound else self.instance.stage
        self.asked = rules.follow_ups(self.track, self.stage, self._told)
        for name in FOLLOW_UPS:
            if name not in self.asked:
                del self.fields[name]

    @property
    def _told(self) -> bool:
        """Whether citizenship and education are known, so that an unclear track is unclear in itself."""
        sections = [self.application and self.application.section(name) for name in ("about", "background")]
        return all(sections) and bool(sections[0].citizenships and sections[1].deciding.country)

    @property
    def asks_more(self):
        """The stage she chose may ask for a day or a number that this page had no field for."""
        keys = [key for key in self.data if not key.startswith("csrf")]
        return any(not any(key.startswith(name) for key in keys) for name in self.asked)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("recognised_in_eu") == Known.YES:
            self.need("eu_practice_months", _("Write how many months you have worked there, for example 40."))
        today = timezone.localdate()
        for name in ("applied_on", "education_approved_on"):
            if (day := self.cleaned_data.get(name)) and day > today:
                self.add_error(
                    name, forms.ValidationError(_("This day has not come yet. Check the year."), "year")
                )
        self._check_order(
            "applied_on",
            "education_approved_on",
            _("Your education cannot be approved before you applied. Check both dates."),
        )
        if not self.asks_more and self.stage in rules.EVALUATING:
            self.need(
                "evaluation_from", _("Write the day your authorisation for evaluation employment begins.")
            )
            self.need("evaluation_to", _("Write the day your authorisation for evaluation employment ends."))
        self._check_order(
            "evaluation_from",
            "evaluation_to",
            _("Your authorisation ends before it begins. Check both dates."),
        )

    def _check_order(self, first, last, why):
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, why)

    def keep(self):
        """What isn't asked any more is forgotten once she has gone on; a profession that needs none says so itself."""
        if not self.partial and self.is_valid():
            for name in FOLLOW_UPS:
                if name not in self.asked:
                    setattr(self.instance, name, EMPTY[name])
        if self.track == "NOT_REGULATED":
            self.instance.stage = Stage.NOT_APPLICABLE
        super().keep()
