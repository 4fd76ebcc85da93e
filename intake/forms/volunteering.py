"""Volunteer work: a row for each place. None at all is an answer too."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import Volunteering
from ..models.volunteer import MOST_HOURS
from .base import SectionForm, Text, number
from .rows import RowForm
from .vouching import not_own


class WorkRow(RowForm):
    many = "works"
    legend = _("Volunteer work")
    more = _("Add one more place where you help")
    note = _("If somebody there can confirm it, we write to the person once you have sent your application.")
    needed = {"organisation": _("the name of the organisation")}

    organisation = Text(
        label=_("Organisation"),
        max_length=150,
        help_text=_("For example: Red Cross Aarhus, a language café."),
    )
    tasks = Text(
        label=_("What you do there"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: I visit two older people every Tuesday."),
    )
    hours = number(_("Hours in all"), 0, MOST_HOURS, _("About how many, until today. For example 60."))
    contact_name = Text(
        label=_("Somebody there who can confirm it"),
        max_length=100,
        help_text=_("The name of the person. You may leave it empty."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail of the person"),
        validators=[MaxLengthValidator(254)],
        help_text=_("We write one letter and at most two reminders."),
    )
    may_ask = forms.BooleanField(label=_("I have asked the person, and the answer was yes"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact_name", "contact_email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_contact_email(self):
        section = self.section
        own = section.application.applicant.email if section.application_id else ""
        return not_own(self.cleaned_data["contact_email"], own)

    def clean(self):
        super().clean()
        contact = [self.cleaned_data.get(name) for name in ("contact_name", "contact_email", "may_ask")]
        if not any(contact):
            return
        self.need("contact_name", _("Write the name of the person who can confirm it."))
        self.need("contact_email", _("Write the e-mail of the person, for example name@example.dk."))
        if not self.partial and not contact[-1]:
            self.add_error(
                "may_ask", _("Ask the person first and tick the box, or leave name and e-mail empty.")
            )

    @classmethod
    def load(cls, section):
        return list(section.works.values(*cls.base_fields)) if section.pk else []

    @classmethod
    def put(cls, section, rows):
        """Rows of a table: kept once the section is there, see `VolunteeringForm.keep`."""


class VolunteeringForm(SectionForm):
    hint = _("If you do any. If not, it is done in a moment")
    rows = (WorkRow,)
    groups = [(_("Volunteer work in Denmark"), ["works"])]

    class Meta:
        model = Volunteering
        fields = ()

    def prepare(self):
        """A row asks whose it is, so that nobody confirms her own work."""
        if self.application:
            self.instance.application = self.application

    def keep(self):
        super().keep()
        self.instance.retell(self.rowsets["works"].values)
