"""A placement: one person at one seat for one period, from the proposal to the evaluation."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intake.models import Application
from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act, Role

from .organisation import Site
from .seats import Seat
from .supervision import Supervisor


class State(models.TextChoices):
    PROPOSED = "proposed", _("Suggested to the site")
    ACCEPTED = "accepted", _("Site says yes")
    DECLINED = "declined", _("Site cannot right now")
    CONFIRMED = "confirmed", _("Agreed")
    ACTIVE = "active", _("In progress")
    COMPLETED = "completed", _("Completed")
    EVALUATED = "evaluated", _("Evaluated")
    INTERRUPTED = "interrupted", _("Interrupted")
    CANCELLED = "cancelled", _("Cancelled")


class Kind(models.TextChoices):
    """The legal kind of the placement."""

    UNPAID_INTRO = "unpaid_intro", _("Introduction (unpaid)")
    COMPANY_PLACEMENT = "company_placement", _("Company placement")
    EVALUATION = "evaluation", _("Evaluation employment")
    ORDINARY_JOB = "ordinary_job", _("Ordinary employment")


class WhyNot(models.TextChoices):
    """Why a proposal came to nothing: a code, because free text about a person doesn't belong here."""

    NO_SUPERVISOR = "no_supervisor", _("No trained supervisor has time")
    PERIOD = "period", _("The period does not suit the site")
    DANISH = "danish", _("More Danish is needed here first")
    PROFESSION = "profession", _("Another profession is needed here")
    UNREST = "unrest", _("Too much is changing at the site right now")
    SEAT_WITHDRAWN = "seat_withdrawn", _("The seat is no longer there")
    APPLICANT = "applicant", _("The applicant has changed her plans")
    PERMIT = "permit", _("The permit does not cover the placement")
    BETTER_PLACE = "better_place", _("A better place was found")


SITE_SAYS = (WhyNot.PERIOD, WhyNot.NO_SUPERVISOR, WhyNot.DANISH, WhyNot.PROFESSION, WhyNot.UNREST)

FOR_SITE = frozenset({  # the rules and preferences whose sentences a site may read
    *("danish", "danish_level", "dates", "profession", "shifts"),
    *("setting_wish", "learning", "specialisation", "languages", "volunteer_tie", "rotation"),
})  # fmt: skip
TAKEN = (State.CONFIRMED, State.ACTIVE)  # the seat is somebody's
OPEN = (State.PROPOSED, State.ACCEPTED, *TAKEN)  # the person is spoken for
DAYS = DateRangeField()


def period():
    """The days of a placement, both ends counted."""
    return Func(F("starts"), F("ends"), Value("[]"), function="daterange", output_field=DAYS)


def one(field):
    """A number as a range of one, because PostgreSQL's own ranges exclude without an extension."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


class PlacementRows(Rows):
    def visible_to(self, user):
        """All to coordinators; her own to the applicant and the supervisor; those of their sites to managers."""
        if user.may(Act.PLACE):
            return self
        if user.role == Role.APPLICANT:
            return self.filter(application__applicant=user).exclude(status=State.PROPOSED)
        if user.role == Role.SUPERVISOR:
            return self.filter(supervisor__user=user, status__in=[State.CONFIRMED, State.ACTIVE, *CLOSED])
        if user.role == Role.MANAGER:
            return self.filter(seat__site__in=Site.objects.led_by(user))
        return self.none()

    def to_decide(self):
        """Waiting for a yes or no from the site."""
        return self.filter(status=State.PROPOSED)

    def live(self):
        """Asked, agreed or in progress."""
        return self.filter(status__in=OPEN)

    def here(self, on):
        return self.filter(status=State.ACTIVE, starts__lte=on)

    def coming(self, on):
        return self.filter(status__in=TAKEN, starts__gt=on)

    def named(self):
        """With everything a list needs to name the person, the site and the supervisor."""
        return self.select_related(
            "application__about",
            "application__applicant",
            "application__background__profession",
            "application__languages",
            "seat__site__area__department",
            "seat__site__setting",
            "supervisor__user",
        )


CLOSED = (State.COMPLETED, State.EVALUATED, State.INTERRUPTED)


class Placement(Flow):
    """One person at one seat for one period."""

    moves = {
        State.PROPOSED: {State.ACCEPTED, State.DECLINED, State.CANCELLED},
        State.ACCEPTED: {State.CONFIRMED, State.CANCELLED},
        State.CONFIRMED: {State.ACTIVE, State.CANCELLED},
        State.ACTIVE: {State.COMPLETED, State.INTERRUPTED},
        State.COMPLETED: {State.EVALUATED},
        State.INTERRUPTED: {State.EVALUATED},
    }

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="placements", verbose_name=_("application")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="placements", verbose_name=_("seat"))
    supervisor = models.ForeignKey(
        Supervisor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=_("supervisor"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.UNPAID_INTRO)
    status = models.CharField(_("status"), max_length=20, choices=State.choices, default=State.PROPOSED)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    weekly_hours = models.PositiveSmallIntegerField(
        _("hours a week"), default=37, validators=[MinValueValidator(1), MaxValueValidator(37)]
    )
    fit = models.PositiveSmallIntegerField(_("fit"), default=0)  # 0 to 1000, as it was when proposed
    reasons = models.JSONField(_("reasons"), default=list)  # the sentences the coordinator saw when proposing
    why_not = models.CharField(_("reason"), max_length=30, blank=True, choices=WhyNot.choices)
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PlacementRows.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="a_placement_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="one_person_per_seat_and_time",
                expressions=[(one("seat_id"), RangeOperators.OVERLAPS), (period(), RangeOperators.OVERLAPS)],
                condition=Q(status__in=[str(s) for s in TAKEN]),
            ),
            ExclusionConstraint(
                name="one_place_per_person_and_time",
                expressions=[
                    (one("application_id"), RangeOperators.OVERLAPS),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=[str(s) for s in OPEN]),
            ),
        ]
        indexes = [models.Index(fields=["status", "starts"])]

    def __str__(self):
        return f"{self.application} · {self.seat.site}"

    @property
    def site(self) -> Site:
        return self.seat.site

    @property
    def person(self) -> str:
        return self.application.name

    @property
    def first_name(self) -> str:
        return self.application.name.split(" ")[0]

    def why_it_fits(self) -> list[str]:
        """The reasons a site may read, the strongest first."""
        return self._told("points", "met")

    def what_it_takes(self) -> list[str]:
        """What has to be agreed or supported, as far as it is the site's to know."""
        return self._told("support")

    def _told(self, *kinds):
        """Sentences in the reader's language; nothing of permits, papers, child care or her way home."""
        language = get_language()
        known = [each for each in self.reasons if each["name"] in FOR_SITE and each["kind"] in kinds]
        return [each[language] for each in known if language in each]


class Workbench(Application):
    """An application seen from the matching: somebody to find a place for."""

    class Meta:
        proxy = True
        ordering = ["answer_by", "pk"]
        verbose_name = _("search for a place")
        verbose_name_plural = _("find places")
