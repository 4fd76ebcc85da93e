"""How it went: the form in versions, the evaluation of a placement, and its report on paper."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from placements.models import Placement
from portal.access import Rows
from portal.flow import Flow
from portal.levels import Level
from portal.roles import Act


class FormVersions(models.QuerySet):
    def on(self, day):
        """The version in force on `day`, or None."""
        return self.filter(valid_from__lte=day).first()


class FormVersion(models.Model):
    """A version of the evaluation form; answers keep pointing at the version they were given to."""

    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("valid from"))
    licence = models.CharField(_("licence"), max_length=120)

    objects = FormVersions.as_manager()

    class Meta:
        ordering = ["-valid_from", "-version"]
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_form_per_version")]

    def __str__(self):
        return f"{self.name} {self.version}"


class Question(models.Model):
    """A statement to agree with, from 1 to 5, or don't know."""

    class Domain(models.TextChoices):
        WELCOME = "welcome", _("Welcome and place to learn")
        GUIDANCE = "guidance", _("Guidance")
        TASKS = "tasks", _("Tasks and professional growth")
        LANGUAGE = "language", _("Language and communication")
        SAFETY = "safety", _("Working together, safety and equality")

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="questions")
    domain = models.CharField(_("domain"), max_length=20, choices=Domain.choices)
    text_da = models.CharField(_("Danish text"), max_length=300)
    text_en = models.CharField(_("English text"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        return self.text_da if get_language() == "da" else self.text_en


class EvaluationRows(Rows):
    def visible_to(self, user):
        return self.filter(placement__in=Placement.objects.visible_to(user))

    def to_list(self):
        """With everything a list needs to name the person and the site, and the reports made."""
        named = self.select_related("placement__application__about", "placement__application__applicant")
        return named.select_related(
            "placement__seat__site", "placement__application__languages"
        ).prefetch_related("placement__reports")


class Evaluation(models.Model):
    """The supervisor's evaluation at the end of a placement."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="evaluation")
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    danish_oral = models.PositiveSmallIntegerField(_("Danish on leaving, oral"), choices=Level)
    danish_written = models.PositiveSmallIntegerField(_("Danish on leaving, written"), choices=Level)
    conclusion = models.TextField(_("conclusion"), max_length=4000)
    plan_ahead = models.TextField(_("plan ahead"), max_length=2000, blank=True)
    language_reason = models.CharField(  # demanded when one of the four kinds never happened
        _("why a part of the language support is missing"), max_length=300, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    personal = ["conclusion", "plan_ahead", "language_reason"]

    objects = EvaluationRows.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def __str__(self):
        return f"{self.placement} {self.at:%Y-%m-%d}"


class Answer(models.Model):
    """How far the supervisor agrees with a statement; empty means don't know."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "question"], name="one_answer_per_question"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__range=(1, 5)), name="an_answer_is_1_to_5"
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.value}"


class Progress(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    WORKING = "working", _("Under way")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


def reports():
    return storages["default"]


class ReportRows(Rows):
    def visible_to(self, user):
        """To those who may read reports, for the placements they may see."""
        if not user.may(Act.READ_REPORT):
            return self.none()
        return self.filter(placement__in=Placement.objects.visible_to(user))

    def unfinished(self):
        return self.filter(status__in=[Progress.QUEUED, Progress.WORKING])

    def stuck(self, since):
        """Unfinished, and neither asked for nor tried after `since`: the queue or the worker lost them."""
        return self.unfinished().filter(asked_at__lt=since).filter(Q(tried_at=None) | Q(tried_at__lt=since))


class Report(Flow):
    """The evaluation on paper: asked for in a page, made by the worker, read from a file."""

    moves = {
        Progress.QUEUED: {Progress.WORKING},
        Progress.WORKING: {Progress.READY, Progress.FAILED, Progress.WORKING},
        Progress.FAILED: {Progress.QUEUED},
        Progress.READY: {Progress.QUEUED},  # the file was lost
    }

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="reports")
    language = models.CharField(_("language"), max_length=10, default="da")
    status = models.CharField(_("status"), max_length=20, choices=Progress.choices, default=Progress.QUEUED)
    inputs = models.CharField(max_length=64)  # fingerprint of what the report says: same input, same file
    file = models.FileField(storage=reports, upload_to="reports", blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)  # bytes
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    made_at = models.DateTimeField(null=True)

    objects = ReportRows.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["placement", "language", "inputs"], name="one_report_per_input"),
        ]

    def __str__(self):
        return f"{self.placement} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("evaluation:report", args=[self.pk])

    @property
    def unfinished(self) -> bool:
        return self.status in (Progress.QUEUED, Progress.WORKING)

    @property
    def ready(self) -> bool:
        return self.status == Progress.READY
