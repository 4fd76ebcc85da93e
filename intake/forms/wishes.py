"""Wishes and availability: where, when and how much."""

from datetime import time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import Checkboxes, DateField, Radios

from ..models import District, Setting, Wishes
from ..models.sections import AtSeven, Shift
from .base import SectionForm, Text, number

TIMES = [time(hour, minute) for hour in range(7, 12) for minute in (0, 15, 30, 45)][1:]
ENDS = [time(hour, minute) for hour in range(12, 24) for minute in (0, 30)]
SHIFT_HINTS = {
    Shift.DAY: _("About 7 to 15."),
    Shift.EVENING: _("About 15 to 23."),
    Shift.NIGHT: _("About 23 to 7. Not in the first two weeks."),
    Shift.WEEKEND: _("Every second or third weekend."),
    Shift.SPLIT: _("Some hours in the morning and some in the evening."),
    Shift.SLEEP_IN: _("You sleep at the place and help if somebody calls."),
    Shift.LONG: _("24 hours at a stretch, at some residential facilities."),
}


def moment(times, **kwargs):
    """A time of day from a short list."""
    choices = [("", ""), *((str(at), f"{at:%H:%M}") for at in times)]
    return forms.TypedChoiceField(choices=choices, coerce=time.fromisoformat, empty_value=None, **kwargs)


class SettingBoxes(Checkboxes):
    """The places, each with what one learns there, all in the same size."""

    def create_option(self, name, value, *args, **kwargs):
        self.hints = {str(value): getattr(value, "instance", None) and value.instance.learn}
        return super().create_option(name, value, *args, **kwargs)


class WishesForm(SectionForm):
    hint = _("Where, when and how much")
    nouns = {
        "weekly_hours": _("how many hours a week, for example 30"),
        "weeks": _("how many weeks, for example 12"),
    }
    needed = ("shifts", "weekly_hours", "available_from", "weeks", "at_seven")
    only_if = {"earliest_start": lambda row: row.at_seven != AtSeven.YES or row.earliest_start}
    groups = [
        (_("Where"), ["anywhere", "settings", "districts", "commute_minutes"]),
        (_("When"), ["available_from", "start_until", "weeks", "weekly_hours", "shifts"]),
        (_("Your day"), ["at_seven", "earliest_start", "latest_end", "care"]),
        (_("If you came with somebody"), ["partner_of"]),
    ]

    anywhere = forms.BooleanField(
        label=_("I am open to all kinds of places"), help_text=_("Then we can find a place faster.")
    )
    settings = forms.ModelMultipleChoiceField(
        Setting.objects.filter(active=True),
        widget=SettingBoxes,
        label=_("Which places would you like best?"),
        help_text=_("You may choose several. You can learn a lot in all of them."),
    )
    districts = forms.ModelMultipleChoiceField(
        District.objects.filter(active=True),
        widget=Checkboxes,
        label=_("Which parts of the city?"),
        help_text=_("Choose none if all of them are fine."),
    )
    commute_minutes = number(
        _("Longest travel time, in minutes"),
        10,
        180,
        _("One way, for example 45. Leave it empty if it does not matter."),
    )
    available_from = DateField(
        label=_("The first day you can start"),
        help_text=_("For example 1 3 2027. You can change it with us later."),
    )
    start_until = DateField(
        label=_("The last day you would like to start"),
        help_text=_("If we find the right place later. Leave it empty if it does not matter."),
    )
    weeks = number(_("How many weeks?"), 1, 52, _("Most placements are 4 to 13 weeks."))
    weekly_hours = number(
        _("How many hours a week?"), 5, 37, _("From 5 to 37. Think of Danish lessons and family too.")
    )
    shifts = forms.MultipleChoiceField(
        choices=Shift.choices, widget=Checkboxes(hints=SHIFT_HINTS), label=_("Which shifts can you work?")
    )
    at_seven = forms.ChoiceField(
        choices=AtSeven.choices,
        widget=Radios(hints={AtSeven.UNSURE: _("That is fine. We look at the bus together.")}),
        label=_("Can you be at work at 7 in the morning?"),
        help_text=_("Most day shifts begin at 7. Think of the first bus and of your children."),
    )
    earliest_start = moment(
        TIMES,
        label=_("If not: the earliest time a shift can begin"),
        help_text=_("For example because of child care or the first bus."),
    )
    latest_end = moment(
        ENDS,
        label=_("The latest time you can leave work"),
        help_text=_("For example because you fetch a child. Leave it if it does not matter."),
    )
    care = Text(
        label=_("Is there more we should plan around?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "For example: I am alone with two children every second week. Do not write about illness."
        ),
    )
    partner_of = Text(
        label=_("I came as the partner of"),
        max_length=150,
        help_text=_(
            "A name, or the reference of your partner's application. You may leave it empty. "
            "Your partner does not see your application, and you do not see your partner's."
        ),
    )

    class Meta:
        model = Wishes
        fields = (
            "anywhere",
            "settings",
            "districts",
            "commute_minutes",
            "available_from",
            "start_until",
            "weeks",
            "weekly_hours",
            "shifts",
            "at_seven",
            "earliest_start",
            "latest_end",
            "care",
            "partner_of",
        )

    def clean_available_from(self):
        day = self.cleaned_data["available_from"]
        if day and day < timezone.localdate() and not self.partial:
            raise forms.ValidationError(
                _("The first day you can start: write today or a later day."), code="day"
            )
        return day

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("anywhere"):
            self.need(
                "settings", _("Choose at least one place, or say that you are open to all kinds of places.")
            )
        if self.cleaned_data.get("at_seven") == AtSeven.NO:
            self.need("earliest_start", _("Choose the earliest time a shift can begin."))
        elif self.cleaned_data.get("at_seven") and not self.partial and "earliest_start" not in self.errors:
            self.cleaned_data["earliest_start"] = None
        first, last = self.cleaned_data.get("available_from"), self.cleaned_data.get("start_until")
        if first and last and last < first:
            self.add_error(
                "start_until",
                forms.ValidationError(
                    _("The last day you would like to start is before the first. Check both."), "day"
                ),
            )
