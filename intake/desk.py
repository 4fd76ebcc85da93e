"""What waits for a coordinator: each queue is a question about applications, asked the same way everywhere."""

from datetime import timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from . import deadlines
from .models import Agreement, Delay, Likeness, Partner, Question, Status
from .models.application import WAITING_FOR_US
from .models.desk import BEFORE_A_PLACE
from .models.documents import Asked


def new(today):
    return Q(card__status=Status.SUBMITTED)


def ours(today):
    return Q(card__status__in=WAITING_FOR_US) & ~hers(today)


def hers(today):
    """We have asked her something, or for a document, and wait."""
    wanted = Asked.objects.filter(answered_at=None, application__status__in=BEFORE_A_PLACE)
    asked = Question.objects.unanswered().order_by().values("application")
    return Q(pk__in=asked.union(wanted.values("application"), all=True))


def postponed(today):
    """The portal has moved the promised day, and she waits still."""
    return Q(card__status__in=WAITING_FOR_US) & Exists(Delay.objects.filter(application=OuterRef("pk")))


def answered(today):
    return Exists(Question.objects.unread().filter(application=OuterRef("pk")))


def papers(today):
    """We have asked for a document and it has not come."""
    missing = Asked.objects.filter(application=OuterRef("pk"), answered_at=None)
    return Q(card__status__in=BEFORE_A_PLACE) & Exists(missing)


def twins(today):
    pairs = Likeness.objects.undecided()
    return Q(pk__in=pairs.values("first")) | Q(pk__in=pairs.values("second"))


def late(today):
    return ours(today) & Q(card__answer_by__lte=today + timedelta(days=1))


def reading(today):
    return Q(card__status=Status.SCREENING)


def ready(today):
    return Q(card__status=Status.MATCHABLE)


def on_hold(today):
    return Q(card__status=Status.ON_HOLD)


def near(today):
    """A permit, or the three years to authorisation, ends within the days of the first reminder."""
    open_to_work = [*WAITING_FOR_US, Status.MATCHABLE, Status.PROPOSED, Status.PLACED]
    return Q(card__status__in=open_to_work) & deadlines.within(today, max(deadlines.steps(today), default=-1))


QUEUES = {  # in the order they are shown
    "new": (_("New"), new),
    "ours": (_("Waiting for us"), ours),
    "late": (_("Past the answer day tomorrow"), late),
    "postponed": (_("Postponed answers"), postponed),
    "reading": (_("Being reviewed"), reading),
    "answered": (_("Answers to read"), answered),
    "hers": (_("Waiting for the applicant"), hers),
    "papers": (_("Missing documents"), papers),
    "twins": (_("Possibly the same person"), twins),
    "ready": (_("Ready to match"), ready),
    "near": (_("Permit or three-year deadline near"), near),
    "on_hold": (_("On hold"), on_hold),
}


def wants(department):
    """Those who would go to this department: they wish a place of its kind, or have no wish."""
    return Q(card__departments__contains=[department]) | Q(card__departments=[])


def running_out(today):
    return Q(pk__in=Partner.objects.running_out(today).values("pk"))


def nothing_agreed(today):
    return Q(pk__in=Partner.objects.without_agreement(today).values("pk"))


PARTNER_QUEUES = {
    "running_out": (_("Agreement runs out within 90 days"), running_out),
    "nothing_agreed": (_("Active without an agreement"), nothing_agreed),
}


def with_agreement(rows, today):
    """Partners with the last day agreed, whether anything is agreed at all, and how many they have referred."""
    today_agreed = Agreement.objects.in_force(today).filter(partner=OuterRef("pk"))
    ending = Agreement.objects.in_force(today).values("pk")
    return rows.annotate(
        last_day=Max("agreements__ends", filter=Q(agreements__in=ending)),
        has_agreement=Exists(today_agreed),
        referred=Count("referrals", distinct=True),
    )
