"""What the forms of all sections share: saving half of it, grouping questions, and text that can be kept."""

import unicodedata

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.forms import ModelForm

UNSEEN = r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"  # control characters; NUL has a validator of its own
UNSEEN_IN_A_LINE = r"[\x01-\x1f\x7f-\x9f]"  # and here a new line is one too
LONG = {"rows": 6}
SHORT_NUMBER = {"inputmode": "numeric", "class": "input-char-4"}


class Text(forms.CharField):
    """Words as people write them, in any script, in one form of Unicode and with plain new lines."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        unseen = UNSEEN if isinstance(self.widget, forms.Textarea) else UNSEEN_IN_A_LINE
        self.validators.append(RegexValidator(unseen, inverse_match=True, code="unseen"))
        said = format_lazy(
            _("{label}: there is a character here that we cannot save. Write it again."), label=self.label
        )
        self.error_messages |= {"unseen": said, "null_characters_not_allowed": said}

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value).replace("\r\n", "\n"))


def number(**kwargs):
    """A whole number in a small text field; no wheel of the mouse changes it by accident."""
    return forms.IntegerField(widget=forms.TextInput(SHORT_NUMBER), **kwargs)


class SectionForm(ModelForm):
    """One section of the application.

    `partial=True` is for saving on the way: nothing is missed then, and what is wrong is left out.
    `groups` are the legends with their fields, in order; `needed` the fields a complete section has.
    """

    hint = ""  # what the section is about, in the list of all parts
    groups: list = []
    needed: tuple = ()
    only_if: dict = {}  # field: a question to the saved row, when it is asked of some people only

    def __init__(self, *args, partial=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.partial = partial
        self.saved = {name: getattr(self.instance, name) for name in self._columns()}
        self._require(self.needed)
        for field in self.fields.values():
            self._refuse_forged(field)

    @cached_property
    def helper(self):
        helper = super().helper
        helper.layout = Layout(*[Fieldset(legend, *names) for legend, names in self.groups])
        return helper

    def full_clean(self):
        self._require(() if self.partial else self.needed)
        super().full_clean()
        self._require(self.needed)  # so that the page still says which answers are optional

    def need(self, name, why):
        """Ask for a field that another answer makes necessary."""
        if not self.partial and not self.errors.get(name) and not self.cleaned_data.get(name):
            self.add_error(name, why)

    @property
    def whole(self) -> bool:
        """Whether these same answers would do as a complete section."""
        return (type(self)(self.data) if self.partial else self).is_valid()

    def keep(self):
        """Write what is valid; what is wrong stays as it was saved before."""
        for name in self.errors:
            if name in self.saved:
                setattr(self.instance, name, self.saved[name])
        self.instance.complete = self.whole
        self.instance.save()
        self._save_m2m()

    def _require(self, names):
        for name, field in self.fields.items():
            field.required = name in names

    def _columns(self):
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name in self.fields if name in columns]

    def _refuse_forged(self, field):
        """A choice that isn't on the list gets the same words however it was forged."""
        if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
            forged = field.error_messages["invalid_choice"]
            field.error_messages |= {"invalid_pk_value": forged, "invalid_list": forged}
