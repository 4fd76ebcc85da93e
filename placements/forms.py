"""What sites and coordinators can say about a placement."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.roles import Act

from . import rules
from .models import Check, Groundwork, Kind, Offer, SiteAgreement, Speciality, Supervisor, WhyNot
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
    """Who guides her: a trained supervisor of the site with room in the whole period, or the site says later."""

    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=Supervisor.objects.none(),
        required=False,
        empty_label=_("The site says later"),
    )

    def __init__(self, *args, supervisors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors


class ReasonForm(forms.Form):
    """Why a placement is called off or declined: a reason from the list."""

    why_not = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose")), *WhyNot.choices])


class SeatForm(forms.Form):
    """What a site says of one seat; the version tells whether somebody else has changed it meanwhile."""

    state = forms.ChoiceField(label=_("This seat is"), choices=Offer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("If maybe or not now. Write nothing about a person."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, seat, planned=False):
        known = {"state": seat.state, "reason": seat.reason, "version": seat.version}
        super().__init__(data, prefix=f"seat-{seat.pk}", initial=known)
        self.seat, self.planned = seat, planned

    def clean(self):
        found = super().clean()
        state = found.get("state")
        if state and state != Offer.OFFERED and not found.get("reason", "").strip():
            self.add_error("reason", _("Write in a few words why, for example: rebuilding until May."))
        if state == Offer.NOT_NOW and self.planned:
            self.add_error(
                "state", _("Somebody is planned for this seat. Sign in and withdraw the seat there.")
            )
        return found

    @property
    def said(self):
        """What `seats.say` asks for."""
        return self.seat.pk, *(self.cleaned_data[name] for name in ("version", "state", "reason"))


class WithdrawForm(forms.Form):
    """Why a seat is no longer there."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For example: rebuilding until May. Write nothing about a person."),
    )


class AgreementForm(forms.Form):
    """How it stands with each point of the quality agreement, and where a site does it differently."""

    def __init__(self, data=None, *, points, before=None):
        super().__init__(data)
        self.points = [(f"point-{point.pk}", str(point.pk)) for point in points]
        for (name, key), point in zip(self.points, points, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=str(point),
                choices=SiteAgreement.Answer.choices,
                widget=forms.RadioSelect,
                initial=before and before.answers.get(key),
            )
        self.fields["differs"] = forms.CharField(
            label=_("Where we do it differently, and why"),
            widget=forms.Textarea({"rows": 4}),
            max_length=1000,
            required=False,
            help_text=_("Only if there is something to say. Write nothing about a person."),
            initial=before and before.differs,
        )

    @property
    def answers(self):
        return {key: self.cleaned_data[name] for name, key in self.points}


def ticks(name, choices):
    """Several of a list, each with a box."""
    return forms.MultipleChoiceField(
        label=capfirst(Groundwork._meta.get_field(name).verbose_name),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class GroundworkForm(forms.ModelForm):
    """What is agreed with somebody before she is placed."""

    checks = ticks("checks", Check.choices)
    refused = ticks("refused", Check.choices)
    knows = ticks("knows", Speciality.choices)
    goals = ticks("goals", Speciality.choices)

    class Meta:
        model = Groundwork
        fields = ["plan_on", "checks", "refused", "knows", "goals"]
        widgets = {"plan_on": forms.DateInput({"type": "date"}, "%Y-%m-%d")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.may(Act.SEE_CHECKS):
            del self.fields["checks"], self.fields["refused"]

    def clean(self):
        found = super().clean()
        if {*found.get("checks", ())} & {*found.get("refused", ())}:
            self.add_error(
                "refused", _("A check is either in order or ended with a no. Choose one of the two.")
            )
        return found
