"""What she may change after sending: how she is called, how to reach her, and in which language we write."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .about import AboutForm


class ContactForm(AboutForm):
    """The first section of the application with the language of our letters."""

    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=_("We write to you in"), widget=forms.RadioSelect
    )
    needed = (*AboutForm.needed, "language")
    rows = ()
    groups = [*AboutForm.groups[:2], (_("Language"), ["language"])]

    @property
    def whole(self) -> bool:
        return self.is_valid()
