"""A cohort run: everybody who is ready, beside every open seat, and what is proposed for each."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Application, Status
from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act

from .organisation import Site
from .placement import Kind, Placement
from .seats import Seat
from .weights import Weighting

QUIET = timedelta(minutes=2)  # longer than a step of a run takes


class RunState(models.TextChoices):
    WAITING = "queued", _("Waiting to begin")
    RUNNING = "working", _("Working")
    STOPPED = "stopped", _("Stopped")
    DONE = "ready", _("Finished")
    FAILED = "failed", _("Failed")


STEPS = (  # what a run does, in order
    _("Reads applicants and seats"),
    _("Puts every applicant beside every seat"),
    _("Finds the best for all"),
    _("Compares with other ways"),
    _("Writes down the reasons"),
)


class RunRows(Rows):
    def visible_to(self, user):
        """Those who place; whoever reads figures meets the figures alone, on a page without names."""
        return self if user.may(Act.PLACE) or user.may(Act.READ_FIGURES) else self.none()

    def under_way(self):
        return self.filter(status__in=[RunState.WAITING, RunState.RUNNING])

    def stuck(self, waiting_since, seen_before):
        """Runs nobody has begun for a while, or whose worker hasn't been heard of."""
        lost = Q(status=RunState.WAITING, asked_at__lt=waiting_since)
        return self.filter(lost | Q(status=RunState.RUNNING, seen_at__lt=seen_before))


class Run(Flow):
    """One run for one day. It proposes and never decides; its input, prices and result are kept."""

    moves = {
        RunState.WAITING: {RunState.RUNNING, RunState.STOPPED, RunState.FAILED},
        RunState.RUNNING: {RunState.DONE, RunState.STOPPED, RunState.FAILED},
    }

    on = models.DateField(_("day"), default=timezone.localdate)
    kind = models.CharField(_("legal kind"), max_length=20, choices=Kind.choices, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=RunState.choices, default=RunState.WAITING, editable=False
    )
    weighting = models.ForeignKey(Weighting, models.PROTECT, editable=False, related_name="+")
    again = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")
    input = models.CharField(_("mark of the input"), max_length=64, blank=True, editable=False)
    floor = models.PositiveSmallIntegerField(_("floor"), null=True, editable=False)
    totals = models.JSONField(_("totals"), default=dict, editable=False)
    comparisons = models.JSONField(_("comparisons"), default=dict, editable=False)
    step = models.PositiveSmallIntegerField(default=0, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("started by"),
    )
    asked_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = RunRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("cohort run")
        verbose_name_plural = _("cohort runs")

    def __str__(self):
        return _("Run %(number)s") % {"number": self.pk}

    @property
    def steps(self):
        """What it does, each with whether that is done, under way or to come."""
        return [
            {
                "words": words,
                "state": "past" if place < self.step else "now" if place == self.step else "next",
            }
            for place, words in enumerate(STEPS)
        ]

    @property
    def share(self) -> int:
        """How much of it is done, of 100."""
        return round(100 * self.step / len(STEPS))

    @property
    def figures_only(self) -> bool:
        """Whether its people have been swept away, as they are half a year after it."""
        return self.status == RunState.DONE and not Kept.objects.filter(run=self).exists()

    @property
    def silent(self) -> bool:
        """Whether its worker hasn't been heard of for longer than a step takes, or nobody has begun."""
        return self.under_way and timezone.now() - (self.seen_at or self.asked_at) > QUIET

    @property
    def under_way(self) -> bool:
        return self.status in (RunState.WAITING, RunState.RUNNING)


class Kept(models.Model):
    """The arrays of a finished run: who may go where, how well it fits, the prices and the result."""

    run = models.OneToOneField(Run, models.CASCADE, primary_key=True)
    arrays = models.BinaryField()

    class Meta:
        verbose_name = _("arrays of a run")
        verbose_name_plural = _("arrays of runs")

    def __str__(self):
        return str(self.run)


class Ruling(models.Model):
    """What a coordinator settles before a run: somebody keeps a seat, avoids a site, or is left out."""

    class What(models.TextChoices):
        LOCK = "lock", _("Keeps this place")
        NOT_HERE = "not_here", _("Not at this site")
        LEAVE_OUT = "leave_out", _("Left out of the run")

    run = models.ForeignKey(Run, models.CASCADE, related_name="rulings")
    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.CheckConstraint(
                condition=Q(what="lock", seat__isnull=False, site=None)
                | Q(what="not_here", seat=None, site__isnull=False)
                | Q(what="leave_out", seat=None, site=None),
                name="a_ruling_names_what_it_settles",
            ),
            models.UniqueConstraint(
                fields=["run", "application"],
                condition=Q(what__in=["lock", "leave_out"]),
                name="one_lock_or_leave_per_person",
            ),
        ]

    def __str__(self):
        return f"{self.application} · {self.get_what_display()}"


DEPARTMENT = "seat__site__area__department"
UNDECIDED = Q(seat__isnull=False, placement=None)
READY = Q(application__status=Status.MATCHABLE)


def out():
    """The rulings that leave the applicant of the outer query out, or keep her from the site."""
    mine = Ruling.objects.filter(run=OuterRef("run"), application=OuterRef("application"))
    return mine.filter(
        Q(what=Ruling.What.LEAVE_OUT) | Q(what=Ruling.What.NOT_HERE, site=OuterRef("seat__site"))
    )


class Tally(NamedTuple):
    """How many people: proposed for one site, or without a place for one reason; to approve; not ready any more."""

    site: int | None
    department: int | None
    why: str
    people: int
    open: int
    gone: int


class ProposalRows(Rows):
    def visible_to(self, user):
        return self if user.may(Act.PLACE) else self.none()

    def named(self):
        """With everything a line of the board shows."""
        return self.select_related(
            "application__about",
            "application__applicant",
            "application__background__profession",
            "seat__site__area__department",
            "placement",
        )

    def to_decide(self):
        """Proposed a seat, and not approved yet."""
        return self.filter(UNDECIDED)

    def to_approve(self):
        """Those of them who are ready still, and neither left out nor kept from the site."""
        return self.to_decide().filter(READY).exclude(Exists(out()))

    def tallied(self):
        """How many there are by site, department and why there is no place: a Tally each, the sites by name."""
        groups = self.order_by("seat__site__name").values_list("seat__site", DEPARTMENT, "why_not")
        counted = groups.annotate(
            people=Count("pk"),
            open=Count("pk", filter=UNDECIDED & READY & ~Exists(out())),
            gone=Count("pk", filter=UNDECIDED & ~READY),
        )
        return [Tally(*row) for row in counted]


class Proposal(models.Model):
    """What a run proposes for one person: a seat with its reasons, or why there is none."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="proposals")
    application = models.ForeignKey(Application, models.CASCADE, related_name="proposals")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+", verbose_name=_("seat"))
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    fit = models.PositiveSmallIntegerField(_("fit"), default=0)
    best = models.PositiveSmallIntegerField(default=0)  # the fit of the best place for her, taken or not
    reasons = models.JSONField(_("reasons"), default=list)
    why_not = models.CharField(max_length=30, blank=True)  # the rule most in the way where there is no seat
    refused = models.JSONField(default=dict)  # what stood in the way when somebody approved it, by language
    placement = models.ForeignKey(Placement, models.SET_NULL, null=True, related_name="+")
    personal = ["fit", "reasons", "why_not"]
    by_hand = True  # it names sites that nobody has asked: a person hands it out and explains it

    objects = ProposalRows.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["run", "application"], name="one_proposal_per_person_and_run"),
            models.UniqueConstraint(fields=["run", "seat"], name="one_proposal_per_seat_and_run"),
        ]

    def __str__(self):
        return f"{self.application} · {self.run}"
