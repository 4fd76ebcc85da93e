"""The two questions of the programmes' pages: when to begin, and when she was born."""

from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.forms import DateField, Form

YEARS_AHEAD, OLDEST, YOUNGEST = 5, 100, 15


class StartForm(Form):
    """The first day of a programme, for its calendar."""

    mark_optional = False
    start = DateField(label=_("First day"), help_text=_("For example 1 3 2027"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, today = self.fields["start"], timezone.localdate()
        field.earliest, field.latest = today, date(today.year + YEARS_AHEAD, 12, 31)

    @cached_property
    def day(self):
        """The day she wrote, None while there is none that will do."""
        return self.cleaned_data["start"] if self.is_bound and self.is_valid() else None


class BornForm(Form):
    """Her date of birth, for programmes whose law asks for an age."""

    mark_optional = False
    born_on = DateField(
        label=_("Your date of birth"),
        required=False,
        help_text=_("For example 24 9 1998. Leave it empty to take it away again."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, today = self.fields["born_on"], timezone.localdate()
        field.earliest, field.latest = date(today.year - OLDEST, 1, 1), date(today.year - YOUNGEST, 12, 31)
