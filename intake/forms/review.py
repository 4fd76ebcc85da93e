"""What a coordinator writes about an application: the Danish heard, the residence card seen, the reason for a no."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.levels import Level

from .. import rules
from ..models.application import WhyHold, WhyNot
from ..models.path import WorkRight

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


class HoldForm(forms.Form):
    """Why it is put aside, in the words that she reads."""

    why_hold = forms.ChoiceField(label=_("Reason, as she reads it"), choices=[*UNASKED, *WhyHold.choices])


class DeclineForm(forms.Form):
    """Why there can be no placement now; the letter follows the reason."""

    why_not = forms.ChoiceField(label=_("Reason"), choices=[*UNASKED, *WhyNot.choices])


TRACKS = {  # of rules.TRACKS, as a coordinator calls them
    "DK": _("Trained in Denmark"),
    "NORDIC_EU_EEA": _("Nordic, EU or EEA"),
    "GL_FO": _("Greenland or the Faroe Islands"),
    "THIRD_COUNTRY": _("Outside the EU"),
    "NOT_REGULATED": _("Needs no authorisation"),
    "UNCLEAR": _("Unclear"),
}


def few_words(label, most=1000):
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea({"rows": 3, "maxlength": None})
    )


class AskForm(forms.Form):
    """A question she answers on her own page."""

    text = few_words(_("Your question"))


class NoteForm(forms.Form):
    """Words for the other coordinators."""

    text = few_words(_("Your note"))


class TrackForm(forms.Form):
    """The way to authorisation we go by, and why."""

    track = forms.ChoiceField(label=_("Way to authorisation"), required=False)
    text = few_words(_("Why"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["track"].choices = [("", _("As derived"))] + [
            (track, TRACKS.get(track, track)) for track in rules.TRACKS
        ]
