"""How well each open place fits one person: ranked, with reasons a coordinator can defend."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from portal.text import joined, short_day

from . import facts
from .matching import explain, nearest_misses, rank
from .matching.explain import BLOCKER, MET, NEEDS, ORDER, POINTS
from .matching.rules import FAIL
from .matching.words import Words

WHOLE = 10  # a fit of 1000 points is shown as 100
USUAL_WEEKS = 12
FEWEST_REASONS = 3
FROM_EACH = 3  # so many of the first places come from each department that has any


@dataclass(frozen=True)
class Reason:
    """A sentence with where its facts come from; `kind` is blocker, support, points or met."""

    kind: str
    text: str
    source: str
    points: int


@dataclass(frozen=True)
class Place:
    """A site's best seat for this person, and why."""

    seat: tuple
    site: tuple
    first: date
    last: date
    fit: int
    eligible: bool
    reasons: list[Reason]
    opens_way: list[str]
    seats: int
    asked: int


class Fits:
    """One application beside every seat that is open, or beside the one seat `only`.

    `picked` maps what she chose from the lists to keys, where a page knows it already.
    """

    def __init__(self, application, on: date, kind="", only=None, picked=None):
        self.lists = facts.Lists()
        self.taken = facts.Taken([application], on)
        self.open = facts.open_seats(on, self.taken, only)
        codes = sorted({code for each in self.open for code in each.site.languages} - {"da"})[: facts.BITS]
        self.spoken = {code: place for place, code in enumerate(codes)}
        been, ties = self.taken.been, facts.Ties([application], self.open)
        self.people = facts.people([application], self.lists, self.spoken, been, on, kind, picked, ties)
        at_sites = facts.AtSites(self.lists, *wanted(application, on))
        self.seats = facts.seats(self.open, self.lists, self.spoken, at_sites, on, ties)
        self.ranking = rank(self.people, self.seats, self.lists.weights)

    @cached_property
    def order(self):
        """The best seat of each site, best first."""
        sites = {}
        for index in self.ranking.seats_for(0):
            sites.setdefault(self.open[index].site.pk, int(index))
        return list(sites.values())

    @cached_property
    def possible(self):
        """Those whose seat she can have, by index."""
        return [index for index in self.order if self.ranking.blockers[0, index] == 0]

    @cached_property
    def nearly(self):
        """Those with one thing in the way."""
        return [index for index in self.order if self.ranking.blockers[0, index] == 1]

    @cached_property
    def open_here(self):
        return Counter(each.site.pk for each in self.open)

    def of_each(self, indices, most, from_each=FROM_EACH):
        """The first of `indices`, some of them from each department that has any."""
        seen, first = Counter(), []
        for index in indices:
            department = self.open[index].site.department_id
            seen[department] += 1
            if seen[department] <= from_each:
                first.append(index)
        rest = [index for index in indices if index not in first]
        return sorted([*first, *rest][:most], key=indices.index)

    def within(self, indices, department):
        """Those of one department, or all where none is chosen."""
        return [index for index in indices if department in ("", self.open[index].site.department)]

    def at_seat(self, seat):
        """The Place of one seat, where it is among those open."""
        keys = [each.seat.pk for each in self.open]
        return self.place(keys.index(seat.pk)) if seat and seat.pk in keys else None

    def places(self, indices):
        return [self.place(index) for index in indices]

    def place(self, index) -> Place:
        row, site, first, last = self.open[index]
        why = explain(self.people, self.seats, 0, index, self.lists.weights)
        return Place(
            seat=row,
            site=site,
            first=first,
            last=last,
            fit=round(why.fit / WHOLE),
            eligible=why.verdict != FAIL,
            reasons=[self.reason(each) for each in foremost(why.reasons)],
            opens_way=[self.say(sentence) for sentence in why.nearest_miss],
            seats=self.open_here[site.pk],
            asked=self.taken.asked[row.pk],
        )

    def misses(self, most=2):
        """The single changes that would open most places, in sentences."""
        if not self.open:
            return []
        found = nearest_misses(self.people, self.seats, 0, self.ranking)
        return [self.say(miss.sentence) for miss in found[:most]]

    def reason(self, each):
        source = joined(gettext(text) for text in each.sources)
        return Reason(each.kind, self.say(each.sentence), source, each.points)

    def say(self, sentence):
        return sentence.say(gettext, self.words(get_language()))

    def words(self, language):
        labels = {
            kind: self.lists.labels(kind, language) for kind in ("professions", "settings", "districts")
        }
        spoken = [facts.language_name(code) for code in self.spoken]
        return Words(gettext, short_day, tags=labels["settings"], languages=spoken, **labels)


def foremost(reasons):
    """What stands in the way, the strongest points, what needs support; at least three in all."""
    of = {kind: [each for each in reasons if each.kind == kind] for kind in ORDER}
    shown = of[BLOCKER] + of[POINTS][:FEWEST_REASONS] + of[NEEDS]
    return shown + of[MET][: max(FEWEST_REASONS - len(shown), 0)]


def wanted(application, on):
    """The days she would be there, as far as she has said."""
    wishes = getattr(application, "wishes", None)
    starts = max(on, (wishes and wishes.available_from) or on)
    weeks = (wishes and wishes.weeks) or USUAL_WEEKS
    return starts, starts + timedelta(weeks=weeks, days=-1)


def kept(application, seat, on, kind):
    """The fit of one pair and its reasons in every language, to be kept with the proposal: (fit, reasons)."""
    fits = Fits(application, on, kind, only=seat)
    why = explain(fits.people, fits.seats, 0, 0, fits.lists.weights)
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = [fits.say(each.sentence) for each in why.reasons]
    reasons = [
        {
            "kind": each.kind,
            "name": each.name,
            "points": each.points,
            **{language: texts[at] for language, texts in said.items()},
        }
        for at, each in enumerate(why.reasons)
    ]
    return why.fit, reasons
