"""Several of the same kind in one part of the form: educations, pieces of work, tests, languages, citizenships.

The page says by a hidden field which rows it has, so adding and removing works without JavaScript:
the button sends everything, everything is saved, and the page comes back with one row more or less.
"""

from datetime import date
from functools import lru_cache

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from portal.forms import DateField, Form

MOST = 12  # rows of one kind


@lru_cache(maxsize=16)
def _countries(language):
    return [("", ""), *countries]


def country(**kwargs):
    """A country from the list, by its name in the reader's language."""
    return forms.ChoiceField(choices=lambda: _countries(get_language()), **kwargs)


def filled(value) -> bool:
    if isinstance(value, list | tuple):
        return any(map(filled, value))
    return bool(str(value or "").strip())


def refuse_forged(field):
    """A choice that isn't on the list gets the same words however it was forged."""
    if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
        forged = field.error_messages["invalid_choice"]
        field.error_messages |= {"invalid_pk_value": forged, "invalid_list": forged}


class RowForm(Form):
    """One row. An empty one counts as none, unless it is the first of a kind that must be there."""

    many = ""  # the name of the rows in the page, and of the field they are kept in
    legend = _("Row")
    more = _("Add one more")
    note = ""  # a line above the rows
    needed: dict = {}  # the fields a complete row has, each as it is named inside a sentence
    least = 0  # how many rows a complete section has
    unique = ""  # a field that no two rows answer alike
    twice = _("You have chosen this already. Choose another, or remove the row.")
    where = ""  # which one it is, where there are several

    def __init__(self, *args, partial=False, must=False, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.partial, self.must = partial, must
        for name, choices in (shared or {}).items():
            self.fields[name].choices = [self.fields[name].choices[0], *choices]
        for field in self.fields.values():
            refuse_forged(field)
        self._require(self.needed)

    @property
    def nouns(self) -> dict:
        return self.needed

    @staticmethod
    def shared() -> dict:
        """Choices that come from a list of the house, asked once for all rows: field to choices."""
        return {}

    @classmethod
    def known(cls, section) -> dict:
        """The same, as far as it is needed to read the saved rows back."""
        return cls.shared()

    @property
    def blank(self) -> bool:
        return not any(
            filled(field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))
            for name, field in self.fields.items()
        )

    def full_clean(self):
        self._require(() if self.partial or (self.blank and not self.must) else self.needed)
        super().full_clean()
        self._require(self.needed)

    def need(self, name, why):
        """Ask for a field that another answer makes necessary."""
        if not self.partial and name not in self.errors and self.cleaned_data.get(name) in (None, ""):
            self.add_error(name, why)

    def _require(self, names):
        for name, field in self.fields.items():
            field.required = name in names

    @property
    def values(self) -> dict:
        return dict(self.cleaned_data)

    @classmethod
    def load(cls, section) -> list[dict]:
        """The rows as the section keeps them."""
        return [cls.told(row) for row in getattr(section, cls.many)]

    @classmethod
    def told(cls, row) -> dict:
        """One row as the form asks it: a day is kept as text."""
        return {
            name: date.fromisoformat(row[name])
            if row.get(name) and isinstance(field, DateField)
            else row.get(name)
            for name, field in cls.base_fields.items()
        }

    @classmethod
    def put(cls, section, rows):
        """Keep the rows in the section, a day as text."""
        kept = [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row.items()
                if value is not None
            }
            for row in rows
        ]
        setattr(section, cls.many, kept)


class RowSet:
    """The rows of one kind in one form, as sent or as saved."""

    def __init__(self, form, data, section, *, partial=False, add="", drop="", reading=False):
        self.form, self.partial, self.many = form, partial, form.many
        self.section, self.saved = section, form.load(section)
        keys = self._keys(data) if data is not None else list(range(len(self.saved)))
        self.dropped = drop in {f"{self.many}-{key}" for key in keys}
        keys = [key for key in keys if f"{self.many}-{key}" != drop]
        self.added = add == self.many and len(keys) < MOST
        if self.added or not keys:
            keys.append(max(keys, default=-1) + 1)
        shared = form.known(section) if reading else form.shared()
        self.forms = [self._row(data, n, key, shared) for n, key in enumerate(keys)]
        if len(self.forms) > 1:
            for form in self.forms:
                form.where = f"{form.legend} {form.number}"
        self._focus()

    def _row(self, data, n, key, shared):
        saved = self.saved[n] if data is None and n < len(self.saved) else None
        row = self.form(
            data,
            initial=saved,
            prefix=f"{self.many}-{key}",
            partial=self.partial,
            must=n < self.form.least,
            shared=shared,
        )
        row.section, row.key, row.number = self.section, key, n + 1
        return row

    def _keys(self, data):
        told = data.getlist(self.many) if hasattr(data, "getlist") else data.get(self.many, [])
        keys = dict.fromkeys(
            int(key) for key in told if str(key).isascii() and str(key).isdecimal() and len(str(key)) < 4
        )
        return list(keys)[:MOST] or [0]

    def _focus(self):
        """After a row was added, the reader goes on in it."""
        if self.added:
            field = next(iter(self.forms[-1].fields.values()))
            field.widget.attrs["autofocus"] = True

    @property
    def full(self) -> bool:
        return len(self.forms) >= MOST

    @property
    def removable(self) -> bool:
        return len(self.forms) > 1 or bool(self.saved)

    @property
    def values(self) -> list[dict]:
        """The rows that say something, as far as they are right."""
        return [form.values for form in self.forms if not form.blank and form.values]

    def errors(self) -> dict:
        """What is wrong, by the name of the field in the page."""
        self._refuse_twins()
        return {form.add_prefix(name): errors for form in self.forms for name, errors in form.errors.items()}

    def _refuse_twins(self):
        seen = set()
        for form in self.forms if self.form.unique else ():
            value = form.cleaned_data.get(self.form.unique) if form.is_bound and form.is_valid() else None
            if value and value in seen:
                form.add_error(self.form.unique, self.form.twice)
            seen.add(value)
