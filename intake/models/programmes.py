"""Programmes as rows: what they consist of, who may enter, on what terms; and the one she is interested in."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access import Rows
from portal.roles import Act
from portal.text import own_words, weeks_and_days

from .. import rules
from .application import Application
from .catalogue import Named

SUMS = {  # what can be wrong with the lengths of modules
    "head": _("The first module can't be a part of another: begin with the whole."),
    "whole": _(
        "%(name)s: its parts are %(found)s together, but the whole is %(wanted)s. Change one until they add up."
    ),
    "placement": _(
        "%(name)s: the placements in it are %(found)s together, but it says %(wanted)s of placement. "
        "Change one until they add up."
    ),
}


class Said:
    """The text of a row in the language of the page: `summary = Said()` reads summary_da or summary_en."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, row, owner=None):
        if row is None:
            return self
        return own_words(getattr(row, f"{self.name}_da"), getattr(row, f"{self.name}_en"))


class ProgrammeRows(Rows):
    def visible_to(self, user):
        """Those in use to everybody, signed in or not; all of them to whoever writes them."""
        return self if getattr(user, "may", None) and user.may(Act.CONFIGURE) else self.filter(active=True)

    def on(self, day):
        """Those that one can begin on `day`."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def whole(self):
        """With modules, conditions and texts on pay."""
        return self.prefetch_related("modules", "conditions", "pay")


class Programme(Named):
    """A way into work or learning that the municipality or the law offers."""

    class Kind(models.TextChoices):
        TASTER = "taster", _("A taste of a few days")
        PLACEMENT = "placement", _("Placement")
        EMPLOYMENT = "employment", _("Employment")
        EDUCATION = "education", _("Education and work")
        PATH = "path", _("A way in")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PLACEMENT)
    summary_da = models.CharField(_("in one sentence, Danish"), max_length=300)
    summary_en = models.CharField(_("in one sentence, English"), max_length=300)
    text_da = models.TextField(_("what it is, Danish"), blank=True)
    text_en = models.TextField(_("what it is, English"), blank=True)
    audience_da = models.TextField(_("for whom, Danish"), blank=True)
    audience_en = models.TextField(_("for whom, English"), blank=True)
    legal_da = models.TextField(_("legal basis, Danish"), blank=True)
    legal_en = models.TextField(_("legal basis, English"), blank=True)
    terms_da = models.TextField(_("terms, Danish"), blank=True)
    terms_en = models.TextField(_("terms, English"), blank=True)
    payer_da = models.TextField(_("who pays, Danish"), blank=True)
    payer_en = models.TextField(_("who pays, English"), blank=True)
    unsettled_da = models.TextField(_("what is not settled yet, Danish"), blank=True)
    unsettled_en = models.TextField(_("what is not settled yet, English"), blank=True)
    source = models.URLField(_("source"), blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    summary, text, audience, legal, terms, payer, unsettled = (Said() for _each in range(7))

    objects = ProgrammeRows.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_programme_ends_after_it_begins",
            )
        ]

    def get_absolute_url(self):
        return reverse("intake:programme", args=[self.code])


class Ordered(models.Model):
    """A row that belongs to a programme, in its place."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="%(class)ss")
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


ADDS_UP = """
IF EXISTS (
    SELECT FROM (
        SELECT part, kind, placement_weeks, weeks * 7 + days AS length,
            count(*) FILTER (WHERE NOT part) OVER (ORDER BY "order", id) AS block
        FROM intake_module
        WHERE programme_id = CASE WHEN TG_OP = 'DELETE' THEN OLD.programme_id ELSE NEW.programme_id END
    ) module
    GROUP BY block
    HAVING block = 0
        OR (bool_or(part) AND sum(length) FILTER (WHERE part) <> max(length) FILTER (WHERE NOT part))
        OR coalesce(sum(length) FILTER (WHERE part AND kind = 'placement'), 0)
            <> 7 * max(placement_weeks) FILTER (WHERE NOT part)
) THEN
    RAISE EXCEPTION 'the modules of a programme do not add up' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""


class Module(Ordered):
    """A piece of a programme: a whole, or a part of the whole above it."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("Danish")
        SCHOOL = "school", _("School")
        AMU = "amu", _("AMU course")
        PLACEMENT = "placement", _("Placement")
        WORK = "work", _("Work")

    part = models.BooleanField(
        _("part of the one above"), default=False, help_text=_("Its weeks are inside the weeks of the whole.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name_da = models.CharField(_("Danish name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=0)
    days = models.PositiveSmallIntegerField(_("days besides"), default=0)
    placement_weeks = models.PositiveSmallIntegerField(
        _("weeks of placement in it"), null=True, blank=True, help_text=_("For a whole with parts")
    )
    school_days = models.PositiveSmallIntegerField(_("school days a week"), default=0)
    text_da = models.CharField(_("more, Danish"), max_length=300, blank=True)
    text_en = models.CharField(_("more, English"), max_length=300, blank=True)
    name, text = Said(), Said()

    class Meta(Ordered.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gt=0) | Q(days__gt=0), name="a_module_takes_time"),
            models.CheckConstraint(condition=Q(school_days__lte=5), name="a_week_has_five_school_days"),
            models.CheckConstraint(
                condition=Q(part=False) | Q(placement_weeks=None), name="only_a_whole_counts_its_placements"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="modules_add_up",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=ADDS_UP,
            )
        ]

    def __str__(self):
        return self.name

    @property
    def length(self) -> int:
        return rules.length(self)


def require_sums(modules):
    """Refuse modules whose parts aren't as long together as the whole says."""
    for code, head, found, wanted in rules.wrong_sums(modules):
        raise ValidationError(
            SUMS[code]
            % {"name": head.name, "found": weeks_and_days(found), "wanted": weeks_and_days(wanted)},
            code=code,
        )


class Condition(Ordered):
    """What it takes to enter a programme, as data: a question by its kind, and the answer that will do."""

    class Kind(models.TextChoices):
        PROFESSION = "profession", _("Profession is one of (codes)")
        AUTHORISATION = "authorisation", _("Profession needs Danish authorisation (yes or no)")
        TRACK = "track", _("Authorisation track is one of (codes)")
        STAGE = "stage", _("Has come to one of these steps of authorisation (codes)")
        DANISH = "danish", _("Spoken Danish at least (level, such as B1)")
        WORK_RIGHT = "work_right", _("Right to work is one of (codes)")
        RESIDENCE = "residence", _("Residence is one of (codes)")
        EDUCATION = "education", _("Has an education (yes or no)")
        VOLUNTEER = "volunteer", _("Does volunteer work (yes)")
        AGE_OVER = "age_over", _("Older than (years)")
        AGE_UNDER = "age_under", _("Younger than (years)")
        TALK = "talk", _("Found out in a talk (nothing to compare)")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parameter = models.CharField(
        _("what will do"), max_length=200, blank=True, help_text=_("Several with commas between")
    )
    explanation_da = models.CharField(_("explanation, Danish"), max_length=300)
    explanation_en = models.CharField(_("explanation, English"), max_length=300)
    remedy_da = models.CharField(_("what she can do about it, Danish"), max_length=300, blank=True)
    remedy_en = models.CharField(_("what she can do about it, English"), max_length=300, blank=True)
    explanation, remedy = Said(), Said()

    class Meta(Ordered.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    def __str__(self):
        return self.explanation

    def clean(self):
        if not rules.can_be_asked(self.kind, self.parameter):
            raise ValidationError(
                {"parameter": _("This can't be compared with an answer. Look at the example in “kind”.")}
            )


class Pay(models.Model):
    """What is said about pay from a certain age on."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pay")
    from_age = models.PositiveSmallIntegerField(_("from the age of"), default=0)
    text_da = models.CharField(_("text, Danish"), max_length=300)
    text_en = models.CharField(_("text, English"), max_length=300)
    text = Said()

    class Meta:
        ordering = ["from_age"]
        verbose_name = _("text on pay")
        verbose_name_plural = _("texts on pay")
        constraints = [
            models.UniqueConstraint(fields=["programme", "from_age"], name="one_text_on_pay_per_age")
        ]

    def __str__(self):
        return self.text


class Interest(models.Model):
    """The programme she would like, if any, and her date of birth where a programme's law asks for an age."""

    application = models.OneToOneField(Application, models.CASCADE, primary_key=True, related_name="interest")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    personal = ["born_on"]

    class Meta:
        verbose_name = _("interest in a programme")
        verbose_name_plural = _("interests in programmes")

    def __str__(self):
        return f"{self.application} {self.programme or ''}"
