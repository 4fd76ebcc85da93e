"""The small pieces pages are set with: icons, statuses, bars, dates and fields."""

from django import forms, template
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import text
from portal.forms import problems
from portal.levels import Level
from portal.models import DatedRule
from portal.roles import Act

register = template.Library()
register.filter("day", text.full_day)
register.filter("shortday", text.short_day)
register.filter("moment", text.moment)
register.filter("distance", text.distance)
register.filter("joined", text.joined)
register.filter("tone", text.tone)
register.filter("weeks_and_days", text.weeks_and_days)


@register.filter
def level(value):
    """A step on the CEFR scale: B1+ for 35; an unknown one is said to be so."""
    return _("not known") if value is None else Level(value).label


@register.inclusion_tag("parts/icon.html")
def icon(name, label=""):
    """{% icon "check" %} beside a word; {% icon "check" _("Done") %} where it stands alone."""
    return {"name": name, "label": label}


@register.inclusion_tag("parts/tag.html")
def tag(words, tone="note"):
    """A word with its colour and icon: {% tag _("Missing") "miss" %}."""
    return {"words": words, "tone": tone, "icon_name": text.ICONS[tone]}


@register.inclusion_tag("parts/tag.html")
def status(record):
    """The status of a record as a tag."""
    return tag(record.get_status_display(), text.tone(record.status))


@register.inclusion_tag("parts/phase_line.html")
def phase_line(now):
    """The line through the whole product: {% phase_line "start" %}."""
    keys = list(text.PHASES)
    here = keys.index(now)
    return {
        "phases": [
            {"key": key, "words": words, "state": "past" if i < here else "now" if i == here else "next"}
            for i, (key, words) in enumerate(text.PHASES.items())
        ],
        "number": here + 1,
        "words": text.PHASES[now],
    }


@register.inclusion_tag("parts/bar.html")
def bar(value, most=100, words="", tone=""):
    """A bar with its numbers in words: {% bar 3 9 _("3 of 9 parts are done") %}."""
    value, most = float(value or 0), float(most or 0)
    share = min(max(value / most, 0), 1) if most else 0
    return {"width": round(share * 100, 1), "words": words, "tone": tone}


@register.inclusion_tag("parts/fit_bar.html")
def fit_bar(value, words=""):
    """How well two things fit, 0 to 100."""
    return {"value": round(value), "words": words or _("Fits %(n)s of 100") % {"n": round(value)}}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*found):
    """Everything that is wrong in some forms and formsets, above the h1."""
    return {"problems": problems(*[form for form in found if form])}


@register.filter
def input_class(field):
    """The design system's class for a field's widget, beside the width its form asked for."""
    widget = field.field.widget
    chosen = widget.attrs.get("class", "")
    if isinstance(widget, forms.Select):
        return f"form-select {chosen}".strip()
    if isinstance(widget, forms.Textarea) or "input-" in chosen:
        return f"form-input {chosen}".strip()
    wide = "input-char-8" if isinstance(widget, forms.NumberInput) else "input-width-xl"
    return f"form-input {wide} {chosen}".strip()


@register.simple_tag
def field_input(field):
    """The input of a field, told which hint, error and limit describe it.

    The browser gets no maxlength: it would cut a pasted answer short without a word. Nor a placeholder:
    it is gone when it is needed.
    """
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)
    limit = widget.attrs.pop("maxlength", None)
    about = [field.aria_describedby or ""]
    if limit and isinstance(widget, forms.Textarea):
        about.append(f"{field.auto_id}_limit")
    attrs = {"aria-describedby": " ".join(filter(None, about))} if any(about) else {}
    if not isinstance(widget, forms.FileInput):
        attrs["class"] = input_class(field)
    return field.as_widget(attrs=attrs)


@register.filter
def is_textarea(field):
    return isinstance(field.field.widget, forms.Textarea)


@register.filter
def is_date(field):
    return isinstance(field.field.widget, forms.MultiWidget)


@register.inclusion_tag("admin/parts/unverified.html", takes_context=True)
def unverified_rules(context):
    """How many dated rules nobody has looked up for half a year, for those who keep them."""
    user = context["request"].user
    if not user.may(Act.CONFIGURE):
        return {}
    return {"rules": DatedRule.objects.unverified(timezone.localdate()).count()}
