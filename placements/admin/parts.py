"""Pieces of several admin pages: who keeps the places, the form of a seat, the shares of supervisors."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.admin import RoleInline
from portal.roles import Act

from ..models import Seat, Supervisor, SupervisorShare

SEAT_FIELDS = [
    *("number", "opens", "closes", "state", "reason", "confirmed_on", "min_weeks", "max_weeks"),
    *("weekly_hours", "min_hours"),
]


class PlaceDoors:
    """Coordinators keep the places; the administrator may too."""

    changes = (Act.PLACE, Act.CONFIGURE)


class ShareInline(PlaceDoors, RoleInline):
    """Which share of a supervisor a site has; on the page of either."""

    model = SupervisorShare
    deletes = (Act.PLACE, Act.CONFIGURE)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("site", "supervisor__user")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "supervisor":
            kwargs["queryset"] = Supervisor.objects.select_related("user")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SeatForm(forms.ModelForm):
    """A seat as somebody saw it: who saves second sees both versions, and nothing is lost."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Seat
        fields = [*SEAT_FIELDS, "version"]

    def clean(self):
        found = super().clean()
        if self.instance.pk is None:
            return found | {"version": 1}
        now = Seat.objects.select_for_update().get(
            pk=self.instance.pk
        )  # until this page is stored or refused
        if found.get("version") != now.version and (differences := self.differences(found, now)):
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = str(now.version)
            raise ValidationError([OVERTAKEN, *differences])
        return found | {"version": now.version + 1}

    def differences(self, mine, now):
        """Where the two versions differ, a sentence for each field."""
        was = forms.model_to_dict(now, SEAT_FIELDS)
        return [
            _("%(field)s: you wrote %(mine)s, now it is %(theirs)s.")
            % {
                "field": self.fields[name].label,
                "mine": self.told(name, mine[name]),
                "theirs": self.told(name, was[name]),
            }
            for name in SEAT_FIELDS
            if name in mine and mine[name] != was[name]
        ]

    def told(self, name, value):
        choices = dict(getattr(self.fields[name], "choices", ()))
        return choices.get(value, value) or "–"


OVERTAKEN = _(
    "Somebody has changed this seat since you opened the page. Yours is still here and not stored. "
    "Compare, and save again if yours is right."
)
