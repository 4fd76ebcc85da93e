"""Words that both files use, as bits of a mask: parts of town, languages, experience, organisations.

A word that only one file uses can join nobody, so the 32 bits of a mask go to those that both use.
"""

from collections import Counter

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from intake.models import Tongue

from ..matching.codes import Setting
from ..matching.words import SETTINGS as SETTING_LABELS
from .vocabulary import SETTINGS, by_word, plain

BITS = 32
DANISH = {"da", "dansk", "danish"}
KINDS = {  # kind of words: the columns of the applicants, the columns of the sites
    "districts": (["districts"], ["district"]),
    "languages": (["languages"], ["languages"]),
    "tags": (["experience", "goals"], ["strengths", "teaches"]),
    "associations": (["associations"], ["partners"]),
}


class Shared:
    """Bits and labels of the words that both files use; remarks where they are more than the bits."""

    def __init__(self, persons, places):
        self.same = {"languages": tongues(), "tags": settings_as_words()}
        self.bits, self.labels, self.notes = {}, {}, []
        for kind, (wished, offered) in KINDS.items():
            self.enter(kind, self.count(kind, persons, wished), self.count(kind, places, offered))

    def enter(self, kind, asked, offered):
        """Give a kind's most used common words their bits, in alphabetical order."""
        common = asked.keys() & offered.keys()
        often = sorted(common, key=lambda word: (-(len(asked[word]) + len(offered[word])), word))
        chosen = sorted(often[:BITS])
        self.bits[kind] = {word: 1 << place for place, word in enumerate(chosen)}
        self.labels[kind] = [label(kind, word, asked[word] + offered[word]) for word in chosen]
        if often[BITS:]:
            text = _("Of %(kind)s the %(bits)s most used words count. Left out: %(words)s.")
            values = {"kind": kind, "bits": BITS, "words": ", ".join(sorted(often[BITS:]))}
            self.notes.append(text % values)

    def count(self, kind, rows, columns):
        """{word: how it was written, once a row}."""
        found = {}
        for row in rows:
            for column in columns:
                for word in listed(row[column]):
                    found.setdefault(self.key(kind, word), []).append(word)
        return found

    def mask(self, kind, words):
        """The bits of some words; one that only one file uses has none."""
        bits = self.bits[kind]
        mask = 0
        for word in listed(words):
            mask |= bits.get(self.key(kind, word), 0)
        return mask

    def key(self, kind, word):
        word = plain(word)
        return self.same.get(kind, {}).get(word, word)


def listed(words):
    """One word or several, as several; a language mentor's Danish is no language besides Danish."""
    words = [words] if isinstance(words, str) else words
    return [word for word in words if word and plain(word) not in DANISH]


def label(kind, word, written):
    """What to call a word in a sentence: a language and a type of site by their names, else as most wrote it."""
    if kind == "languages" and word in Tongue:
        return Tongue(word).inside
    if kind == "tags" and word in SETTING_WORDS:
        return SETTING_LABELS[SETTING_WORDS[word]]
    counted = Counter(written)
    return min(counted, key=lambda spelling: (-counted[spelling], spelling))


SETTING_WORDS = {plain(code.name): code for code in Setting}


def settings_as_words():
    """{any name of a type of site: one word for it}, so that experience from a care home meets a care home."""
    return {word: plain(code.name) for word, code in by_word(SETTINGS).items()}


def tongues():
    """{the name of a language in any of our languages, or its code: its code}."""
    found = {code: code for code in Tongue.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain(tongue.label): tongue.value for tongue in Tongue}
    return found
