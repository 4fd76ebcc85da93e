"""Rows for the tests, and the cast: people with names, so that every access test reads as a story.

Everything a factory needs it makes itself; lists (professions, departments, settings, districts) are
found again by their code. `Cast` is the whole ensemble, each member made when first called by name.
"""

from datetime import date, time, timedelta
from functools import cached_property
from uuid import uuid4

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from evaluation import models as evaluation
from intake import models as intake
from intake.models.path import Basis, CprStatus, MitidStatus, Stage, WorkRight
from intake.models.sections import AtSeven
from mentoring import models as mentoring
from placements import models as placements
from portal.levels import Level
from portal.models import DatedRule, User
from portal.roles import Role

TODAY = factory.LazyFunction(timezone.localdate)


def days(count):
    """The day that many days from today."""
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=count))


class Rows(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


# --- the ground ----------------------------------------------------------------------------------------------
class UserFactory(Rows):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = ""
    role = Role.APPLICANT
    language = "en"


class DatedRuleFactory(Rows):
    class Meta:
        model = DatedRule
        django_get_or_create = ["key", "profession", "track", "valid_from"]

    key = "answer-days"
    profession = track = ""
    valid_from = date(2020, 1, 1)
    value = factory.LazyFunction(lambda: {"days": 10})
    source = "https://example.org/rule"
    last_verified = TODAY


# --- intake --------------------------------------------------------------------------------------------------
class Listed(Rows):
    class Meta:
        abstract = True
        django_get_or_create = ["code"]

    name_da = factory.LazyAttribute(lambda row: f"{row.code} (da)")
    name_en = factory.LazyAttribute(lambda row: f"{row.code} (en)")


class ProfessionFactory(Listed):
    class Meta:
        model = intake.Profession

    code = "NURSE"
    name_da = "Sygeplejerske"
    name_en = "Nurse"


class DepartmentFactory(Listed):
    class Meta:
        model = intake.Department

    code = "MSO"
    name_da = factory.LazyAttribute(lambda row: row.code)
    name_en = factory.LazyAttribute(lambda row: row.code)


class SettingFactory(Listed):
    class Meta:
        model = intake.Setting

    code = "CARE_HOME"
    department = factory.SubFactory(DepartmentFactory)
    learn_da = "Pleje og nærvær i hverdagen."
    learn_en = "Care and presence in everyday life."


class DistrictFactory(Listed):
    class Meta:
        model = intake.District

    code = "MIDT"
    latitude = 56.15
    longitude = 10.2


class ProgrammeFactory(Listed):
    """Open to everybody; give it modules and conditions of its own."""

    class Meta:
        model = intake.Programme

    code = factory.Sequence(lambda n: f"PROGRAMME_{n}")
    summary_da = "Et forløb."
    summary_en = "A course."
    valid_from = date(2020, 1, 1)


class ModuleFactory(Rows):
    class Meta:
        model = intake.Module

    programme = factory.SubFactory(ProgrammeFactory)
    order = factory.Sequence(lambda n: n % 30000)
    kind = intake.Module.Kind.SCHOOL
    name_da = "Skole"
    name_en = "School"
    weeks = 4


class ConditionFactory(Rows):
    class Meta:
        model = intake.Condition

    programme = factory.SubFactory(ProgrammeFactory)
    kind = intake.Condition.Kind.DANISH
    parameter = "B1"
    explanation_da = "Du taler dansk på B1."
    explanation_en = "You speak Danish at B1."
    remedy_da = "Spørg dit sprogcenter."
    remedy_en = "Ask your language school."


class ApplicationFactory(Rows):
    """A draft; `ApplicationFactory(filled=True)` has all sections, `status=` says how far it came."""

    class Meta:
        model = intake.Application

    class Params:
        sent = factory.LazyAttribute(
            lambda row: row.status not in (intake.Status.DRAFT, intake.Status.WITHDRAWN)
        )

    applicant = factory.SubFactory(UserFactory)
    reference = factory.Sequence(lambda n: f"PR-2020-{n:05d}")
    status = intake.Status.DRAFT
    submitted_at = factory.LazyAttribute(lambda row: timezone.now() if row.sent else None)
    answer_by = factory.LazyAttribute(
        lambda row: timezone.localdate() + timedelta(days=10) if row.sent else None
    )

    @factory.post_generation
    def filled(self, create, extracted, **kwargs):
        if extracted or self.status != intake.Status.DRAFT:
            fill(self)


class Part(Rows):
    class Meta:
        abstract = True

    application = factory.SubFactory(ApplicationFactory)
    complete = True


class AboutFactory(Part):
    class Meta:
        model = intake.About

    given_name = "Ana"
    family_name = "Reyes"
    phone = "+4520123456"
    postcode = "8000"
    citizenships = factory.LazyFunction(lambda: ["PH"])


class BackgroundFactory(Part):
    class Meta:
        model = intake.Background

    profession = factory.SubFactory(ProfessionFactory)
    educations = factory.LazyFunction(
        lambda: [
            {"country": "PH", "title": "Bachelor of Science in Nursing", "level": "bachelor", "year": 2019}
        ]
    )
    jobs = factory.LazyFunction(lambda: [{"country": "PH", "place": "Surgical ward", "years": 4}])


class AuthorisationFactory(Part):
    class Meta:
        model = intake.Authorisation

    stage = Stage.APPLIED


class ResidenceFactory(Part):
    class Meta:
        model = intake.Residence

    basis = Basis.FAMILY
    work_right = WorkRight.UNRESTRICTED
    cpr_status = CprStatus.FULL
    mitid_status = MitidStatus.ACTIVE


class LanguagesFactory(Part):
    class Meta:
        model = intake.Languages

    danish_oral = Level.B1
    danish_written = Level.A2
    others = factory.LazyFunction(lambda: ["en", "tl"])
    others_levels = factory.LazyFunction(lambda: {"en": Level.C1, "tl": Level.NATIVE})
    exams = factory.LazyFunction(lambda: [{"kind": "pd2"}])


class VolunteeringFactory(Part):
    class Meta:
        model = intake.Volunteering


class VolunteerWorkFactory(Rows):
    """Sixty hours in a language café, and somebody who may be asked about them."""

    class Meta:
        model = intake.VolunteerWork

    volunteering = factory.SubFactory(VolunteeringFactory)
    organisation = "Sprogcaféen Nord"
    tasks = "Sprogcafé om tirsdagen"
    hours = 60
    begins = days(-200)
    contact_name = "Inger Vad"
    contact_email = "inger@example.org"
    may_ask = True


class WishesFactory(Part):
    class Meta:
        model = intake.Wishes

    shifts = factory.LazyFunction(lambda: ["day"])
    weekly_hours = 30
    available_from = days(14)
    weeks = 12
    commute_minutes = 45
    at_seven = AtSeven.YES

    @factory.post_generation
    def settings(self, create, extracted, **kwargs):
        self.settings.set(extracted or [SettingFactory()])


class ConsentsFactory(Part):
    class Meta:
        model = intake.Consents


PARTS = {
    "about": AboutFactory,
    "background": BackgroundFactory,
    "authorisation": AuthorisationFactory,
    "languages": LanguagesFactory,
    "residence": ResidenceFactory,
    "volunteering": VolunteeringFactory,
    "wishes": WishesFactory,
    "consents": ConsentsFactory,
}


def fill(application, **changes):
    """Write every section of an application: fill(application, about={"given_name": "Yusuf"})."""
    for name, part in PARTS.items():
        part(application=application, **changes.get(name, {}))
    return application


class PartnerFactory(Rows):
    """An association we work with, with a link to refer by."""

    class Meta:
        model = intake.Partner
        django_get_or_create = ["name"]

    name = "Sprogcaféen Nord"
    code = factory.LazyAttribute(lambda row: slugify(row.name))
    kind = intake.Partner.Kind.ASSOCIATION
    status = intake.Partner.Status.ACTIVE

    @factory.post_generation
    def link(self, create, extracted, **kwargs):
        self.renew_link()
        self.save()


# --- placements ----------------------------------------------------------------------------------------------
class AreaFactory(Rows):
    class Meta:
        model = placements.Area
        django_get_or_create = ["department", "name"]

    department = factory.SubFactory(DepartmentFactory)
    name = factory.LazyAttribute(lambda row: f"{row.department.code} Midt")


class SiteFactory(Rows):
    """A care home in MSO."""

    class Meta:
        model = placements.Site

    name = factory.Sequence(lambda n: f"Sted {n}")
    area = factory.SubFactory(AreaFactory)
    setting = factory.SubFactory(SettingFactory)
    district = factory.SubFactory(DistrictFactory)
    latitude = 56.15
    longitude = 10.2
    shifts = factory.LazyFunction(lambda: ["day", "evening"])
    shift_start = time(7)
    languages = factory.LazyFunction(lambda: ["da", "en"])
    is_sample = True

    @factory.post_generation
    def professions(self, create, extracted, **kwargs):
        self.professions.set(extracted or [ProfessionFactory()])


class FacilityFactory(SiteFactory):
    """A residential facility in MSB."""

    area__department__code = "MSB"
    setting__code = "RESIDENTIAL_PSYCHIATRY_LONG"
    setting__department__code = "MSB"


class MemberFactory(Rows):
    """A manager of a site; give department= or area= with site=None for those who lead more."""

    class Meta:
        model = placements.Member

    user = factory.SubFactory(UserFactory, role=Role.MANAGER, language="da")
    site = factory.SubFactory(SiteFactory)


class SeatFactory(Rows):
    class Meta:
        model = placements.Seat

    site = factory.SubFactory(SiteFactory)
    number = factory.Sequence(lambda n: n % 30000 + 1)
    opens = days(-30)
    closes = days(365)
    confirmed_on = TODAY


class SupervisorFactory(Rows):
    """Somebody trained; `SupervisorFactory(sites=[kragelund])` works there."""

    class Meta:
        model = placements.Supervisor

    user = factory.SubFactory(UserFactory, role=Role.SUPERVISOR, language="da")
    cap = 2

    @factory.post_generation
    def sites(self, create, extracted, **kwargs):
        for site in extracted or []:
            SupervisorShareFactory(supervisor=self, site=site)

    @factory.post_generation
    def trained(self, create, extracted, **kwargs):
        if extracted is not False:
            TrainingFactory(supervisor=self)


class SupervisorShareFactory(Rows):
    class Meta:
        model = placements.SupervisorShare

    supervisor = factory.SubFactory(SupervisorFactory)
    site = factory.SubFactory(SiteFactory)


class TrainingFactory(Rows):
    class Meta:
        model = placements.Training

    supervisor = factory.SubFactory(SupervisorFactory)
    course = "Praktikvejleder"
    completed_on = days(-200)
    valid_to = days(500)


APPLICATION_OF = {  # what an application is while its placement is so far
    placements.State.PROPOSED: intake.Status.PROPOSED,
    placements.State.ACCEPTED: intake.Status.PROPOSED,
    placements.State.CONFIRMED: intake.Status.PLACED,
    placements.State.ACTIVE: intake.Status.PLACED,
    placements.State.COMPLETED: intake.Status.COMPLETED,
    placements.State.EVALUATED: intake.Status.COMPLETED,
}


class PlacementFactory(Rows):
    """Three months from two weeks ago, in progress, with a supervisor of that site."""

    class Meta:
        model = placements.Placement

    application = factory.SubFactory(
        ApplicationFactory,
        status=factory.LazyAttribute(
            lambda row: APPLICATION_OF.get(row.factory_parent.status, intake.Status.MATCHABLE)
        ),
    )
    seat = factory.SubFactory(SeatFactory)
    supervisor = factory.LazyAttribute(lambda row: SupervisorFactory(sites=[row.seat.site]))
    status = placements.State.ACTIVE
    starts = days(-14)
    ends = days(76)
    weekly_hours = 30
    fit = 800


# --- mentoring -----------------------------------------------------------------------------------------------
class PlanTemplateFactory(Rows):
    class Meta:
        model = mentoring.PlanTemplate

    name = factory.Sequence(lambda n: f"Plan {n}")


class TemplateItemFactory(Rows):
    class Meta:
        model = mentoring.TemplateItem

    template = factory.SubFactory(PlanTemplateFactory)
    text_da = "Vis rundt på stedet"
    text_en = "Show her around"


class PlanItemFactory(Rows):
    class Meta:
        model = mentoring.PlanItem

    placement = factory.SubFactory(PlacementFactory)
    text_da = "Vis rundt på stedet"
    text_en = "Show her around"
    due_on = TODAY


class LanguageSessionFactory(Rows):
    class Meta:
        model = mentoring.LanguageSession

    placement = factory.SubFactory(PlacementFactory)
    on = TODAY
    activity = mentoring.Activity.GUIDANCE
    situation = mentoring.Situation.HANDOVER
    level = Level.B1


class LogEntryFactory(Rows):
    class Meta:
        model = mentoring.LogEntry

    placement = factory.SubFactory(PlacementFactory)
    on = TODAY
    kind = mentoring.LogEntry.Kind.NOTE
    note = "En god dag."


class GoalFactory(Rows):
    class Meta:
        model = mentoring.Goal

    placement = factory.SubFactory(PlacementFactory)
    text = "Kan give en mundtlig overlevering"


class SupportReferralFactory(Rows):
    class Meta:
        model = mentoring.SupportReferral

    application = factory.SubFactory(ApplicationFactory, status=intake.Status.MATCHABLE)
    kind = mentoring.SupportReferral.Kind.DEBT_HOUSING
    asked_by = mentoring.SupportReferral.AskedBy.JOBCENTRE
    asked_on = TODAY
    consent_on = TODAY
    where_to = "Gældsrådgivningen i Nørregade"
    note = "Afdrag aftales med boligforeningen."
    token = factory.LazyFunction(uuid4)


# --- evaluation ----------------------------------------------------------------------------------------------
class FormVersionFactory(Rows):
    class Meta:
        model = evaluation.FormVersion
        django_get_or_create = ["name", "version"]

    name = "Godt praktikforløb"
    version = 1
    valid_from = date(2020, 1, 1)
    licence = "CC BY-SA 4.0"


class QuestionFactory(Rows):
    class Meta:
        model = evaluation.Question

    form = factory.SubFactory(FormVersionFactory)
    domain = evaluation.Question.Domain.WELCOME
    text_da = "Hun blev ventet og vist rundt."
    text_en = "She was expected and shown around."


class EvaluationFactory(Rows):
    class Meta:
        model = evaluation.Evaluation

    placement = factory.SubFactory(PlacementFactory, status=placements.State.EVALUATED)
    form = factory.SubFactory(FormVersionFactory)
    danish_oral = Level.B2
    danish_written = Level.B1
    conclusion = "Hun er klar til at arbejde selvstændigt med støtte."


class ReportFactory(Rows):
    class Meta:
        model = evaluation.Report

    placement = factory.SubFactory(PlacementFactory, status=placements.State.EVALUATED)
    inputs = factory.Sequence(lambda n: f"{n:064x}")


# --- the cast ------------------------------------------------------------------------------------------------
def person(name, role, **fields):
    return UserFactory(email=f"{name.split()[0].lower()}@example.org", name=name, role=role, **fields)


class Cast:
    """Two departments with a site each, those who work there, and two applicants.

    Mette supervises Ana at Kragelund (MSB), which Birgitte leads. Lars and Søren do the same at
    Sønderskovhus (MSO) and have nothing to do with Ana: they are the strangers. Yusuf is the other applicant.
    """

    @cached_property
    def kragelund(self):
        return FacilityFactory(name="Botilbuddet Kragelund")

    @cached_property
    def sonderskovhus(self):
        return SiteFactory(name="Plejehjemmet Sønderskovhus")

    @cached_property
    def ana(self):
        return person("Ana Reyes", Role.APPLICANT)

    @cached_property
    def yusuf(self):
        return person("Yusuf Haddad", Role.APPLICANT)

    @cached_property
    def kirsten(self):
        return self._led_from("MSO", person("Kirsten Holm", Role.COORDINATOR, language="da"))

    @cached_property
    def jonas(self):
        return self._led_from("MSB", person("Jonas Dahl", Role.COORDINATOR, language="da"))

    @cached_property
    def mette(self):
        user = person("Mette Krog", Role.SUPERVISOR, language="da")
        SupervisorFactory(user=user, sites=[self.kragelund])
        return user

    @cached_property
    def lars(self):
        user = person("Lars Winther", Role.SUPERVISOR, language="da")
        SupervisorFactory(user=user, sites=[self.sonderskovhus])
        return user

    @cached_property
    def birgitte(self):
        return MemberFactory(
            user=person("Birgitte Toft", Role.MANAGER, language="da"), site=self.kragelund
        ).user

    @cached_property
    def soren(self):
        return MemberFactory(
            user=person("Søren Lund", Role.MANAGER, language="da"), site=self.sonderskovhus
        ).user

    @cached_property
    def hanne(self):
        return person("Hanne Friis", Role.HR, language="da")

    @cached_property
    def peter(self):
        return person("Peter Bruun", Role.LEADER, language="da")

    @cached_property
    def signe(self):
        return person("Signe Aagaard", Role.ADMINISTRATOR, language="da")

    @property
    def staff(self):
        return [self.kirsten, self.jonas, self.mette, self.lars, self.birgitte, self.soren, *self.office]

    @property
    def office(self):
        return [self.hanne, self.peter, self.signe]

    @cached_property
    def placement(self):
        """Ana at Kragelund with Mette, since two weeks."""
        return PlacementFactory(
            application__applicant=self.ana, seat__site=self.kragelund, supervisor=self.mette.supervisor
        )

    def _led_from(self, department, user):
        MemberFactory(user=user, site=None, department=DepartmentFactory(code=department))
        return user
