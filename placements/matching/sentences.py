"""Sentences that keep their facts: an English message id and the values it names, translated when shown."""

import re
from dataclasses import dataclass, field
from typing import Any

NAMES = re.compile(r"%\((\w+)\)s")


def N_(text):
    """Mark a message for translation; whoever shows it translates it."""
    return text


@dataclass(frozen=True)
class Value:
    """A fact in a sentence: what sort of thing it is ("level", "day", "checks", …) and its number."""

    shown: str
    number: Any


@dataclass(frozen=True)
class Sentence:
    """A message id and its values by name."""

    text: str
    values: dict = field(default_factory=dict)

    def say(self, translate=str, show=None):
        """The sentence in the reader's language; show turns a Value into words."""
        show = show or (lambda value: str(value.number))
        return translate(self.text) % {name: show(value) for name, value in self.values.items()}


def names_in(text):
    """The names of the values a message asks for."""
    return NAMES.findall(text)
