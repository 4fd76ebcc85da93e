"""What has been done and said about an application and those made one with it: in one query, whatever there is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from portal.models import Step

from .models import Application, Likeness, Question, Remark, Status

STEP, REMARK, QUESTION, TWIN = "step", "remark", "question", "twin"


@dataclass(frozen=True)
class Line:
    """One thing that is known: a step, a remark, a question, or another application that may be hers."""

    what: str
    key: int
    row: int  # the application it belongs to; of a twin the other one
    at: datetime
    text: str
    more: str  # the answer, or the kind of a remark
    answered_at: datetime | None
    read_at: datetime | None
    by: str
    reference: str

    @property
    def because(self) -> str:
        """What a twin has in common with her."""
        return str(Likeness.Because(self.text).label)


class Trail:
    """The lines of one application, sorted into what the page shows."""

    def __init__(self, application):
        self.application = application
        hers = Application.objects.filter(Q(pk=application.pk) | Q(merged_into=application)).values("pk")
        asked = [steps(hers), remarks(hers), questions(hers), alike(application)]
        lines = [Line(*row) for row in asked[0].union(*asked[1:], all=True)]
        lines.sort(key=lambda line: (line.at, line.key))
        self.questions = [line for line in lines if line.what == QUESTION]
        self.twins = [line for line in lines if line.what == TWIN]
        self.done = [line for line in lines if line.what in (STEP, REMARK)]

    @property
    def unread(self) -> bool:
        return any(line.answered_at and not line.read_at for line in self.questions)

    def history(self) -> list[dict]:
        """What has happened, the newest first, with who did it."""
        events = [self.event(line, line.at, spoken(line), line.by) for line in self.done]
        for line in self.questions:
            events.append(self.event(line, line.at, _("Asked: %(text)s") % {"text": line.text}, line.by))
            if line.answered_at:
                words = _("She answered: %(text)s") % {"text": line.more}
                events.append(self.event(line, line.answered_at, words, ""))
        return sorted(events, key=lambda each: each["at"], reverse=True)

    def event(self, line, at, words, by) -> dict:
        mine = line.row == self.application.pk
        return {"at": at, "words": words if mine else f"{line.reference}: {words}", "by": by}


def spoken(line) -> str:
    if line.what == STEP:
        return str(Status(line.text).label)
    return f"{Remark.Kind(line.more).label}: {line.text}"


def text(value):
    return Cast(Value(value) if isinstance(value, str) else value, TextField())


def columns(rows, what, row, at, words, more, by, reference, answered=None, read=None):
    never = Cast(Value(None), DateTimeField())
    return rows.order_by().values_list(
        Value(what, output_field=CharField()),
        "pk",
        row,
        at,
        text(words),
        text(more),
        answered or never,
        read or never,
        text(by),
        text(reference),
    )


def name_of(person):
    return Coalesce(NullIf(F(f"{person}__name"), Value("")), F(f"{person}__email"), Value(""))


def steps(hers):
    reference = Subquery(Application.objects.filter(pk=OuterRef("row")).values("reference"))
    rows = Step.objects.filter(of="intake.application", row__in=hers)
    return columns(rows, STEP, "row", "at", F("now"), "", name_of("by"), reference)


def remarks(hers):
    rows = Remark.objects.filter(application__in=hers)
    return columns(
        rows, REMARK, "application_id", "at", F("text"), F("kind"), name_of("by"), F("application__reference")
    )


def questions(hers):
    rows = Question.objects.filter(application__in=hers)
    reference = F("application__reference")
    by, times = name_of("asked_by"), {"answered": F("answered_at"), "read": F("read_at")}
    return columns(
        rows, QUESTION, "application_id", "asked_at", F("text"), F("answer"), by, reference, **times
    )


def alike(application):
    pair = Q(first=application) | Q(second=application)
    rows = Likeness.objects.undecided().filter(pair)

    def other(field):
        return Case(When(first=application, then=F(f"second__{field}")), default=F(f"first__{field}"))

    return columns(rows, TWIN, other("pk"), "found_at", F("because"), "", "", other("reference"))
