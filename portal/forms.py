"""The way we ask: kind messages, dates in three fields, and forms that render through our template pack."""

from datetime import date

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from phonenumber_field.formfields import PhoneNumberField

from .text import as_noun, joined, short_day

BLANK = "", None
ASKS = "?؟"  # how a question ends, in Latin letters and in Arabic ones
PARTS = ("day", "month", "year")


def defaults(field) -> dict:
    """The messages a field class brings along, before anybody chose better ones."""
    found = {}
    for kind in reversed(type(field).__mro__):
        found |= kind.__dict__.get("default_error_messages", {})
    return found


def required_message(field, noun: str) -> str:
    """What to do about an empty field, said as a request and never as a rule."""
    label = {"label": field.label, "noun": noun}
    if isinstance(field, forms.EmailField):
        return _("Write your e-mail, for example name@example.dk.")
    if isinstance(field, PhoneNumberField):
        return _("Write your phone number, for example +45 20 12 34 56.")
    if isinstance(field, forms.FileField):
        return _("Choose a file: %(noun)s.") % label
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s” to go on.") % label
    choosing = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField))
    if str(field.label).rstrip().endswith(tuple(ASKS)):
        return (_("Choose an answer: %(label)s") if choosing else _("Write an answer: %(label)s")) % label
    if isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        return _("Choose at least one: %(noun)s.") % label
    return (_("Choose %(noun)s.") if choosing else _("Write %(noun)s.")) % label


def kind_messages(field, noun: str) -> dict:
    """Our words for what can be wrong with a field, by Django's names for it."""
    label = {"label": str(field.label).rstrip(ASKS)}
    messages = {
        "required": required_message(field, noun),
        "max_length": _("%(label)s: use at most {limit} characters. You have written {value}.") % label,
        "invalid_choice": _("Choose one of the answers shown: %(label)s.") % label,
    }
    messages["max_length"] = messages["max_length"].format(limit="%(limit_value)d", value="%(show_value)d")
    if isinstance(field, forms.EmailField):
        messages["invalid"] = _("Write an e-mail with an @, for example name@example.dk.")
    elif isinstance(field, PhoneNumberField):
        messages["invalid"] = _("Write a phone number with its country code, for example +45 20 12 34 56.")
    elif isinstance(field, (forms.IntegerField, forms.DecimalField)):
        messages |= {
            "invalid": _("%(label)s: write a number, for example 12.") % label,
            "min_value": (_("%(label)s: write {limit} or more.") % label).format(limit="%(limit_value)s"),
            "max_value": (_("%(label)s: write {limit} or less.") % label).format(limit="%(limit_value)s"),
        }
    return messages


class DateWidget(forms.MultiWidget):
    """Day, month and year, each in a field of its own."""

    template_name = "dkfds/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        small = {"class": "form-input", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__({part: forms.TextInput(attrs=small) for part in PARTS}, attrs)

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        for part, widget in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            widget |= {"part": part, "label": labels[part]}
        return context


class DateField(forms.Field):
    """A date asked as three numbers; each way of getting it wrong has its own answer."""

    widget = DateWidget

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs):
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def clean(self, value):
        return super().clean(value if any(value or []) else None)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return value or None
        parts = dict(zip(PARTS, (str(part or "").strip() for part in value), strict=True))
        self._refuse_gaps(parts)
        day, month, year = (self._number(part, text) for part, text in parts.items())
        try:
            return date(year, month, day)
        except ValueError:
            raise self._wrong("day", _("this date does not exist, check the day and the month.")) from None

    def validate(self, value):
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise self._wrong("day", _("write %(day)s or a later day.") % {"day": short_day(self.earliest)})
        if value and self.latest and value > self.latest:
            raise self._wrong("day", _("write %(day)s or an earlier day.") % {"day": short_day(self.latest)})

    def has_changed(self, initial, data):
        try:
            return self.to_python(data if any(data or []) else None) != initial
        except ValidationError:
            return True

    def _wrong(self, part, message):
        """An error that begins with the question, so that it is clear in the summary too."""
        return ValidationError(f"{str(self.label or _('Date')).rstrip(ASKS)}: {message}", part)

    def _refuse_gaps(self, parts):
        words = {"day": _("the day"), "month": _("the month"), "year": _("the year")}
        missing = [part for part, text in parts.items() if not text]
        if missing:
            raise self._wrong(
                missing[0], _("write %(parts)s too.") % {"parts": joined(words[p] for p in missing)}
            )

    def _number(self, part, text):
        low, high, message = {
            "day": (1, 31, _("the day is a number from 1 to 31.")),
            "month": (1, 12, _("the month is a number from 1 to 12.")),
            "year": (1900, 2200, _("the year has four digits, for example 1990.")),
        }[part]
        if not (text.isdecimal() and len(text) < 5 and low <= int(text) <= high):
            raise self._wrong(part, message)
        return int(text)


class Hinted:
    """Choices with a line of help under some of them: hints={"value": "help"}."""

    def __init__(self, *args, hints=None, **kwargs):
        self.hints = hints or {}
        super().__init__(*args, **kwargs)

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Radios(Hinted, forms.RadioSelect):
    """One answer of a few, all of them in sight."""


class Checkboxes(Hinted, forms.CheckboxSelectMultiple):
    """Several answers of a few, all of them in sight."""


class Kind:
    """Mixed into a form: our words, our helper, and nothing the browser says on its own.

    `nouns` names a field inside a sentence ("your first name"); `autocomplete` tells the browser
    what it may fill in for the person herself; `mark_optional` is off where every field is.
    `labels` and `hints` are for forms that were made elsewhere.
    """

    use_required_attribute = False  # the server answers in the reader's language
    mark_optional = True
    nouns: dict = {}
    autocomplete: dict = {}
    labels: dict = {}
    hints: dict = {}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name) or field.label or name.replace("_", " ").capitalize()
            field.help_text = self.hints.get(name, field.help_text)
            self._speak_kindly(name, field)
            self._offer(field)
            if name in self.autocomplete:
                field.widget.attrs["autocomplete"] = self.autocomplete[name]

    @cached_property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def _speak_kindly(self, name, field):
        standard = defaults(field)
        for code, message in kind_messages(field, str(self.nouns.get(name) or as_noun(field.label))).items():
            if field.error_messages.get(code) == standard.get(code):
                field.error_messages[code] = message

    def _offer(self, field):
        """A closed list begins with an invitation, not with dashes; words may run from right to left."""
        if isinstance(field, forms.ModelChoiceField) and field.empty_label:
            field.empty_label = _("Choose")
        elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
            field.choices = [(v, _("Choose") if v in BLANK else text) for v, text in field.choices]
        elif type(field.widget) in (forms.TextInput, forms.Textarea):
            field.widget.attrs.setdefault("dir", "auto")  # a name has its own direction on any page


class Form(Kind, forms.Form):
    """A form of ours."""


class ModelForm(Kind, forms.ModelForm):
    """A form of ours over a model; name a date in Meta.field_classes to ask it in three fields."""


def first_input(bound) -> str:
    """The id of the input a person must go to: the wrong part of a date, the first of several choices."""
    if isinstance(bound.field.widget, DateWidget):
        codes = [error.code for error in bound.errors.as_data()]
        return f"{bound.auto_id}_{PARTS.index(codes[0]) if codes and codes[0] in PARTS else 0}"
    return bound.id_for_label or f"{bound.auto_id}_0"


def problems(*forms) -> list[dict]:
    """Every message of some forms and formsets, each with the input it is about, and the row if there are several."""
    found = []
    for form in forms:
        if hasattr(form, "management_form"):
            found += [{"text": text, "to": ""} for text in form.non_form_errors()] + problems(*form.forms)
            continue
        found += [{"text": text, "to": ""} for text in form.non_field_errors()]
        where = getattr(form, "where", "")
        for bound in form:
            to = "" if bound.is_hidden else first_input(bound)
            found += [{"text": f"{where}: {text}" if where else text, "to": to} for text in bound.errors]
        found += problems(*getattr(form, "inner", ()))
    return found
