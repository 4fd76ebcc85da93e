"""The CPR number: ten digits that begin with a date of birth. No Django here.

No check digit is asked for: since 2007 numbers are given out that have none. A hospital's or a tax office's
own number, with 60 added to the day, is one too.
"""

import re
import unicodedata
from datetime import date

SUBSTITUTE = 60  # added to the day of a number that isn't from the civil register
FIRST_YEAR = 1900  # nobody who was born before is alive
MINUS = "\N{MINUS SIGN}"


class Wrong(ValueError):
    """It is no CPR number. Its one argument says why: digits, date or future."""


def read(text: str, today: date) -> str:
    """The ten digits of what somebody wrote; `Wrong` when they are none."""
    number = "".join(map(_plain, text))
    if not re.fullmatch("[0-9]{10}", number):
        raise Wrong("digits")
    if born(number) > today:
        raise Wrong("future")
    return number


def born(number: str) -> date:
    """The date of birth in it: the seventh digit tells the century; `Wrong` when there is no such day."""
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    day -= SUBSTITUTE if day > SUBSTITUTE else 0
    try:
        found = date(_century(number[6], year) + year, month, day)
    except ValueError:
        raise Wrong("date") from None
    if found.year < FIRST_YEAR:
        raise Wrong("date")
    return found


def masked(number: str) -> str:
    """As a page may show it: 010190-xxxx."""
    return f"{number[:6]}-xxxx"


def whole(number: str) -> str:
    """As it is written in Denmark: 010190-1234."""
    return f"{number[:6]}-{number[6:]}"


def _plain(letter):
    """A digit of any script as 0 to 9; nothing for what people write between digits."""
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "" if letter.isspace() or kind in ("Pd", "Cf") or letter == MINUS else letter


def _century(seventh, year):
    if seventh in "0123" or (seventh in "49" and year >= 37):
        return 1900
    return 1800 if seventh in "5678" and year >= 58 else 2000
