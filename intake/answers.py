"""An application read back to the one who wrote it: each question with the answer given."""

from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from portal.forms import ASKS, first_input
from portal.text import full_day, joined

from . import shelves
from .forms import FORMS


@dataclass(frozen=True)
class Part:
    """One section with its facts, ready for a page."""

    name: str
    words: str
    hint: str
    state: str  # done, started, missing, optional
    facts: list
    url: str


def parts(application, *, facts=True, change=False) -> list[Part]:
    """All sections in order; with `change`, every fact has a link to its question."""
    return [_part(application, name, form, facts, change) for name, form in FORMS.items()]


def papers(application) -> Part:
    """The documents, which nobody has to send, as a line in the list of parts."""
    state = shelves.state(shelves.shelves(application))
    hint = _("CV, a letter or a certificate, if you have them")
    return Part("documents", _("Documents"), hint, state, [], reverse("intake:documents"))


def _part(application, name, form, facts, change):
    row, url = application.section(name), reverse("intake:section", args=[name])
    state = "missing" if row is None else "done" if row.complete else "started"
    shown = (
        _facts(form(instance=row, application=application, reading=True), row, url if change else "")
        if facts and row
        else []
    )
    return Part(name, form._meta.model._meta.verbose_name, form.hint, state, shown, url)


def _facts(form, row, url):
    """The answers in the order of the page; rows of a kind are a fact each."""
    found = []
    for _legend, names in form.groups:
        for name in names:
            if name in form.rowsets:
                found += _rows(form.rowsets[name], url)
            elif name in form.fields and form.only_if.get(name, bool)(row):
                found.append(
                    _fact(form[name].label, said(form.answered(name), form[name].field), form[name], url)
                )
    return found


def _rows(rowset, url):
    """One fact for each saved row; a kind with none is not answered."""
    shown = rowset.forms if rowset.saved else rowset.forms[:1]
    many = len(shown) > 1
    return [
        _fact(
            f"{rowset.form.legend} {row.number}" if many else rowset.form.legend,
            _row(row),
            next(iter(row)),
            url,
        )
        for row in shown
    ]


def _row(form):
    """A row in lines, each with its question; a row of one question needs none."""
    told = [(bound, said(form.initial.get(bound.name), bound.field)) for bound in form]
    if len(told) == 1:
        return told[0][1]
    return "\n".join(f"{asked(bound.label)} {value}" for bound, value in told if value)


def asked(label) -> str:
    """A question before its answer in the same line."""
    return str(label) if str(label).endswith(tuple(ASKS)) else f"{label}:"


def _fact(words, value, bound, url):
    return {"words": words, "value": value, "url": url and f"{url}#{first_input(bound)}"}


def said(value, field) -> str:
    """A stored value in the words of the question's own choices."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, PhoneNumber):
        return value.as_international
    return chosen(value, field)


def chosen(value, field) -> str:
    """The label of a choice, or of several; other values as they are."""
    labels = (
        {}
        if hasattr(field, "queryset")
        else {str(key): label for key, label in getattr(field, "choices", ())}
    )
    if isinstance(value, list):
        return joined(labels.get(str(one), one) for one in value)
    return str(labels.get(str(value), value))
