"""One application, whichever department will have her."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.flow import Flow
from portal.roles import Act, Role

from .. import rules


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Received")
    SCREENING = "screening", _("Being reviewed")
    MATCHABLE = "matchable", _("Ready to match")
    PROPOSED = "proposed", _("Suggested to a site")
    PLACED = "placed", _("Placement agreed")
    COMPLETED = "completed", _("Completed")
    ON_HOLD = "on_hold", _("On hold")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Closed, we go on with another")


ENDED = (Status.COMPLETED, Status.DECLINED, Status.WITHDRAWN, Status.MERGED)
WAITING_FOR_US = (Status.SUBMITTED, Status.SCREENING)


class WhyNot(models.TextChoices):
    """Why we can't offer a placement; the letter has a sentence and a next step for each."""

    WORK_RIGHT = "work_right", _("We have not seen that she may work in Denmark")
    DANISH = "danish", _("More Danish is needed before a placement")
    PROFESSION = "profession", _("The training is not in health or care")
    OTHER_WAY = "other_way", _("Another way to work suits better")
    NO_ANSWER = "no_answer", _("She has not answered our questions")


class WhyHold(models.TextChoices):
    """Why an application is put aside, in the words she reads herself."""

    WISH = "wish", _("You have asked us to wait.")
    PAPERS = "papers", _("We wait for a document from you, or for an answer from an authority.")
    DANISH = "danish", _("A little more Danish first makes a good placement easier to find.")
    NO_PLACE = "no_place", _("No place that fits you is free right now.")


WITHDRAWABLE = (  # a site that has been asked must be told by a person, so later we do it together
    Status.DRAFT,
    Status.SUBMITTED,
    Status.SCREENING,
    Status.MATCHABLE,
    Status.ON_HOLD,
)
SECTIONS = (
    "about",
    "background",
    "authorisation",
    "languages",
    "residence",
    "volunteering",
    "wishes",
    "consents",
)


class Category(models.TextChoices):
    """In what capacity somebody came to us; counted, never weighed."""

    STUDENT = "student", _("International student")
    PARTNER = "partner", _("Partner of somebody who came to work or study")
    REFUGEE = "refugee", _("Refugee")
    AUTH_STAY = "auth_stay", _("On an authorisation stay")
    VOLUNTEER = "volunteer", _("Volunteer")
    OTHER = "other", _("Other")


class ApplicationRows(Rows):
    def visible_to(self, user):
        """Her own to the applicant; what was sent in to those who review."""
        if user.role == Role.APPLICANT:
            return self.filter(applicant=user)
        if user.may(Act.REVIEW):
            return self.exclude(status=Status.DRAFT)
        return self.none()

    def waiting(self):
        """Those who wait for an answer from us, the most urgent first."""
        return self.filter(status__in=WAITING_FOR_US).order_by("answer_by", "pk")

    def matchable(self):
        return self.filter(status=Status.MATCHABLE)

    def with_sections(self):
        """With every section and what it points at, in one query."""
        return self.select_related("applicant", *SECTIONS, "background__profession", "interest__programme")

    def gone_on_with(self):
        """Those closed because we go on with another of the same person, which is open."""
        return self.filter(merged_into__isnull=False).exclude(merged_into__status__in=ENDED)

    def newest(self):
        """The one that counts for an applicant: the open one, else the last that ended."""
        return self.order_by("-pk").first()


class Application(Flow):
    """A newcomer's request for a placement. Its answers are kept in one row per section."""

    moves = {
        Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.SUBMITTED: {
            Status.SCREENING,
            Status.MATCHABLE,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.MERGED,
            Status.ON_HOLD,
        },
        Status.SCREENING: {
            Status.MATCHABLE,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.MERGED,
            Status.ON_HOLD,
        },
        Status.MATCHABLE: {
            Status.PROPOSED,
            Status.SCREENING,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.MERGED,
            Status.ON_HOLD,
        },
        Status.PROPOSED: {Status.MATCHABLE, Status.PLACED, Status.WITHDRAWN},
        Status.PLACED: {Status.COMPLETED, Status.MATCHABLE, Status.WITHDRAWN},
        Status.ON_HOLD: {
            Status.SCREENING,
            Status.MATCHABLE,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.MERGED,
        },
    }
    phases = {Status.PLACED: "start", Status.COMPLETED: "stay"}  # of portal.text.PHASES; else it is "ready"

    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("received"), null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    referrer = models.CharField(_("came from the site"), max_length=100, blank=True)
    category = models.CharField(_("category"), max_length=20, blank=True, choices=Category.choices)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    ruled_track = models.CharField(max_length=20, blank=True)  # a coordinator's, instead of the derived one
    why_hold = models.CharField(_("reason"), max_length=20, blank=True, choices=WhyHold.choices)
    why_not = models.CharField(_("reason for declining"), max_length=30, blank=True, choices=WhyNot.choices)

    objects = ApplicationRows.as_manager()
    personal: list[str] = []

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"],
                condition=~Q(status__in=[str(s) for s in ENDED]),
                name="one_open_application_per_applicant",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(Status.DRAFT), str(Status.WITHDRAWN)])
                | Q(submitted_at__isnull=False, answer_by__isnull=False),
                name="what_was_sent_has_an_answer_day",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "answer_by"]),
            models.Index(fields=["-submitted_at", "-id"], name="applications_newest"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("intake:status")

    @property
    def phase(self) -> str:
        return self.phases.get(self.status, "ready")

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def withdrawable(self) -> bool:
        return self.status in WITHDRAWABLE

    def section(self, name):
        """The row of a section, None before its first save."""
        return getattr(self, name, None)

    @property
    def missing(self) -> list[str]:
        """The sections she hasn't finished, in order."""
        return [name for name in SECTIONS if not getattr(self.section(name), "complete", False)]

    @property
    def base_track(self) -> str:
        """The way to authorisation as citizenship, education and profession alone show it; see `rules.track`."""
        about, background = self.section("about"), self.section("background")
        profession = background.profession if background else None
        return rules.track(
            about.citizenships if about else [],
            background.deciding.country if background else "",
            profession.requires_authorisation if profession else True,
        )

    @property
    def stages(self) -> list[str]:
        """The stages that somebody on her track, in her profession, can be at."""
        background = self.section("background")
        profession = background.profession if background else None
        return rules.stages(self.base_track, bool(profession and profession.professional_tests))

    @property
    def name(self) -> str:
        about = getattr(self, "about", None)
        return about.full_name if about and about.full_name else self.applicant.email
