"""What a coordinator writes about an application: the Danish heard, the residence card seen, the reason for a no."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.levels import Level

from ..models.application import WhyNot
from ..models.sections import WorkRight

UNASKED = [("", _("Choose"))]


class AssessForm(forms.Form):
    """The level of Danish as heard in a talk."""

    oral = forms.TypedChoiceField(
        label=_("Speaks and understands"), choices=[*UNASKED, *Level.choices], coerce=int
    )
    written = forms.TypedChoiceField(
        label=_("Reads and writes"), choices=[*UNASKED, *Level.choices], coerce=int
    )


class PapersForm(forms.Form):
    """What the residence card says."""

    work_right = forms.ChoiceField(label=_("The card allows work"), choices=[*UNASKED, *WorkRight.choices])
    permit_to = forms.DateField(
        label=_("Valid until (empty where it has no end)"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def clean_permit_to(self):
        day = self.cleaned_data["permit_to"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This card has run out. Write the day the new one ends."))
        return day


class DeclineForm(forms.Form):
    """Why there can be no placement now; the letter follows the reason."""

    why_not = forms.ChoiceField(label=_("Reason"), choices=[*UNASKED, *WhyNot.choices])
