"""What you allow us: one box for each purpose. Leaving a box empty is as good an answer, and harms nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import consent
from ..models import Consents
from .base import SectionForm


class ConsentsForm(SectionForm):
    hint = _("You decide. No is as good an answer as yes")
    mark_optional = False

    class Meta:
        model = Consents
        fields = ()

    def prepare(self):
        self.texts = consent.texts(self.application) if self.application else []
        for text in self.texts:
            self.fields[text.purpose.code] = forms.BooleanField(
                label=text.purpose.name,
                help_text=text.text,
                required=False,
                initial=text.given_at is not None,
                label_suffix="",
            )
        self.groups = [(_("Consents"), [text.purpose.code for text in self.texts])]

    def answered(self, name):
        return self.fields[name].initial

    def keep(self):
        super().keep()
        for text in self.texts:
            yes = self.cleaned_data.get(text.purpose.code, False)
            if yes != (text.given_at is not None):
                consent.answer(self.application, text, yes)
