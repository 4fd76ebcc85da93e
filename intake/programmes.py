"""Programmes as somebody meets them: what is open to her, what is missing, what it pays and when it all happens."""

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.charts import ACCENT, GREY, HAIRLINE, SOFT, TRACK, Chart, fit, line, rect, words
from portal.text import short_day, weeks_and_days

from . import rules
from .models import Interest, Programme

ANSWERS = {  # what is said of a condition, and its tone
    rules.MET: (gettext_lazy("Yes"), "done"),
    rules.MISSING: (gettext_lazy("Missing"), "miss"),
    rules.UNKNOWN: (gettext_lazy("We don't know yet"), "note"),
}
GROUPS = {  # what is said of the programmes that are as open, in the order of the page
    rules.OPEN: gettext_lazy("Open to you now"),
    rules.ASK: gettext_lazy("Perhaps open to you: we need to know more"),
    rules.CLOSED: gettext_lazy("Not yet: something is missing"),
}
WIDTH, ROW, LABEL = 360, 38, 20


@dataclass(frozen=True)
class Answer:
    """One condition with its answer for one person."""

    state: str
    words: str
    tone: str
    explanation: str
    remedy: str


@dataclass(frozen=True)
class Shown:
    """One programme as one person meets it."""

    programme: Programme
    answers: list[Answer]
    verdict: str

    @property
    def missing(self) -> list[Answer]:
        return [each for each in self.answers if each.state == rules.MISSING]

    @property
    def unknown(self) -> list[Answer]:
        return [each for each in self.answers if each.state == rules.UNKNOWN]


def facts_of(application, day) -> rules.Facts:
    """What the conditions may know of the one who asks; nothing at all of somebody without an application."""
    if application is None:
        return rules.Facts()
    background, papers = application.section("background"), application.section("authorisation")
    residence = application.section("residence")
    languages, volunteering = application.section("languages"), application.section("volunteering")
    profession = background and background.profession
    interest = application.section("interest")
    return rules.Facts(
        profession=profession.code if profession else "",
        authorisation=profession.requires_authorisation if profession else None,
        track=papers.track if papers and profession else "",
        stage=papers.stage if papers else "",
        danish=languages.oral if languages else None,
        work_right=residence.work_right if residence else "",
        residence=residence.basis if residence else "",
        education=bool(background.educations) if background and background.complete else None,
        volunteer=volunteering.works.exists() if volunteering and volunteering.complete else None,
        age=rules.age_on(interest.born_on, day) if interest else None,
    )


def show(programme, facts) -> Shown:
    """A programme with an answer to each of its conditions."""
    answers = []
    for condition in programme.conditions.all():
        state = rules.judge(condition.kind, condition.parameter, facts)
        said, tone = ANSWERS[state]
        answers.append(Answer(state, said, tone, condition.explanation, condition.remedy))
    return Shown(programme, answers, rules.verdict(answer.state for answer in answers))


def grouped(programmes, facts) -> list[dict]:
    """The programmes by how open they are to her, the open ones first."""
    shown = [show(programme, facts) for programme in programmes]
    found = [
        {"verdict": verdict, "words": said, "shown": [each for each in shown if each.verdict == verdict]}
        for verdict, said in GROUPS.items()
    ]
    return [group for group in found if group["shown"]]


def ask_age(programmes) -> bool:
    """Whether any of them has a condition or a text on pay that depends on age."""
    return any(
        condition.kind.startswith("age_")
        for programme in programmes
        for condition in programme.conditions.all()
    )


def pay(programme, born_on, day) -> list[dict]:
    """The texts on pay with the ages they hold for, hers marked where we know when she was born."""
    texts = list(programme.pay.all())
    hers = rules.pay_for(rules.age_on(born_on, day), texts)
    return [
        {"ages": ages(text, later), "text": text.text, "hers": text is hers} for text, later in pairs(texts)
    ]


def pairs(texts):
    return zip_longest(texts, texts[1:])


def ages(text, later) -> str:
    if later is None:
        return _("From the age of %(age)s") % {"age": text.from_age} if text.from_age else _("Everybody")
    last = later.from_age - 1
    if not text.from_age:
        return _("Up to and including the age of %(age)s") % {"age": last}
    return _("From the age of %(first)s to %(last)s") % {"first": text.from_age, "last": last}


# --- when it all happens -------------------------------------------------------------------------------------
def calendar(programme, starts) -> list[dict]:
    """Every module with its days and ISO weeks, for a programme that begins on `starts`."""
    return [
        {
            "module": module,
            "first": first,
            "last": last,
            "weeks": iso_weeks(first, last),
            "length": weeks_and_days(module.length),
        }
        for module, first, last in rules.calendar(programme.modules.all(), starts)
    ]


def iso_weeks(first, last) -> str:
    """Week 10 of 2027, or weeks 10 of 2027 to 2 of 2028."""
    (year, week, _day), (end_year, end_week, _end) = first.isocalendar(), last.isocalendar()
    if (year, week) == (end_year, end_week):
        return _("week %(week)s, %(year)s") % {"week": week, "year": year}
    if year == end_year:
        return _("weeks %(first)s-%(last)s, %(year)s") % {"first": week, "last": end_week, "year": year}
    return _("week %(first)s, %(year)s to week %(last)s, %(end)s") % {
        "first": week,
        "year": year,
        "last": end_week,
        "end": end_year,
    }


def chart(plan) -> Chart:
    """The modules as bars on one line of time, with the days of each as a table."""
    starts, ends = min(row["first"] for row in plan), max(row["last"] for row in plan)
    whole = (ends - starts).days + 1
    marks = []
    for place, row in enumerate(plan):
        marks += bar(place, row, starts, whole)
    bottom = ROW * len(plan) + 4
    marks += [line(0, bottom, WIDTH, bottom, HAIRLINE)]
    marks += [words(0, bottom + 17, short_day(starts), GREY)]
    marks += [words(WIDTH, bottom + 17, short_day(ends), GREY, "end")]
    rows = [
        (row["module"].name, short_day(row["first"]), short_day(row["last"]), row["length"]) for row in plan
    ]
    says = _("From %(first)s to %(last)s: %(length)s in all.") % {
        "first": short_day(starts),
        "last": short_day(ends),
        "length": weeks_and_days(whole),
    }
    head = (_("Module"), _("First day"), _("Last day"), _("Length"))
    return Chart(_("The whole course"), says, WIDTH, bottom + 24, head, rows, marks)


def bar(place, row, starts, whole):
    """One module: what it is and how long, and its place in the whole; a part is lighter and further in."""
    module, y = row["module"], ROW * place
    inset = LABEL if module.part else 0
    room = WIDTH - inset - len(row["length"]) * 7 - 12
    yield words(inset, y + 13, fit(f"{place + 1}. {module.get_kind_display()}", room))
    yield words(WIDTH, y + 13, row["length"], GREY, "end")
    yield rect(0, y + 19, WIDTH, 8, TRACK)
    left = WIDTH * (row["first"] - starts).days / whole
    yield rect(left, y + 19, max(WIDTH * module.length / whole, 3), 8, SOFT if module.part else ACCENT)


# --- what she would like -------------------------------------------------------------------------------------
def choose(application, programme):
    """Write down the programme she is interested in; None takes it back."""
    Interest.objects.update_or_create(application=application, defaults={"programme": programme})


def say_age(application, born_on):
    """Write down her date of birth, or take it away. Only conditions and pay of programmes read it."""
    Interest.objects.update_or_create(application=application, defaults={"born_on": born_on})
