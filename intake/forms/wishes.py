"""Wishes and availability: where, when and how much."""

from datetime import time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import Checkboxes, DateField

from ..models import District, Setting, Wishes
from ..models.sections import Shift
from .base import SectionForm, number

TIMES = [time(hour, minute) for hour in range(5, 12) for minute in (0, 30)]
SHIFT_HINTS = {
    Shift.DAY: _("About 7 to 15."),
    Shift.EVENING: _("About 15 to 23."),
    Shift.NIGHT: _("About 23 to 7. Not in the first two weeks."),
    Shift.WEEKEND: _("Every second or third weekend."),
}


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
    needed = ("shifts", "weekly_hours", "available_from", "weeks")
    groups = [
        (_("Where"), ["anywhere", "settings", "districts", "commute_minutes"]),
        (_("When"), ["available_from", "weeks", "weekly_hours", "shifts", "earliest_start"]),
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
        label=_("Longest travel time, in minutes"),
        min_value=10,
        max_value=180,
        help_text=_("One way, for example 45. Leave it empty if it does not matter."),
    )
    available_from = DateField(
        label=_("The first day you can start"),
        help_text=_("For example 1 3 2027. You can change it with us later."),
    )
    weeks = number(
        label=_("How many weeks?"),
        min_value=1,
        max_value=52,
        help_text=_("Most placements are 4 to 13 weeks."),
    )
    weekly_hours = number(
        label=_("How many hours a week?"),
        min_value=5,
        max_value=37,
        help_text=_("From 5 to 37. Think of Danish lessons and family too."),
    )
    shifts = forms.MultipleChoiceField(
        choices=Shift.choices, widget=Checkboxes(hints=SHIFT_HINTS), label=_("Which shifts can you work?")
    )
    earliest_start = forms.TypedChoiceField(
        choices=[("", ""), *((str(at), f"{at:%H:%M}") for at in TIMES)],
        coerce=time.fromisoformat,
        empty_value=None,
        label=_("Earliest time a shift can begin"),
        help_text=_("For example because of child care or the first bus. Leave it if it does not matter."),
    )

    class Meta:
        model = Wishes
        fields = (
            "anywhere",
            "settings",
            "districts",
            "commute_minutes",
            "available_from",
            "weeks",
            "weekly_hours",
            "shifts",
            "earliest_start",
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
