"""Volunteer work: everything may be empty, and then that is the answer."""

from django.forms import Textarea
from django.utils.translation import gettext_lazy as _

from ..models import Volunteering
from .base import LONG, SectionForm, Text, number


class VolunteeringForm(SectionForm):
    hint = _("If you do any. If not, it is done in a moment")
    nouns = {"organisation": _("the name of the organisation")}
    groups = [(_("Volunteer work in Denmark"), ["organisation", "tasks", "hours"])]

    organisation = Text(
        label=_("Organisation"),
        max_length=150,
        help_text=_("For example: Red Cross Aarhus, a language café."),
    )
    tasks = Text(
        label=_("What you do there"),
        max_length=1000,
        widget=Textarea(LONG),
        help_text=_("For example: I visit two older people every Tuesday."),
    )
    hours = number(
        label=_("Hours in all"),
        min_value=0,
        max_value=20000,
        help_text=_("About how many, until today. For example 60."),
    )

    class Meta:
        model = Volunteering
        fields = ("organisation", "tasks", "hours")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("tasks") or self.cleaned_data.get("hours"):
            self.need("organisation", _("Write the name of the organisation where you do this."))

    def keep(self):
        super().keep()
        self.instance.retell()
