"""The sample year: everything that is made, in order."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from intake.models import Department
from placements.models import Member
from portal import reference
from portal.models import LanguageApproval, User
from portal.roles import Role

from . import (
    agreements,
    cohort,
    desk,
    groundwork,
    identities,
    papers,
    partners,
    people,
    places,
    rights,
    support,
)
from .follow import follow
from .history import Year
from .personas import PERSONAS


@dataclass
class Totals:
    sites: int
    applicants: int
    placements: int
    sessions: int


@transaction.atomic
def build(seed: int, applicants: int, sites: int, today: date) -> Totals:
    """Make the year that ends on `today`. The same seed, sizes and day make the same year."""
    rng = random.Random(seed)
    reference.load()
    staff(rng)
    approve(today)
    partners.build(today)
    slugs = places.build(rng, sites, today)
    agreements.build(today)
    applications, ana = people.build(rng, applicants, today)
    placements = Year(rng, today, slugs).run(applications, ana)
    desk.build(applications, today)
    papers.build(seed, applications, ana)
    rights.build(rng, applications, ana, today)
    groundwork.build(seed, applications, today)
    sessions = follow(rng, placements, today)
    identities.build(rng, applications, ana)
    support.build(seed, placements, today)
    cohort.build(today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Totals(sites, applicants, len(placements), sessions)


def staff(rng):
    """The cast that belongs to no site: coordinators, HR, the leader, the administrator."""
    departments = {d.code: d for d in Department.objects.all()}
    for persona in PERSONAS:
        if persona.role in (Role.APPLICANT, Role.SUPERVISOR, Role.MANAGER):
            continue
        user = User.objects.create_user(
            persona.email, name=persona.name, role=persona.role, language=persona.language
        )
        if persona.department:
            Member.objects.create(user=user, department=departments[persona.department])


def approve(today):
    """Somebody has read the German; its text has changed since, so its pages are marked again."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR).first()
    days = timezone.localdate() - today + timedelta(days=40)
    LanguageApproval.objects.create(
        language="de", by=administrator, at=timezone.now() - days, fingerprint="an earlier text"
    )
