"""Education and experience: one profession, and a row for each education and each piece of work."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Background, Profession, Setting, Tongue
from ..models.background import EducationLevel
from .base import LONG, SectionForm, Text, number
from .rows import RowForm, country

OTHER = "OTHER"
TEACHING = [("", ""), ("da", _("Danish")), *Tongue.choices, ("other", _("Another language"))]


def not_later(form, name):
    """A year that has come."""
    year, now = form.cleaned_data[name], timezone.localdate().year
    if year and year > now:
        said = gettext("%(label)s: write %(year)s or an earlier year.")
        raise forms.ValidationError(said % {"label": form.fields[name].label, "year": now})
    return year


class EducationRow(RowForm):
    many = "educations"
    legend = _("Education")
    more = _("Add one more education")
    note = _("Begin with the education of your profession. Add others below it.")
    least = 1
    needed = {
        "country": _("the country of your education"),
        "title": _("the title of your education"),
        "level": _("the level of your education"),
        "year": _("the year you finished, for example 2019"),
    }

    country = country(label=_("Country of education"))
    title = Text(
        label=_("Title, as it is called there"),
        max_length=150,
        help_text=_("For example: Bachelor of Science in Nursing, Pflegefachfrau, Pielęgniarka."),
    )
    level = forms.ChoiceField(
        choices=[("", ""), *EducationLevel.choices],
        label=_("Level"),
        help_text=_("Choose the one that is most like it."),
    )
    year = number(_("Year you finished"), 1960, hint=_("Four digits, for example 2019."))
    language = forms.ChoiceField(
        choices=TEACHING, label=_("Language of teaching"), help_text=_("The one most lessons were in.")
    )

    def clean_year(self):
        return not_later(self, "year")


class JobRow(RowForm):
    many = "jobs"
    legend = _("Work")
    more = _("Add one more place you have worked")
    note = _("The latest first. Leave it empty if you have not worked yet.")
    needed = {
        "country": _("the country you worked in"),
        "place": _("what kind of place it was"),
        "years": _("how many years you worked there, for example 4"),
    }

    country = country(label=_("Country of work"))
    place = Text(
        label=_("What kind of place was it?"),
        max_length=150,
        help_text=_("For example: surgical ward at a hospital, nursing home, people's own homes."),
    )
    setting = forms.TypedChoiceField(
        choices=[("", "")],
        coerce=int,
        empty_value=None,
        label=_("Which of our places is it most like?"),
        help_text=_("Leave it empty if it is like none of them."),
    )
    years = number(_("Years of work there"), 0, 60, _("Whole years. Write 0 if it was less than one."))
    until_year = number(
        _("The last year you worked there"),
        1960,
        hint=_("Four digits, for example 2024. Write this year if you still do."),
    )
    hours = number(_("Hours of work a week"), 1, 80, _("About how many, for example 37."))
    tasks = Text(
        label=_("What did you do there?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: care, medicine, wounds, talks with relatives."),
    )

    @staticmethod
    def shared():
        return {"setting": [(row.pk, row.name) for row in Setting.objects.filter(active=True)]}

    @classmethod
    def known(cls, section):
        known = Setting.objects.filter(pk__in=section.experience) if section.experience else []
        return {"setting": [(row.pk, row.name) for row in known]}

    def clean_until_year(self):
        return not_later(self, "until_year")


class BackgroundForm(SectionForm):
    hint = _("Your profession and what you have done")
    nouns = {"profession": _("your profession")}
    only_if = {"profession_other": lambda row: row.profession and row.profession.code == OTHER}
    needed = ("profession",)
    rows = (EducationRow, JobRow)
    groups = [
        (_("Your profession"), ["profession", "profession_other"]),
        (_("Your education"), ["educations"]),
        (_("Your work"), ["jobs", "in_own_words"]),
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
        fields = ("profession", "profession_other", "in_own_words")

    def clean(self):
        super().clean()
        profession = self.cleaned_data.get("profession")
        if profession and profession.code == OTHER:
            self.need("profession_other", _("Write your profession, because you chose Other."))
        elif profession and "profession_other" not in self.errors:
            self.cleaned_data["profession_other"] = ""
