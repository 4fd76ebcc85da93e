"""Education and experience."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.forms import Checkboxes

from ..models import Background, Profession, Setting
from .base import LONG, SectionForm, Text, number

OTHER = "OTHER"


class BackgroundForm(SectionForm):
    hint = _("Your profession and what you have done")
    nouns = {
        "profession": _("your profession"),
        "education_country": _("the country of your education"),
        "education_year": _("the year you finished, for example 2019"),
        "years_worked": _("how many years you have worked, for example 4"),
    }
    only_if = {"profession_other": lambda row: row.profession and row.profession.code == OTHER}
    needed = ("profession", "education_country", "education_year", "years_worked")
    groups = [
        (
            _("Your education"),
            ["profession", "profession_other", "education_country", "education_year"],
        ),
        (_("Your work"), ["years_worked", "experience", "in_own_words"]),
    ]

    profession = forms.ModelChoiceField(
        Profession.objects.filter(active=True),
        label=_("Profession"),
        help_text=_("What you are trained as. If it is not on the list, choose Other."),
    )
    profession_other = Text(
        label=_("Your profession, if you chose Other"),
        max_length=100,
        help_text=_("For example: paramedic."),
    )
    education_year = number(
        label=_("Year you finished"), min_value=1960, help_text=_("Four digits, for example 2019.")
    )
    years_worked = number(
        label=_("Years of work in your profession"),
        min_value=0,
        max_value=60,
        help_text=_(
            "Whole years after your education, in all countries. Write 0 if you have not worked yet."
        ),
    )
    experience = forms.ModelMultipleChoiceField(
        Setting.objects.filter(active=True),
        label=_("Where have you worked?"),
        widget=Checkboxes,
        help_text=_("Choose what is most like the places you know. You may choose several or none."),
    )
    in_own_words = Text(
        label=_("Your experience in your own words"),
        max_length=2000,
        widget=forms.Textarea(LONG),
        help_text=_(
            "For example: I worked three years in a surgical ward and one year with older people at home. "
            "Danish or English. Do not write about your own health."
        ),
    )

    class Meta:
        model = Background
        fields = (
            "profession",
            "profession_other",
            "education_country",
            "education_year",
            "years_worked",
            "experience",
            "in_own_words",
        )

    def clean_education_year(self):
        year, now = self.cleaned_data["education_year"], timezone.localdate().year
        if year and year > now:
            raise forms.ValidationError(
                gettext("Year you finished: write %(year)s or an earlier year.") % {"year": now}
            )
        return year

    def clean(self):
        super().clean()
        profession = self.cleaned_data.get("profession")
        if profession and profession.code == OTHER:
            self.need("profession_other", _("Write your profession, because you chose Other."))
        elif profession and "profession_other" not in self.errors:
            self.cleaned_data["profession_other"] = ""
