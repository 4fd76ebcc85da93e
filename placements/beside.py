"""A person beside a seat, in the words of whoever reads: the reasons, what is in the way, what would open it."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from portal.text import joined, short_day

from . import facts
from .matching.explain import BLOCKER, MET, NEEDS, ORDER, POINTS
from .matching.preferences import PREFERENCES
from .matching.words import Words
from .sheets.titles import title

WHOLE = 10  # a fit of 1000 points is shown as 100
FEWEST_REASONS = 3
TWO = 2


@dataclass(frozen=True)
class Reason:
    """A sentence with where its facts come from; `kind` is blocker, support, points or met."""

    kind: str
    name: str
    text: str
    source: str
    points: int


def foremost(reasons):
    """What stands in the way, the strongest points, what needs support; at least three in all."""
    of = {kind: [each for each in reasons if each.kind == kind] for kind in ORDER}
    shown = of[BLOCKER] + of[POINTS][:FEWEST_REASONS] + of[NEEDS]
    return shown + of[MET][: max(FEWEST_REASONS - len(shown), 0)]


@dataclass(frozen=True)
class Line:
    """One preference of two: what it is called, and what each side gets for it."""

    title: str
    cells: list


@dataclass(frozen=True)
class Compared:
    """Two side by side: their names, fits, points for each preference, and what stands in the way or needs support."""

    names: list[str]
    fits: list[int]
    lines: list[Line]
    hard: list[list[Reason]]


class Said:
    """Turns what the matching says into sentences; needs `lists`, and `spoken` with the place of each language."""

    lists: facts.Lists
    spoken: dict

    @property
    def choices(self):
        """What each list can be narrowed by, in the reader's language."""
        return {kind: self.lists.choices(kind, get_language()) for kind in self.lists.rows}

    def reason(self, each):
        source = joined(gettext(text) for text in each.sources)
        return Reason(each.kind, each.name, self.say(each.sentence), source, each.points)

    def side_by_side(self, names, whys):
        """The Compared of two Explanations; nothing where there aren't two."""
        if len(whys) < TWO:
            return None
        points = [
            {each.name: self.reason(each) for each in why.reasons if each.kind == POINTS} for why in whys
        ]
        lines = [
            Line(title(each.name), [found.get(each.name) for found in points])
            for each in PREFERENCES
            if any(each.name in found for found in points)
        ]
        hard = [[self.reason(each) for each in why.reasons if each.kind in (BLOCKER, NEEDS)] for why in whys]
        return Compared(names, [round(why.fit / WHOLE) for why in whys], lines, hard)

    def say(self, sentence):
        return sentence.say(gettext, self.words(get_language()))

    def words(self, language):
        """What values in sentences are called; each language is looked up once."""
        known = self.__dict__.setdefault("known_words", {})
        if language not in known:
            known[language] = self.words_in(language)
        return known[language]

    def words_in(self, language):
        labels = {
            kind: self.lists.labels(kind, language)
            for kind in ("professions", "settings", "districts", "tags")
        }
        spoken = [facts.language_name(code) for code in self.spoken]
        return Words(gettext, short_day, languages=spoken, **labels)
