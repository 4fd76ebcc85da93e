"""Words for people: dates, deadlines, lists, and the tone of a status."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language, get_language_bidi, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

PHASES = {  # the three steps of every placement, in order; each has a colour of its own
    "ready": gettext_lazy("Get ready"),
    "start": gettext_lazy("Get going"),
    "stay": gettext_lazy("Take part"),
}

# A tone is a colour with an icon; the word beside it is always shown too.
ICONS = {
    "done": "check",
    "now": "sync",
    "wait": "hourglass",
    "miss": "error",
    "stop": "close",
    "note": "info",
    "lock": "lock",
}

TONES = {  # by the names of the statuses; the same word means the same in every stage
    "done": "completed confirmed evaluated placed ready",
    "now": "accepted active proposed screening submitted working",
    "wait": "draft matchable on_hold queued",
    "miss": "failed",
    "stop": "cancelled declined interrupted merged withdrawn",
}
TONE_OF = {status: tone for tone, statuses in TONES.items() for status in statuses.split()}


def tone(status) -> str:
    """The tone that fits a status; an unknown one is simply noted."""
    return TONE_OF.get(str(status).lower(), "note")


def local(value: date | datetime) -> date | datetime:
    """A moment as the clock here shows it; a day stays a day."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def full_day(value: date | datetime | None) -> str:
    """Tuesday 2 March 2027, the way people say it."""
    return formats.date_format(local(value), pgettext("day with weekday", "l j F Y")) if value else ""


def short_day(value: date | datetime | None) -> str:
    """2 March 2027."""
    return formats.date_format(local(value), pgettext("day", "j F Y")) if value else ""


def moment(value: datetime | None) -> str:
    """Tuesday 2 March 2027 at 14:05."""
    return formats.date_format(local(value), pgettext("day and time", r"l j F Y \a\t H:i")) if value else ""


def distance(value: date | datetime | None, today: date | None = None) -> str:
    """How far a day is from today: today, tomorrow, in 6 days, 3 days ago."""
    if not value:
        return ""
    day = local(value)
    days = ((day.date() if isinstance(day, datetime) else day) - (today or timezone.localdate())).days
    if days in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}


def weeks_and_days(days: int) -> str:
    """A length in words: 32 weeks, 1 week and 3 days, 5 days."""
    weeks, rest = divmod(days, 7)
    said = []
    if weeks:
        said.append(ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks})
    if rest or not weeks:
        said.append(ngettext("%(n)s day", "%(n)s days", rest) % {"n": rest})
    return joined(said)


def joined(words) -> str:
    """Arabic, Danish and English."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    comma = "، " if get_language_bidi() else ", "
    return _("%(first)s and %(last)s") % {"first": comma.join(words[:-1]), "last": words[-1]}


def own_words(danish, english) -> str:
    """A text of a table's row in the reader's language; the other languages know the English ones of reference.py."""
    language = get_language()
    if language == "da":
        return danish
    return english if language in (None, "en") or not english else _(english)


def as_noun(label) -> str:
    """A label inside a sentence: Start date becomes start date; CPR number stays, and every noun in German."""
    label = str(label).rstrip(":")
    return label if label[1:2].isupper() or get_language() == "de" else label[:1].lower() + label[1:]
