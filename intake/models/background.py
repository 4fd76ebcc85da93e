"""Education and experience: what she is trained as, and a list of educations and of pieces of work."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from .catalogue import Profession
from .sections import Section


class EducationLevel(models.TextChoices):
    """In plain words, from the shortest to the longest."""

    SCHOOL = "school", _("School")
    VOCATIONAL = "vocational", _("Vocational education")
    DIPLOMA = "diploma", _("Diploma, 2 or 3 years after school")
    BACHELOR = "bachelor", _("Bachelor's degree")
    MASTER = "master", _("Master's degree")
    DOCTORATE = "doctorate", _("Doctorate or specialist training")
    OTHER = "other", _("Something else")


@dataclass(frozen=True)
class Education:
    """One education with its country and year."""

    country: str = ""
    title: str = ""
    level: str = ""
    year: int | None = None
    language: str = ""

    @property
    def country_name(self) -> str:
        return countries.name(self.country)

    @property
    def level_name(self) -> str:
        return str(EducationLevel(self.level).label) if self.level else ""


@dataclass(frozen=True)
class Job:
    """One piece of work: where, which of our settings it is most like (its key), how long, how much and what."""

    country: str = ""
    place: str = ""
    setting: int | None = None
    years: int | None = None
    until_year: int | None = None
    hours: int | None = None
    tasks: str = ""

    @property
    def country_name(self) -> str:
        return countries.name(self.country)


class Background(Section):
    """What she is trained as and what she has done."""

    profession = models.ForeignKey(
        Profession, models.PROTECT, null=True, blank=True, verbose_name=_("Profession")
    )
    profession_other = models.CharField(_("Your profession"), max_length=100, blank=True)
    educations = models.JSONField(_("Education"), default=list, blank=True)
    jobs = models.JSONField(_("Work"), default=list, blank=True)
    in_own_words = models.TextField(_("Your experience in your own words"), max_length=2000, blank=True)
    personal = ["profession_other", "educations", "jobs", "in_own_words"]

    class Meta:
        verbose_name = _("Education and experience")

    @property
    def training(self) -> str:
        """What she is trained as; the title itself belongs to those with Danish authorisation."""
        return gettext("Trained %(profession)s") % {
            "profession": str(self.profession or self.profession_other).lower()
        }

    @property
    def schooling(self) -> list[Education]:
        """Her educations in her order; the form asks for that of her profession first."""
        return [Education(**row) for row in self.educations]

    @property
    def work(self) -> list[Job]:
        """Her pieces of work in her order, the latest first."""
        return [Job(**row) for row in self.jobs]

    @property
    def deciding(self) -> Education:
        """The education of her profession, which decides the way to authorisation; an empty one before it is told."""
        return next(iter(self.schooling), Education())

    @property
    def years_worked(self) -> int | None:
        told = [job.years for job in self.work if job.years is not None]
        return sum(told) if told else None

    @property
    def experience(self) -> list[int]:
        """The keys of our settings that she knows the like of."""
        return list(dict.fromkeys(job.setting for job in self.work if job.setting))
