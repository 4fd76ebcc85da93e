"""The papers of an application: what she has sent, and what we have asked for."""

import uuid
from secrets import token_hex

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import scan
from portal.access import Rows
from portal.roles import Act, Role

from .application import Application, Status


class Kind(models.TextChoices):
    """What a document shows. The form asks for the first three; the others only when we need them."""

    CV = "cv", _("CV")
    STPS_LETTER = "stps_letter", _("Letter from the Danish Patient Safety Authority")
    LANGUAGE_CERT = "language_cert", _("Certificate of a Danish test")
    PASSPORT_ID = "passport_id", _("Passport or identity card")
    NAME_CHANGE = "name_change", _("Proof of a changed name")
    DIPLOMA = "diploma", _("Diploma")
    TRANSCRIPT = "transcript", _("List of subjects and grades")
    WORK_PROOF = "work_proof", _("Proof of work")
    GOOD_STANDING = "good_standing", _("Certificate of good standing")
    TRANSLATION = "translation", _("Translation")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
    EVALUATION_AUTHORISATION = "evaluation_authorisation", _("Authorisation for evaluation employment")
    RESIDENCE_CARD = "residence_card", _("Residence card")
    OTHER = "other", _("Another document")


OF_RESIDENCE = (Kind.PASSPORT_ID, Kind.RESIDENCE_CARD)
AT_INTAKE = (Kind.CV, Kind.STPS_LETTER, Kind.LANGUAGE_CERT)
MOST_OF_A_KIND = 5


class Scan(models.TextChoices):
    WAITING = "waiting", _("Waiting for the virus scan")
    CLEAN = "clean", _("Scanned")
    UNSCANNED = "unscanned", _("Not scanned for viruses")
    REFUSED = "refused", _("Removed: the scan found something harmful")


class Review(models.TextChoices):
    NEW = "new", _("Not looked at yet")
    ACCEPTED = "accepted", _("Accepted")
    ANOTHER = "another", _("Please send another")


class WhyAnother(models.TextChoices):
    """Why a document won't do, in words that are kind to its sender."""

    UNREADABLE = "unreadable", _("We cannot read it. Take the picture in good light, or scan it.")
    PAGES = "pages", _("A page is missing. Send all pages in one file.")
    OTHER_PAPER = "other_paper", _("It is another document than the one we need.")
    TOO_OLD = "too_old", _("It is too old. Send the newest one you have.")
    LANGUAGE = "language", _("We need it in Danish, English, Norwegian or Swedish.")


def papers():
    """Where the files are: a storage of its own, so that another can take its place in the settings."""
    return storages["documents"]


def anywhere(document, name) -> str:
    """A name that says nothing and can't be guessed; two letters of it make folders of a fair size."""
    token = token_hex(20)
    return f"{token[:2]}/{token}"


class DocumentRows(Rows):
    def visible_to(self, user):
        """Her own to the applicant; those of what was sent in to whoever reviews. To a site nothing."""
        if user.role == Role.APPLICANT:
            return self.filter(application__applicant=user)
        if user.may(Act.REVIEW):
            seen = self.exclude(application__status=Status.DRAFT)
            return seen if user.may(Act.SEE_RESIDENCE) else seen.exclude(kind__in=OF_RESIDENCE)
        return self.none()

    def kept(self):
        return self.exclude(scan=Scan.REFUSED)

    def to_scan(self):
        """Those nobody has looked through yet, though there is a scanner; the oldest first."""
        if not scan.on():
            return self.none()
        return self.filter(scan__in=[Scan.WAITING, Scan.UNSCANNED]).order_by("uploaded_at", "pk")


class Document(models.Model):
    """One file, with what the scanner and the coordinator say about it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in its address
    application = models.ForeignKey(Application, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    file = models.FileField(storage=papers, upload_to=anywhere, max_length=80, blank=True)
    name = models.CharField(_("name of the file"), max_length=100)
    type = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    scan = models.CharField(_("virus scan"), max_length=10, choices=Scan.choices, default=Scan.WAITING)
    review = models.CharField(_("review"), max_length=10, choices=Review.choices, default=Review.NEW)
    reason = models.CharField(_("reason"), max_length=20, choices=WhyAnother.choices, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    personal = ["name", "file"]

    objects = DocumentRows.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "sha256"],
                condition=~Q(scan=str(Scan.REFUSED)),
                name="the_same_file_once",
            ),
            models.CheckConstraint(
                condition=Q(review=str(Review.ANOTHER)) ^ Q(reason=""), name="another_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=Q(scan__in=[str(Scan.WAITING), str(Scan.UNSCANNED)]),
                name="documents_to_scan",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def opens(self) -> bool:
        """Whether anybody may open it: only after a clean scan, where there is a scanner."""
        return self.scan == Scan.CLEAN or (self.scan == Scan.UNSCANNED and not scan.on())

    @property
    def removable(self) -> bool:
        """Whether she may take it back: until somebody has accepted it."""
        return self.review != Review.ACCEPTED

    @property
    def file_name(self) -> str:
        """What it is called when it leaves the house: no word of hers, because names travel far."""
        return f"{self.application.reference}-{self.kind.replace('_', '-')}-{self.pk}.{self.type}"


class Asked(models.Model):
    """A document we have asked for, until it comes."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="asked")
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("document asked for")
        verbose_name_plural = _("documents asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"], condition=Q(answered_at=None), name="asked_for_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


def with_asked(applications):
    """Applications that bring along what we asked them for, so that a page needs no question of its own."""
    asked = Asked.objects.filter(application=models.OuterRef("pk")).order_by("pk")
    rows = asked.values(row=JSONObject(kind="kind", answered_at="answered_at"))
    return applications.annotate(asked_rows=ArraySubquery(rows))


def asked_of(application) -> list[dict]:
    """The kinds we asked her for, each with when she answered."""
    if hasattr(application, "asked_rows"):
        return application.asked_rows
    return list(application.asked.order_by("pk").values("kind", "answered_at"))
