"""Languages: Danish as you see it yourself, in two can-do questions, the tests you have passed, and other languages."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import DateField, Radios
from portal.levels import Level

from ..models import Languages, Tongue
from ..models.exams import MODULES, ExamKind, Grade
from .base import SectionForm
from .rows import RowForm

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


def grade(label):
    return forms.TypedChoiceField(
        choices=[("", ""), *Grade.choices], coerce=int, empty_value=None, label=label
    )


class ExamRow(RowForm):
    many = "exams"
    legend = _("Danish test")
    more = _("Add one more test")
    note = _("Only tests you have passed. Leave it empty if you have none yet.")
    needed = {"kind": _("which test it was")}

    kind = forms.ChoiceField(choices=[("", ""), *ExamKind.choices], label=_("Which Danish test?"))
    module = forms.ChoiceField(
        choices=[("", ""), *MODULES],
        label=_("Which module?"),
        help_text=_("Only for a module test."),
    )
    passed_on = DateField(
        label=_("The day you passed the test"),
        help_text=_("It stands on your certificate. For example 14 6 2026."),
    )
    reading = grade(_("Grade in reading"))
    writing = grade(_("Grade in writing"))
    oral = grade(_("Grade in speaking"))

    def clean_passed_on(self):
        day = self.cleaned_data["passed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Check the year."), code="year")
        return day

    def clean(self):
        super().clean()
        if self.cleaned_data.get("kind") == ExamKind.MODULE:
            self.need("module", _("Choose which module test it was."))
        elif self.cleaned_data.get("kind") and "module" not in self.errors:
            self.cleaned_data["module"] = ""


class OtherRow(RowForm):
    many, unique = "others", "language"
    legend = _("Language")
    more = _("Add one more language")
    note = _("Some residents speak little Danish. Tell us which languages you can talk with people in.")
    needed = {"language": _("a language"), "level": _("how well you speak it")}
    twice = _("You have chosen this language already. Choose another, or remove it.")

    language = forms.ChoiceField(choices=[("", ""), *Tongue.choices], label=_("Language"))
    level = forms.TypedChoiceField(
        choices=[
            ("", ""),
            (Level.A2.value, _("I can talk about everyday things (A2)")),
            (Level.B1.value, _("I can manage at work (B1)")),
            (Level.B2.value, _("I speak it well (B2)")),
            (Level.C1.value, _("I speak it very well (C1)")),
            (Level.NATIVE.value, _("It is my first language")),
        ],
        coerce=int,
        empty_value=None,
        label=_("How well do you speak it?"),
    )

    @classmethod
    def load(cls, section):
        return [{"language": code, "level": section.others_levels.get(code)} for code in section.others]

    @classmethod
    def put(cls, section, rows):
        told = {row["language"]: row.get("level") for row in rows if row.get("language")}
        section.others, section.others_levels = list(told), {k: v for k, v in told.items() if v is not None}


class LanguagesForm(SectionForm):
    hint = _("Your Danish and your other languages")
    needed = ("danish_oral", "danish_written")
    rows = (ExamRow, OtherRow)
    groups = [
        (_("Your Danish"), ["danish_oral", "danish_written"]),
        (_("Danish tests"), ["exams"]),
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

    class Meta:
        model = Languages
        fields = ("danish_oral", "danish_written")
