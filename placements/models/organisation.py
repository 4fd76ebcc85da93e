"""The organisation: areas of a department, their sites, and who belongs where."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models import Department, District, Partner, Profession, Setting
from portal.access import Rows
from portal.levels import Level
from portal.models import User
from portal.roles import Act, Role
from portal.text import own_words


class Area(models.Model):
    """A part of a department that leads several sites."""

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="areas", verbose_name=_("department")
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["department__order", "name"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [models.UniqueConstraint(fields=["department", "name"], name="one_area_per_name")]

    def __str__(self):
        return self.name


class Risk(models.TextChoices):
    """What somebody new should be prepared for at a site."""

    CONFLICT = "conflict", _("Conflicts and threats can happen")
    ALONE = "alone", _("One may be alone with a citizen")
    LIFTING = "lifting", _("Heavy lifting")
    INFECTION = "infection", _("Infection")
    DRIVING = "driving", _("Driving between citizens")


class Check(models.TextChoices):
    """What must be in order before the first day at a site; the codes are those of the matching."""

    CRIMINAL_RECORD = "criminal_record", _("Criminal record")
    CHILD_CERTIFICATE = "child_certificate", _("Child certificate")
    MRSA = "mrsa", _("MRSA")
    CONFIDENTIALITY = "confidentiality", _("Declaration of confidentiality")
    DRIVING_LICENCE = "driving_licence", _("Driving licence")


class SiteRows(Rows):
    def visible_to(self, user):
        """All of them to coordinators, figure readers and administrators; their own to managers and supervisors."""
        if user.may(Act.PLACE) or user.may(Act.CONFIGURE):
            return self
        if user.role == Role.MANAGER:
            return self.led_by(user)
        if user.role == Role.SUPERVISOR:
            return self.filter(supervisors__user=user)
        return self.none()

    def led_by(self, user):
        """The sites this person leads, directly or through an area or a department."""
        return self.filter(
            Q(members__user=user) | Q(area__members__user=user) | Q(area__department__members__user=user)
        ).distinct()


class Hosts(models.TextChoices):
    """Whether a site may host placements of one legal kind."""

    UNKNOWN = "unknown", _("Not known")
    ASK = "ask", _("Ask the Patient Safety Authority")
    YES = "yes", _("Yes")
    NO = "no", _("No")


HOSTS = {  # legal kind: the column of a site that answers for it
    "unpaid_intro": "intro",
    "company_placement": "company",
    "evaluation": "evaluation",
    "ordinary_job": "job",
}


def hosting(words, otherwise):
    """The column that answers for one legal kind."""
    return models.CharField(words, max_length=10, choices=Hosts.choices, default=otherwise)


class Site(models.Model):
    """A place where one can learn: a care home, a residential facility, a psychiatric service …"""

    class Operator(models.TextChoices):
        MUNICIPAL = "municipal", _("Municipal")
        SELF_GOVERNING = "self_governing", _("Self-governing")
        PRIVATE = "private", _("Private")

    Evaluation = Hosts

    name = models.CharField(_("name"), max_length=150, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="sites", verbose_name=_("area"))
    setting = models.ForeignKey(Setting, models.PROTECT, related_name="sites", verbose_name=_("setting"))
    district = models.ForeignKey(District, models.PROTECT, related_name="sites", verbose_name=_("district"))
    operator = models.CharField(
        _("operator"), max_length=20, choices=Operator.choices, default=Operator.MUNICIPAL
    )
    address = models.CharField(_("address"), max_length=150, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    stop = models.CharField(_("nearest stop"), max_length=100, blank=True)
    travel_note = models.CharField(_("travel note"), max_length=200, blank=True)
    first_bus = models.TimeField(_("first bus arrives"), null=True, blank=True)
    about_da = models.TextField(_("what one learns here, Danish"), blank=True)
    about_en = models.TextField(_("what one learns here, English"), blank=True)
    professions = models.ManyToManyField(Profession, related_name="+", verbose_name=_("professions taken"))
    min_oral = models.PositiveSmallIntegerField(_("least Danish, oral"), choices=Level, default=Level.A2)
    min_written = models.PositiveSmallIntegerField(
        _("least Danish, written"), choices=Level, default=Level.A1
    )
    preferred_oral = models.PositiveSmallIntegerField(
        _("preferred Danish, oral"), choices=Level, default=Level.B1
    )
    preferred_written = models.PositiveSmallIntegerField(
        _("preferred Danish, written"), choices=Level, default=Level.A2
    )
    language_support = models.BooleanField(_("can give language support"), default=False)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages spoken"), default=list, blank=True
    )
    strengths = ArrayField(
        models.CharField(max_length=40), verbose_name=_("strengths"), default=list, blank=True
    )
    shifts = ArrayField(models.CharField(max_length=10), verbose_name=_("shifts"), default=list, blank=True)
    shift_start = models.TimeField(_("day shift begins"), null=True, blank=True)
    evaluation = hosting(_("can host evaluation employment"), "unknown")
    intro = hosting(_("can host an introduction (unpaid)"), "yes")
    company = hosting(_("can host a company placement"), "yes")
    job = hosting(_("can host ordinary employment"), "yes")
    target_da = models.CharField(_("whom the site is for, Danish"), max_length=200, blank=True)
    target_en = models.CharField(_("whom the site is for, English"), max_length=200, blank=True)
    risks = ArrayField(
        models.CharField(max_length=20, choices=Risk), verbose_name=_("risks"), default=list, blank=True
    )
    checks = ArrayField(
        models.CharField(max_length=20, choices=Check),
        verbose_name=_("checks before the first day"),
        default=list,
        blank=True,
    )
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="+", verbose_name=_("partners the site works with")
    )
    partner = models.OneToOneField(  # a house where people volunteer too
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="site",
        verbose_name=_("the site in the register of partners"),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented, or a public name used as a sample.")
    )

    objects = SiteRows.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self):
        return self.name

    @property
    def department(self):
        return self.area.department

    @property
    def target(self):
        return own_words(self.target_da, self.target_en or self.target_da)

    def hosts(self, kind) -> str:
        """Whether it may host placements of this legal kind."""
        return getattr(self, HOSTS[kind])

    def managers(self):
        """Those who answer for the site: its own managers, else the area's, else the department's."""
        people = User.objects.filter(role=Role.MANAGER, is_active=True).order_by("pk")
        for unit in (Q(site=self), Q(area=self.area_id), Q(department=self.area.department_id)):
            found = people.filter(memberships__in=Member.objects.filter(unit)).distinct()
            if found:
                return list(found)
        return []


class SitePartners(Site):
    """A site by the partners it works with; a page of its own, because the profile is long enough."""

    class Meta:
        proxy = True
        ordering = ["name"]
        verbose_name = _("site and its partners")
        verbose_name_plural = _("sites and their partners")


class Member(models.Model):
    """A person's place in the organisation: a department, an area or a site, for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="memberships"
    )
    department = models.ForeignKey(
        Department,
        models.CASCADE,
        verbose_name=_("department"),
        null=True,
        blank=True,
        related_name="members",
    )
    area = models.ForeignKey(
        Area, models.CASCADE, verbose_name=_("area"), null=True, blank=True, related_name="members"
    )
    site = models.ForeignKey(
        Site, models.CASCADE, verbose_name=_("site"), null=True, blank=True, related_name="members"
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, area=None, site=None)
                | Q(department=None, area__isnull=False, site=None)
                | Q(department=None, area=None, site__isnull=False),
                name="a_member_of_exactly_one_unit",
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.department or self.area or self.site}"
