"""What one cell says: text to a number, a day, a code or a mask, or a sentence on why it can't be read."""

import re
from datetime import date, datetime, time

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import vocabulary
from .vocabulary import by_word, plain

EARLIEST, LATEST = date(1950, 1, 1), date(2150, 1, 1)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
DANISH = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})")
SPOKEN = re.compile(r"(?:den )?(\d{1,2})\.? ([^\W\d]+)\.? (\d{4})")
CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d{2}))?(?:[:.]00)?")
CPR = re.compile(
    r"(?:[0-2]\d|3[01]|[68]\d|7\d|9[01])(?:0[1-9]|1[0-2])\d{2} ?-? ?\d{4}"
)  # day + 60 in samples
MONTHS = by_word(vocabulary.MONTHS)
WORDS_SHOWN = 14


class Wrong(Exception):
    """A cell can't be read; the sentence says why."""


class Formula(str):
    """A cell that holds a formula instead of a value."""


def as_text(value):
    """What a spreadsheet's cell would look like in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, str) and not value.startswith("="):
        return value.strip()
    return str(value) if isinstance(value, int | float | date) else Formula(value)


def name(text):
    """A name or number as it stands."""
    if len(text) > 200:
        raise Wrong(_("The text is too long: at most 200 letters."))
    return text


def own_name(text):
    """A name or number of one's own; a CPR number is none, and is not repeated in the answer."""
    if CPR.fullmatch(text):
        raise Wrong(_("This looks like a CPR number. Write a name or a number of your own."))
    return name(text)


def words(text):
    """Free words, apart by | or ;."""
    return tuple(dict.fromkeys(" ".join(word.split()) for word in parts(text)))


def parts(text):
    return [word.strip() for word in re.split(r"[|;]", text) if word.strip()]


def one_of(codes, bits=False):
    """A reader of one word of a table."""
    known = by_word(codes, bits)

    def read(text):
        try:
            return known[plain(text)]
        except KeyError:
            raise Wrong(unknown(text, codes)) from None

    return read


def any_of(codes, bits=False):
    """A reader of words of a table, apart by | or ;, as a mask."""
    read = one_of(codes, bits)

    def read_all(text):
        mask = 0
        for word in parts(text):
            mask |= int(read(word))
        return mask

    return read_all


def unknown(text, codes):
    shown = [in_own_words(spellings) for spellings in list(codes.values())[:WORDS_SHOWN]]
    return _("“%(text)s” isn't a word we know. Write one of: %(words)s.") % {
        "text": text,
        "words": ", ".join(shown),
    }


def in_own_words(spellings):
    """The first English or the first Danish of the spellings of a word."""
    english, danish = (spellings.split("|") * 2)[:2]
    return danish if get_language() == "da" else english


def level(text):
    """A CEFR level such as B1 or B1+, alone or in the words people use."""
    found = LEVELS.get(re.sub(r" ?plus$", "+", plain(text)).replace(" +", "+"))
    if found is None:
        raise Wrong(
            _("“%(text)s” isn't a level. Write A1, A2, A2+, B1, B1+, B2, B2+, C1 or C2.") % {"text": text}
        )
    return found


LEVELS = by_word(vocabulary.LEVELS)


def day(text):
    """An ordinal of 2027-03-01, 1.3.2027, 01-03-2027, 1/3/2027 or 1. marts 2027; the day comes first."""
    plainly = plain(text)
    if found := ISO.fullmatch(text.strip()):
        year, month, number = found.groups()
    elif found := DANISH.fullmatch(plainly):
        number, month, year = found.groups()
    elif (found := SPOKEN.fullmatch(plainly)) and found[2] in MONTHS:
        number, month, year = found[1], MONTHS[found[2]], found[3]
    else:
        raise Wrong(_("“%(text)s” isn't a date. Write 2027-03-01 or 1.3.2027.") % {"text": text})
    try:
        read = date(int(year), int(month), int(number))
    except ValueError:
        raise Wrong(_("There is no such day: %(text)s.") % {"text": text}) from None
    if not EARLIEST <= read < LATEST:
        raise Wrong(_("The year can't be right: %(text)s.") % {"text": text})
    return read.toordinal()


def clock(text):
    """Minutes after midnight of 7:00, 07.00 or 7."""
    found = CLOCK.fullmatch(plain(text))
    minutes = int(found[1]) * 60 + int(found[2] or 0) if found else -1
    if not found or minutes > 24 * 60 or int(found[2] or 0) > 59:
        raise Wrong(_("“%(text)s” isn't a time. Write 07:00.") % {"text": text})
    return minutes


def whole(least, most):
    """A reader of whole numbers within limits; 37,0 and 37.0 are whole too."""

    def read(text):
        if not re.fullmatch(r"[+-]?\d{1,9}(?:[.,]0+)?", text):
            raise Wrong(_("“%(text)s” isn't a whole number.") % {"text": text})
        number = int(re.split(r"[.,]", text)[0])
        if not least <= number <= most:
            raise Wrong(
                _("%(number)s is outside %(least)s to %(most)s.")
                % {"number": number, "least": least, "most": most}
            )
        return number

    return read


def degrees(least, most):
    """A reader of degrees of latitude or longitude within limits."""

    def read(text):
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = None
        if number is None or not least <= number <= most:
            raise Wrong(
                _("“%(text)s” isn't degrees between %(least)s and %(most)s.")
                % {"text": text, "least": least, "most": most}
            )
        return number

    return read


def postcode(text):
    """Four digits, with or without DK in front."""
    digits = re.sub(r"^dk[- ]?", "", plain(text))
    if not re.fullmatch(r"\d{4}", digits):
        raise Wrong(_("“%(text)s” isn't a postcode of four digits.") % {"text": text})
    return digits


yes = one_of(vocabulary.YES)
