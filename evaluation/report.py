"""What one report says, as plain facts: the same for the page on screen and the page on paper."""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from portal import charts


@dataclass(frozen=True)
class Goal:
    """A goal with its levels from 1 (new to it) to 5 (expert)."""

    text: str
    start: int | None
    now: int | None
    target: int | None
    status: str  # in words
    met: bool = False


@dataclass(frozen=True)
class Session:
    """One language session: its kind and situation in words, and the level heard."""

    day: date
    kind: str
    situation: str
    minutes: int
    level: int | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    day: date
    kind: str
    text: str
    minutes: int | None = None


@dataclass(frozen=True)
class Answer:
    """One answer of the supervisor's: 1 to 5, or None for "don't know"."""

    domain: str
    question: str
    score: int | None


@dataclass(frozen=True)
class Step:
    """One thing agreed for the time ahead."""

    text: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True)
class ReportFacts:
    """Everything on the report of one placement."""

    reference: str
    version: int
    as_of: date
    name: str
    called: str  # the name people use at work
    profession: str  # "nurse"; on the page always with "trained" before it
    country: str
    site: str
    department: str
    supervisor: str
    starts: date
    ends: date
    hours: int  # a week
    language_minutes: int = 0
    log_days: int = 0
    onboarding: int | None = None  # per cent done
    danish_arrival: int | None = None
    danish_needed: int | None = None
    danish_leaving: int | None = None
    conclusion: str = ""
    ahead: str = ""  # the plan in the supervisor's words
    can_now: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    plan: list[Step] = field(default_factory=list)

    @property
    def background(self) -> str:
        """Never "nurse" alone: the title is protected until the authorisation is there."""
        return _("Trained %(profession)s from %(country)s") % {
            "profession": self.profession,
            "country": self.country,
        }

    @property
    def weeks(self) -> int:
        return max((self.ends - self.starts).days // 7 + 1, 1)


def context(facts: ReportFacts, paper: bool = False) -> dict:
    """What the templates need: the facts, and their pictures at the width of a phone or of the paper."""
    wide, half = (642, 306) if paper else (360, 360)
    return {
        "title": _("Evaluation of placement: %(name)s") % {"name": facts.name},
        "paper": paper,
        "report": facts,
        "conclusion": paragraphs(facts.conclusion),
        "ahead": paragraphs(facts.ahead),
        "danish": charts.level_steps(facts.danish_arrival, facts.danish_needed, facts.danish_leaving, wide),
        "kinds": _minutes(_("Minutes by kind"), _("Kind"), facts.sessions, "kind", half),
        "situations": _minutes(_("Minutes by situation"), _("Situation"), facts.sessions, "situation", half),
        "trend": _trend(facts, wide),
        "domains": _domains(facts.answers, 420 if paper else 360),
        "answers": [(domain, list(rows)) for domain, rows in groupby(facts.answers, attrgetter("domain"))],
    }


def paragraphs(text: str) -> list[tuple[str, str]]:
    """The paragraphs of a text, each with the direction it's read in; paper can't find that out by itself."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return [(_direction(part), part) for part in parts if part]


def _direction(text: str) -> str:
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L" else "ltr"


def _minutes(title, column, sessions, attribute, width) -> charts.Chart:
    minutes, times = Counter(), Counter()
    for session in sessions:
        minutes[getattr(session, attribute)] += session.minutes
        times[getattr(session, attribute)] += 1
    rows = [(label, amount, times[label]) for label, amount in minutes.most_common()]
    says = ""
    if rows:
        says = _("%(times)s sessions. Most time went to: %(label)s (%(part)s).") % {
            "times": times.total(),
            "label": rows[0][0],
            "part": f"{round(100 * rows[0][1] / (minutes.total() or 1))}\N{NO-BREAK SPACE}%",
        }
    return charts.bars(title, says, (column, _("Minutes"), _("Sessions")), rows, _("min"), width=width)


def _trend(facts, width) -> charts.Chart:
    heard = defaultdict(dict)
    for session in sorted(facts.sessions, key=attrgetter("day")):
        if session.level is not None:
            week = min(max((session.day - facts.starts).days // 7 + 1, 1), facts.weeks)
            heard[session.situation][week] = session.level
    series = [(situation, sorted(levels.items())) for situation, levels in sorted(heard.items())]
    rose = sum(points[-1][1] > points[0][1] for _situation, points in series)
    says = _("The level rose in %(rose)s of %(all)s situations.") % {"rose": rose, "all": len(series)}
    head = (_("Situation"), _("First level"), _("Latest level"), _("Weeks with a level"))
    return charts.trend(_("Level by situation, week by week"), says, head, series, facts.weeks, width)


def _domains(answers, width) -> charts.Chart:
    scores = defaultdict(list)
    for answer in answers:
        scores[answer.domain] += [] if answer.score is None else [answer.score]
    rows = [
        (domain, round(sum(given) / len(given), 1), len(given)) for domain, given in scores.items() if given
    ]
    says = _("The mean of the answers in each area, from 1 (disagree) to 5 (agree).")
    head = (_("Area"), _("Mean"), _("Answers"))
    return charts.bars(_("Answers by area"), says, head, rows, _("of 5"), most=5, width=width)
