"""What sites and coordinators can say about a placement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules
from .models import Kind, Supervisor, WhyNot
from .models.placement import SITE_SAYS

YES = "yes"


class AnswerForm(forms.Form):
    """The site's answer in one click: yes, or the reason why not now. Each choice is a button of the page."""

    answer = forms.ChoiceField(choices=[(YES, _("Yes")), *[(code, code.label) for code in SITE_SAYS]])

    @property
    def why_not(self):
        """The reason, or nothing for a yes."""
        answer = self.cleaned_data["answer"]
        return None if answer == YES else WhyNot(answer)

    reasons = [(code.value, code.label) for code in SITE_SAYS]


class ProposeForm(forms.Form):
    """When, how much, of which legal kind and under whom she would be at a seat."""

    starts = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    weekly_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=rules.FULL_TIME)
    kind = forms.ChoiceField(label=_("Legal kind"), choices=Kind.choices)
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=Supervisor.objects.none(),
        required=False,
        empty_label=_("The site says later"),
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = seat.site.supervisors.select_related("user")

    def clean(self):
        found = super().clean()
        if found.get("starts") and found.get("ends") and found["ends"] < found["starts"]:
            self.add_error("ends", _("The last day is before the first. Choose a later last day."))
        return found


class ConfirmForm(forms.Form):
    """Who guides her: a trained supervisor of the site with room in the whole period."""

    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"), queryset=Supervisor.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, supervisors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors


class ReasonForm(forms.Form):
    """Why a placement is called off or declined: a reason from the list."""

    why_not = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose")), *WhyNot.choices])
