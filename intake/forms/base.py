"""What the forms of all sections share: saving half of it, grouping questions, and text that can be kept."""

import unicodedata

from crispy_forms.layout import Fieldset, Layout, LayoutObject
from django import forms
from django.core.validators import RegexValidator
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.forms import ModelForm

from .rows import RowSet, refuse_forged

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


def number(label, least, most=None, hint="", **kwargs):
    """A whole number in a small text field; no wheel of the mouse changes it by accident."""
    field = {"label": label, "min_value": least, "max_value": most, "help_text": hint}
    return forms.IntegerField(widget=forms.TextInput(SHORT_NUMBER), **field, **kwargs)


class RowsOfForm(LayoutObject):
    """The rows of one kind, in the layout of crispy-forms."""

    def __init__(self, rowset):
        self.rowset = rowset

    def render(self, form, context, template_pack=None, **kwargs):
        return render_to_string("intake/rows.html", {"rowset": self.rowset})


class SectionForm(ModelForm):
    """One section of the application.

    `partial=True` is for saving on the way: nothing is missed then, and what is wrong is left out.
    `groups` are the legends with their fields, in order; `needed` the fields a complete section has.
    """

    hint = ""  # what the section is about, in the list of all parts
    groups: list = []
    needed: tuple = ()
    only_if: dict = {}  # field: a question to the saved row, when it is asked of some people only

    rows: tuple = ()  # the kinds of rows this section has several of; named in `groups` too

    def __init__(
        self, data=None, *args, application=None, partial=False, add="", drop="", reading=False, **kwargs
    ):
        super().__init__(data, *args, **kwargs)
        self.application, self.partial, self.drop = application, partial, drop
        self.prepare()
        self.rowsets = {
            row.many: RowSet(row, data, self.instance, partial=partial, add=add, drop=drop, reading=reading)
            for row in self.rows
        }
        self.saved = {name: getattr(self.instance, name) for name in self._columns()}
        self._require(self.needed)
        for field in self.fields.values():
            refuse_forged(field)

    def prepare(self):
        """Leave out the questions that this person isn't asked."""

    @cached_property
    def helper(self):
        helper = super().helper
        helper.layout = Layout(*[self._group(legend, names) for legend, names in self.groups])
        return helper

    def _group(self, legend, names):
        shown = [
            RowsOfForm(self.rowsets[name]) if name in self.rowsets else name
            for name in names
            if name in self.rowsets or name in self.fields
        ]
        return Fieldset(legend, *shown) if shown else Layout()

    @property
    def inner(self) -> list:
        """The forms inside this one, for the list of everything that is wrong."""
        return [form for rowset in self.rowsets.values() for form in rowset.forms]

    def full_clean(self):
        self._require(() if self.partial else self.needed)
        super().full_clean()
        self._require(self.needed)  # so that the page still says which answers are optional
        if self.is_bound:
            for rowset in self.rowsets.values():
                self._errors.update(rowset.errors())

    def need(self, name, why):
        """Ask for a field that another answer makes necessary; nought is an answer."""
        value = self.cleaned_data.get(name)
        if not self.partial and not self.errors.get(name) and not value and value != 0:
            self.add_error(name, why)

    @property
    def whole(self) -> bool:
        """Whether these same answers would do as a complete section."""
        same = type(self)(self.data, application=self.application, drop=self.drop) if self.partial else self
        return same.is_valid() and not same.asks_more

    @property
    def asks_more(self) -> bool:
        """Whether an answer makes questions necessary that the page didn't have."""
        return False

    def answered(self, name):
        """The saved answer to a question; a list of rows is at hand already."""
        known = self.initial.get(name)
        return known if isinstance(known, list) else getattr(self.instance, name)

    def keep(self):
        """Write what is valid; what is wrong stays as it was saved before."""
        for name in self.errors:
            if name in self.saved:
                setattr(self.instance, name, self.saved[name])
        for rowset in self.rowsets.values():
            rowset.form.put(self.instance, rowset.values)
        self.instance.complete = self.whole
        self.instance.save()
        self._save_m2m()

    def _save_m2m(self):
        """Lists of the house: what she has chosen since, and what she has given up."""
        for field in self._meta.model._meta.many_to_many:
            if field.name in self.cleaned_data:
                before, now = set(self.initial.get(field.name, [])), set(self.cleaned_data[field.name])
                rows = getattr(self.instance, field.name)
                if before - now:
                    rows.remove(*(before - now))
                if now - before:
                    rows.add(*(now - before))

    def _require(self, names):
        for name, field in self.fields.items():
            field.required = name in names

    def _columns(self):
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name in self.fields if name in columns]
