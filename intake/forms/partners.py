"""How a partner asks us to write to somebody."""

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from portal.forms import Form, Radios
from portal.models import User


class ReferForm(Form):
    """An address and a language, nothing about the person."""

    nouns = {"language": _("the language of the letter")}

    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_("We write one letter with a link. The person decides what to tell us."),
        validators=[MaxLengthValidator(User._meta.get_field("email").max_length)],
    )
    language = forms.ChoiceField(label=_("Language of the letter"), widget=Radios)
    agreed = forms.BooleanField(label=_("The person knows about it and wants the letter"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES
        self.fields["email"].widget.attrs["autocomplete"] = "off"
