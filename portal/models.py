"""The ground every stage stands on: people, letters, dated rules, and the records of what was done."""

from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import languages
from .audit import Event
from .flow import Step
from .roles import ADMIN_ROLES, MAY, STAFF, Act, Role

__all__ = ["DatedRule", "Event", "LanguageApproval", "Letter", "Search", "Step", "User"]


class UserManager(BaseUserManager):
    """Makes people. An e-mail address is kept in lower case, so one address is one person."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)  # None: no password works
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, role=Role.ADMINISTRATOR, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: an applicant by e-mailed code, staff by password and second factor."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.APPLICANT)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="da")
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    personal = ["email", "name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="an_address_in_lower_case")
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the admin is this person's place of work; Django's admin asks."""
        return self.is_active and (self.role in ADMIN_ROLES or self.is_superuser)

    @property
    def is_employee(self) -> bool:
        return self.role in STAFF

    def may(self, act: Act) -> bool:
        return self.is_active and act in MAY[self.role]

    def get_short_name(self):
        return self.name.split(" ")[0] or self.email


def search_key() -> str:
    return token_urlsafe(16)


class Search(models.Model):
    """What somebody who works here searched for, under the key that stands in the address instead."""

    MOST = 200

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=30, unique=True, default=search_key)
    words = models.CharField(max_length=MOST)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "words"], name="one_key_for_a_search")]

    def __str__(self):
        return self.key


class Letter(models.Model):
    """A letter waiting to be sent: written in the transaction of what it tells, sent by the worker."""

    name = models.CharField(_("kind"), max_length=60)
    to = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(_("e-mail"))
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)  # emptied once sent
    key = models.CharField(max_length=120, unique=True)  # the same letter is never sent twice
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    personal = ["address", "subject", "body"]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["id"], condition=models.Q(sent_at=None), name="letters_waiting")]

    def __str__(self):
        return f"{self.name} {self.written_at:%Y-%m-%d %H:%M}"


VERIFIED_FOR = timedelta(days=180)  # after that somebody should look whether a rule still says the same


class DatedRuleQuerySet(models.QuerySet):
    def on(self, day):
        """The rules in force on `day`."""
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day))

    def rule_on(self, key, day, profession="", track=""):
        """The one rule by that name that holds on `day` for a profession and a track, None where there is none."""
        return self.on(day).filter(key=key, profession=profession, track=track).first()

    def unverified(self, today):
        """Those still or soon in force that nobody has looked up for half a year, the longest first."""
        ahead = models.Q(valid_to=None) | models.Q(valid_to__gte=today)
        return self.filter(ahead, last_verified__lt=today - VERIFIED_FOR).order_by("last_verified", "key")


WHICH_RULE = models.Func(  # one number for what a rule is about, so that its periods can be held apart
    Concat(
        "key", models.Value("|"), "profession", models.Value("|"), "track", output_field=models.TextField()
    ),
    models.Value(0),
    function="hashtextextended",
    output_field=models.BigIntegerField(),
)


class DatedRule(models.Model):
    """A rule of law or practice with the days it holds, where it is written, and when it was last looked at."""

    key = models.SlugField(_("rule"), max_length=60)
    profession = models.SlugField(
        _("profession"), max_length=40, blank=True, help_text=_("Its code; empty: all of them")
    )
    track = models.SlugField(
        _("authorisation track"), max_length=20, blank=True, help_text=_("Its code; empty: all of them")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    value = models.JSONField(_("value"))
    source = models.URLField(_("source"))
    last_verified = models.DateField(_("last verified"))
    confirmed = models.BooleanField(
        _("confirmed"), default=True, help_text=_("Take it away while the sources disagree")
    )

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-valid_from"]
        verbose_name = _("dated rule")
        verbose_name_plural = _("dated rules")
        constraints = [
            ExclusionConstraint(
                name="one_value_per_rule_and_day",
                expressions=[
                    (models.Func(WHICH_RULE, WHICH_RULE, models.Value("[]"), function="int8range"), "&&"),
                    (
                        models.Func(
                            "valid_from",
                            "valid_to",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                violation_error_message=_(
                    "This rule already has a value on some of these days. End the old one first."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="a_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.valid_from}"

    def is_unverified(self, today) -> bool:
        """Whether nobody has looked at its source for half a year."""
        return self.last_verified < today - VERIFIED_FOR


class LanguageApprovalQuerySet(models.QuerySet):
    def current(self, language):
        """The approvals of the translation as it is today."""
        return self.filter(language=language, fingerprint=languages.fingerprint(language))


class LanguageApproval(models.Model):
    """A person has read everything an applicant sees in one language. It ends when the translation changes."""

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=[choice for choice in settings.LANGUAGES if choice[0] in languages.ASSISTED],
    )
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("approved by"), editable=False
    )
    at = models.DateTimeField(_("approved"), default=timezone.now, editable=False)
    fingerprint = models.CharField(max_length=16, editable=False)

    objects = LanguageApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("approved translation")
        verbose_name_plural = _("approved translations")
        indexes = [models.Index(fields=["language", "fingerprint"], name="language_as_approved")]

    def __str__(self):
        return self.get_language_display()

    @property
    def is_current(self) -> bool:
        return self.fingerprint == languages.fingerprint(self.language)
