"""Text that the database alone doesn't tell: sealed with keys kept elsewhere, and found again by a mark made of it.

The keys can be changed: the first of CPR_KEYS seals, each of them opens.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Locked(Exception):
    """No key we have opens it: a key was taken away too early, or the row is another house's."""


def seal(text: str) -> str:
    return _boxes()[0].encrypt(text.encode()).decode()


def open(token: str) -> str:
    """What was sealed; `Locked` where no key opens it."""
    return _opened(MultiFernet(_boxes()), token)


def is_newest(token: str) -> bool:
    """Whether the first key sealed it; `Locked` where none did."""
    open(token)
    try:
        _opened(_boxes()[0], token)
    except Locked:
        return False
    return True


def mark(text: str) -> str:
    """The same for the same text, and of no use to somebody without the key: so a text is found that can't be read."""
    return hmac.new(settings.CPR_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def fit(keys) -> bool:
    """Whether these can seal and open."""
    try:
        return bool([Fernet(key) for key in keys])
    except ValueError:
        return False


def _boxes():
    return [Fernet(key) for key in settings.CPR_KEYS]


def _opened(box, token):
    try:
        return box.decrypt(token.encode()).decode()
    except InvalidToken:
        raise Locked("No key of CPR_KEYS opens this row. Put the key back that sealed it.") from None
