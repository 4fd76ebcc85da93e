"""What coordinators add to an application: questions, remarks, and the finding that two may be one person's."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.roles import Act, Role

from .application import Application, Status

BEFORE_A_PLACE = (Status.SUBMITTED, Status.SCREENING, Status.MATCHABLE, Status.ON_HOLD)


class QuestionRows(Rows):
    def visible_to(self, user):
        """Those about an application that this person may see."""
        if user.role == Role.APPLICANT:
            return self.filter(application__applicant=user)
        return self.all() if user.may(Act.REVIEW) else self.none()

    def unanswered(self):
        """Those that wait for her, as long as an answer is of use."""
        return self.filter(answered_at=None, application__status__in=BEFORE_A_PLACE)

    def unread(self):
        """Answers that nobody has read yet."""
        return self.filter(answered_at__isnull=False, read_at=None, application__status__in=BEFORE_A_PLACE)


class Question(models.Model):
    """Something we ask an applicant, and what she answers on her own page."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"), max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = QuestionRows.as_manager()
    personal = ["text", "answer"]

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(
                fields=["application", "asked_at"], condition=Q(answered_at=None), name="questions_unanswered"
            ),
        ]

    def __str__(self):
        return f"{self.application} {self.asked_at:%Y-%m-%d}"


class RemarkRows(Rows):
    def visible_to(self, user):
        return self.all() if user.may(Act.REVIEW) else self.none()


class Remark(models.Model):
    """A line of the house's own about an application: a note, or the reason for a decision."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        TRACK = "track", _("Way to authorisation")
        MERGED = "merged", _("Two applications made one")
        APART = "apart", _("Two different people")

    application = models.ForeignKey(Application, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(_("note"), max_length=1000)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = RemarkRows.as_manager()
    by_hand = True  # may tell of others, so a person hands it out
    personal = ["text"]

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.application} {self.kind}"


class LikenessRows(Rows):
    def visible_to(self, user):
        return self.all() if user.may(Act.REVIEW) else self.none()

    def undecided(self):
        """Those a coordinator has to look at: nobody has decided, and both are still open."""
        open_ = Application.objects.filter(status__in=BEFORE_A_PLACE)
        return self.filter(
            Exists(open_.filter(pk=OuterRef("first"))),
            Exists(open_.filter(pk=OuterRef("second"))),
            decided="",
        )


class Likeness(models.Model):
    """Two applications that may be the same person's. A coordinator decides, never the computer."""

    class Because(models.TextChoices):
        PHONE = "phone", _("the same phone number")
        NAME = "name", _("the same name, profession and country of education")

    class Decision(models.TextChoices):
        SAME = "same", _("one person")
        APART = "apart", _("two people")

    first = models.ForeignKey(Application, models.CASCADE, related_name="+")
    second = models.ForeignKey(Application, models.CASCADE, related_name="+")
    because = models.CharField(max_length=10, choices=Because.choices)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    decided = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = LikenessRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_applications_are_compared_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="the_earlier_application_stands_first"
            ),
        ]

    def __str__(self):
        return f"{self.first_id} {self.second_id}"


class SavedFilterRows(Rows):
    def visible_to(self, user):
        """One's own, and what colleagues share."""
        if not user.may(Act.REVIEW):
            return self.none()
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedFilter(models.Model):
    """A list a coordinator comes back to: its filters under a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=60)
    query = models.CharField(max_length=500)  # the filters, as they stand in the address
    shared = models.BooleanField(_("Share it with the other coordinators"), default=False)

    objects = SavedFilterRows.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_saved_filter_of_a_name_per_owner")
        ]

    def __str__(self):
        return self.name
