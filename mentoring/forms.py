"""The forms of the log and the goals: few questions, and the same form sent twice is one entry."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import DateField, Form, ModelForm, Radios
from portal.levels import Level

from .models import Activity, Goal, LogEntry, Situation, SupportReferral

NOTE = {"max_length": 1000, "required": False, "widget": forms.Textarea({"rows": 3})}
LEVELS = [(level.value, level.label) for level in Level if level < Level.C2]
OTHER = "other"


class Grade(models.IntegerChoices):
    """How far somebody has come with a goal."""

    NEW = 1, _("New to it")
    MUCH_HELP = 2, _("With a lot of help")
    SOME_HELP = 3, _("With a little help")
    ALONE = 4, _("Without help")
    EXPERT = 5, _("Can show others")


def grades():
    return [(grade.value, f"{grade.value} · {grade.label}") for grade in Grade]


class Token(forms.UUIDField):
    """The number of one form, so that it makes one entry however often it is sent; a broken one is replaced."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return uuid4()


class DanishField(forms.TypedChoiceField):
    """A level of Danish, or nothing."""

    def __init__(self, **kwargs):
        super().__init__(coerce=int, empty_value=None, choices=[("", ""), *LEVELS], **kwargs)


class Entry(Form):
    """What every entry of the log has: its day, today unless said otherwise, and its token."""

    def __init__(self, *args, starts, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        day = self.fields["on"]
        day.earliest, day.latest, day.initial = min(starts, today) - timedelta(days=30), today, today
        self.fields["token"].initial = uuid4

    def clean_on(self):
        return self.cleaned_data["on"] or timezone.localdate()


class LanguageForm(Entry):
    """A stretch of language support: three answers, and two more for those who have a moment."""

    activity = forms.ChoiceField(label=_("What did you do?"), choices=Activity.choices, widget=Radios)
    minutes = forms.ChoiceField(
        label=_("For how long?"),
        choices=[*((str(n), f"{n} min") for n in (15, 30, 45, 60)), (OTHER, _("Other"))],
        widget=Radios,
    )
    other_minutes = forms.IntegerField(
        label=_("How many minutes?"),
        help_text=_("When you chose Other."),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
        widget=forms.TextInput({"inputmode": "numeric", "class": "input-char-4"}),
    )
    situation = forms.ChoiceField(label=_("In which situation?"), choices=[("", ""), *Situation.choices])
    level = DanishField(label=_("Level of Danish you heard"), required=False)
    note = forms.CharField(label=_("Note"), **NOTE)
    on = DateField(label=_("Day"), required=False)
    token = Token(required=False)

    def clean(self):
        said = super().clean()
        if said.get("minutes") == OTHER:
            if not said.get("other_minutes") and "other_minutes" not in self.errors:
                self.add_error("other_minutes", _("Write how many minutes it took, for example 20."))
            said["minutes"] = said.get("other_minutes")
        elif said.get("minutes"):
            said["minutes"] = int(said["minutes"])
        said.pop("other_minutes", None)
        return said


class ShiftForm(Entry):
    """A shift: how it went, and a word about it."""

    mood = forms.TypedChoiceField(
        label=_("How did it go?"), coerce=int, choices=LogEntry.Mood.choices, widget=Radios
    )
    note = forms.CharField(label=_("Note"), **NOTE)
    on = DateField(label=_("Day"), required=False)
    token = Token(required=False)


class TalkForm(Entry):
    """A talk: what was said."""

    note = forms.CharField(label=_("What did you talk about?"), **NOTE | {"required": True})
    mood = forms.TypedChoiceField(
        label=_("How did it go?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=LogEntry.Mood.choices,
        widget=Radios,
    )
    on = DateField(label=_("Day"), required=False)
    token = Token(required=False)


class NoteForm(Entry):
    """A note: something worth remembering."""

    note = forms.CharField(label=_("What is worth remembering?"), **NOTE | {"required": True})
    on = DateField(label=_("Day"), required=False)
    token = Token(required=False)


class LevelsForm(Form):
    """How far each goal has come: a question for each goal of a placement."""

    def __init__(self, *args, goals, **kwargs):
        self.goals = {f"goal_{goal.pk}": goal for goal in goals}
        self.base_fields = self.ask()
        super().__init__(*args, **kwargs)

    def ask(self) -> dict:
        """The fields, in the order they are asked."""
        return {
            name: forms.TypedChoiceField(label=goal.text, coerce=int, choices=grades, initial=goal.now)
            for name, goal in self.goals.items()
        }

    @property
    def levels(self) -> dict[int, int]:
        return {goal.pk: self.cleaned_data[name] for name, goal in self.goals.items()}


class GoalForm(ModelForm):
    """A new goal."""

    start = forms.TypedChoiceField(label=_("Where are you now?"), coerce=int, choices=grades)
    target = forms.TypedChoiceField(
        label=_("Where do you want to be?"), coerce=int, choices=grades, initial=3
    )

    class Meta:
        model = Goal
        fields = ["text", "area", "start", "target"]
        labels = {"text": _("What is the goal?"), "area": _("Which kind of goal?")}

    def clean(self):
        said = super().clean()
        if said.get("start") and said.get("target") and said["target"] <= said["start"]:
            self.add_error("target", _("Choose a level above the one of today."))
        return said


class SupportForm(ModelForm):
    """What is written of a referral to support."""

    kind = forms.ChoiceField(
        label=_("What kind of support?"), choices=SupportReferral.Kind.choices, widget=Radios
    )
    asked_by = forms.ChoiceField(
        label=_("Who asked for it?"), choices=[("", ""), *SupportReferral.AskedBy.choices]
    )
    asked_on = DateField(label=_("When was it asked for?"))
    consent_on = DateField(
        label=_("When did she say yes to it?"),
        help_text=_("She agrees that we refer her and write it down. Without her yes, write nothing here."),
        error_messages={
            "required": _(
                "Write the day she said yes. Without her consent we refer nobody and store nothing."
            )
        },
    )

    class Meta:
        model = SupportReferral
        fields = ["kind", "asked_by", "asked_on", "consent_on", "where_to", "note"]
        labels = {"where_to": _("Where to?"), "note": _("What was agreed?")}
        help_texts = {
            "where_to": _("The office or the service, for example: the municipality's social advice."),
            "note": _("In a few words. Write nothing about illness."),
        }
        widgets = {"note": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("asked_on", "consent_on"):
            self.fields[name].latest = timezone.localdate()

    def clean(self):
        said = super().clean()
        if said.get("kind") == SupportReferral.Kind.CARE and said.get("note"):
            self.add_error("note", _("Of a psychologist or doctor we store only the days. Leave this empty."))
        return said


class ReferForm(SupportForm):
    """A new referral: asked for today unless said otherwise; the day of the consent is never filled in for her."""

    token = Token(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].initial = timezone.localdate
        self.fields["token"].initial = uuid4
