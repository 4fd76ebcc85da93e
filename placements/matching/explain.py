"""Why a place fits or doesn't, in sentences with their facts and where each came from."""

from dataclasses import dataclass

from .derived import DERIVED
from .facts import TOLD, People
from .preferences import PREFERENCES, WEIGHTS, points, scaled
from .rules import FAIL, PASS, RULES, SUPPORT
from .sentences import N_, Sentence, Value, names_in

BLOCKER, NEEDS, POINTS, MET = "blocker", "support", "points", "met"
ORDER = [BLOCKER, NEEDS, POINTS, MET]


@dataclass(frozen=True)
class Reason:
    """One reason: kind (blocker, support, points, met), the rule or preference, its sentence, where the
    facts come from (message ids), points of weight where it is a preference."""

    kind: str
    name: str
    sentence: Sentence
    sources: tuple
    points: int = 0
    weight: int = 0


@dataclass(frozen=True)
class Explanation:
    """The fit of a pair, the worst answer of the rules, all reasons in order, what would open the way."""

    fit: int
    verdict: int
    reasons: list
    nearest_miss: list

    @property
    def eligible(self):
        return self.verdict != FAIL


@dataclass(frozen=True)
class Pair:
    """One person and one seat, and every fact about the two by name."""

    person: People
    seat: object

    def sentence(self, text):
        """The message with the values it names."""
        return Sentence(text, {name: self.value(name) for name in names_in(text)})

    def value(self, name):
        if name in DERIVED:
            work_out, shown, _ = DERIVED[name]
            return Value(shown, int(work_out(self.person, self.seat)))
        return Value(TOLD[name].shown, self._side(name).__dict__[name].item())

    def sources(self, text, about=()):
        """Where the facts behind a message come from, each once: those it is about, else those it names."""
        found = [source for name in about or names_in(text) for source in self._sources(name)]
        return tuple(dict.fromkeys(found))

    def _sources(self, name):
        if name in DERIVED:
            return DERIVED[name][2]
        side = self._side(name)
        own = side.sources.get(name)
        return [own[side.id.item()] if own and side.id.item() in own else TOLD[name].source]

    def _side(self, name):
        return self.person if name in People.told() else self.seat


def pair(people, seats, person, seat):
    """The pair at two indices."""
    return Pair(people.at(person), seats.at(seat))


def explain(people, seats, person, seat, weights=WEIGHTS):
    """The Explanation of the pair at two indices."""
    both = pair(people, seats, person, seat)
    judged = [_judged(rule, both) for rule in RULES]
    liked = [_liked(each, both, weight) for each, weight in zip(PREFERENCES, _in_order(weights), strict=True)]
    reasons = [reason for reason in judged + liked if reason.points or reason.kind != POINTS]
    return Explanation(
        fit=sum(reason.points for reason in liked),
        verdict=max((FAIL, SUPPORT, PASS)[(BLOCKER, NEEDS, MET).index(reason.kind)] for reason in judged),
        reasons=sorted(reasons, key=lambda reason: (ORDER.index(reason.kind), -reason.points)),
        nearest_miss=[
            both.sentence(rule.opens)
            for rule, reason in zip(RULES, judged, strict=True)
            if reason.kind == BLOCKER
        ],
    )


def _judged(rule, both):
    answer = int(rule.test(both.person, both.seat))
    text = rule.sentence(answer)
    return Reason(
        (MET, NEEDS, BLOCKER)[answer], rule.name, both.sentence(text), both.sources(text, rule.about)
    )


def _liked(preference, both, weight):
    text = preference.sentence
    given = int(points(preference.share(both.person, both.seat), weight))
    sources = both.sources(text, preference.about)
    return Reason(POINTS, preference.name, both.sentence(text), sources, given, weight)


def _in_order(weights):
    weights = scaled(weights)
    return [weights[each.name] for each in PREFERENCES]


WHY_FULL = N_("Nothing stands in the way, but with this choice the others lose %(points)s points of fit.")
WHY_FEWER = N_("Nothing stands in the way, but with this choice %(fewer)s fewer would be placed.")
WHY_EQUAL = N_("Nothing stands in the way: this place would do just as well.")


def why_not(cost):
    """The Sentence on why a run didn't give somebody an eligible seat, from rematch.cost."""
    text = WHY_FEWER if cost.fewer else WHY_FULL if cost.points else WHY_EQUAL
    return Sentence(text, {name: Value("number", getattr(cost, name)) for name in names_in(text)})
