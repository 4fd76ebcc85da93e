"""An application read back to the one who wrote it: each question with the answer given."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Manager
from django.urls import reverse
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from portal.forms import first_input
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
    asked = [bound for bound in form() if row and form.only_if.get(bound.name, bool)(row)] if facts else []
    shown = [_fact(bound, row, url if change else "") for bound in asked]
    return Part(name, form._meta.model._meta.verbose_name, form.hint, state, shown, url)


def _fact(bound, row, url):
    value = said(getattr(row, bound.name), bound.field)
    return {"words": bound.label, "value": value, "url": url and f"{url}#{first_input(bound)}"}


def said(value, field) -> str:
    """A stored value in the words of the question's own choices."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, Manager):
        return joined(value.all())
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
