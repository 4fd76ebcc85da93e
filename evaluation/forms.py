"""The evaluation on one page: the Danish, the statements, the goals, and the supervisor's own words."""

from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.forms import DanishField, LevelsForm
from mentoring.models import Activity

from .models import FormVersion

DONT_KNOW = "none"


def scores():
    """From disagree to agree, and a way out."""
    numbers = [(str(n), str(n)) for n in range(1, 6)]
    numbers[0], numbers[-1] = ("1", _("1 Disagree")), ("5", _("5 Agree"))
    return [*numbers, (DONT_KNOW, _("Don't know"))]


class EvaluationForm(LevelsForm):
    """Everything a supervisor says when a placement ends. `version` is None where there is no form to fill in."""

    nouns = {
        "danish_oral": gettext_lazy("the level of Danish, speaking and understanding"),
        "danish_written": gettext_lazy("the level of Danish, reading and writing"),
    }
    danish_oral = DanishField(label=gettext_lazy("Speak and understand"))
    danish_written = DanishField(label=gettext_lazy("Read and write"))
    language_reason = forms.CharField(
        label=gettext_lazy("Why is a part missing?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    conclusion = forms.CharField(
        label=gettext_lazy("Your conclusion"), max_length=4000, widget=forms.Textarea({"rows": 8})
    )
    plan_ahead = forms.CharField(
        label=gettext_lazy("The plan ahead"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, placement, **kwargs):
        self.version = FormVersion.objects.on(timezone.localdate())
        self.questions = list(self.version.questions.all()) if self.version else []
        practised = set(placement.language_sessions.order_by().values_list("activity", flat=True))
        self.missing = [kind.label for kind in Activity if kind.value not in practised]
        super().__init__(*args, goals=placement.goals.all(), **kwargs)

    def ask(self) -> dict:
        """First the Danish, the statements and the goals, last what is written in words."""
        asked = dict(self.base_fields)
        words = {name: asked.pop(name) for name in ("language_reason", "conclusion", "plan_ahead")}
        if not self.missing:
            del words["language_reason"]
        statements = {
            f"question_{question.pk}": forms.ChoiceField(
                label=question.text,
                choices=scores,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer: %(text)s") % {"text": question.text}},
            )
            for question in self.questions
        }
        return {**asked, **statements, **super().ask(), **words}

    @property
    def domains(self):
        """The statements as they are asked: area by area, with their fields."""
        for domain, questions in groupby(self.questions, key=lambda question: question.get_domain_display()):
            yield domain, [self[f"question_{question.pk}"] for question in questions]

    @property
    def goal_fields(self):
        return [self[name] for name in self.goals]

    # --- for the look before closing ---
    @property
    def danish(self):
        return [self._choice("danish_oral"), self._choice("danish_written")]

    @property
    def chosen(self):
        for domain, fields in self.domains:
            yield domain, [(field.label, self._choice(field.name)) for field in fields]

    @property
    def chosen_goals(self):
        return [(field.label, self._choice(field.name)) for field in self.goal_fields]

    def _choice(self, name):
        """The words of the answer given."""
        return dict(self.fields[name].choices)[self.cleaned_data[name]]

    @property
    def said(self) -> dict:
        """What `actions.close` wants to know."""
        told = {name: self.cleaned_data[name] for name in ("danish_oral", "danish_written", "conclusion")}
        given = {question.pk: self.cleaned_data[f"question_{question.pk}"] for question in self.questions}
        return told | {
            "plan_ahead": self.cleaned_data["plan_ahead"],
            "language_reason": self.cleaned_data.get("language_reason", ""),
            "form": self.version,
            "answers": {pk: None if value == DONT_KNOW else int(value) for pk, value in given.items()},
            "levels": self.levels,
        }
