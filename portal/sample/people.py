"""Applicants of the sample year, with their answers."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from intake.models import (
    About,
    Application,
    Authorisation,
    Background,
    Category,
    ConsentRecord,
    Consents,
    District,
    Languages,
    Profession,
    PurposeText,
    Residence,
    Setting,
    Status,
    Volunteering,
    Wishes,
)
from intake.rules import answer_by
from portal.models import User
from portal.roles import Role

from . import volunteer
from .answers import (
    about,
    authorisation,
    background,
    consents,
    languages,
    residence,
    schooling,
    wishes,
    work,
)
from .names import invent, reads
from .partners import SOURCES
from .personas import PERSONAS
from .pour import pour

BATCH = 5000
REFERRERS = ["", "", "international.aarhus.dk", "www.facebook.com", "www.linkedin.com"]
CATEGORIES = ["", *Category.values]
SECTIONS = (About, Background, Authorisation, Languages, Residence, Volunteering, Wishes, Consents)


def build(rng, count: int, today: date):
    """Make `count` people with an application each, sent in over the last year. Returns the applications, oldest first."""
    days = sorted(
        (1 + int(363 * rng.random() ** 1.7) for _ in range(count)), reverse=True
    )  # more and more come
    drawn = [(today - timedelta(days=ago), *invent(rng)) for ago in days]
    # the applicant of the cast takes the place of somebody who wrote three weeks ago
    ana = next((n for n, row in enumerate(drawn) if (today - row[0]).days <= 21), count - 1)
    drawn[ana] = (drawn[ana][0], "PH", "Ana", "Reyes", ["tl", "en"])
    cast = next(p for p in PERSONAS if p.role == Role.APPLICANT)
    users = User.objects.bulk_create(
        [
            User(
                email=cast.email if n == ana else f"person{n}@example.org",
                name=f"{given} {family}",
                role=Role.APPLICANT,
                language="en" if n == ana else reads(spoken, rng.random()),
                password="!",  # noqa: S106 - applicants have no password
            )
            for n, (_day, _country, given, family, spoken) in enumerate(drawn)
        ],
        batch_size=BATCH,
    )
    applications = Application.objects.bulk_create(
        [
            application(rng, n, user, row[0], today)
            for n, (user, row) in enumerate(zip(users, drawn, strict=True))
        ],
        batch_size=BATCH,
    )
    answer(rng, applications, drawn, today, ana)
    return applications, applications[ana]


def application(rng, n, user, day, today):
    """One application; a few drafts among the newest. What becomes of it is decided later."""
    draft = (today - day).days < 20 and rng.random() < 0.2 and user.name != "Ana Reyes"
    at = timezone.make_aware(datetime.combine(day, time(rng.randint(7, 22), rng.randint(0, 59))))
    return Application(
        applicant=user,
        reference=f"PR-{day.year}-{n + 1:05d}",
        status=Status.DRAFT if draft else Status.SUBMITTED,
        created_at=at - timedelta(hours=2),
        submitted_at=None if draft else at,
        answer_by=None if draft else answer_by(day, 10),
        source=rng.choice(SOURCES),
        referrer=rng.choice(REFERRERS),
        category=rng.choice(CATEGORIES),
    )


def answer(rng, applications, drawn, today, ana):
    """Fill every section of every application; drafts have only the first two."""
    lists = {
        "professions": {p.code: p for p in Profession.objects.all()},
        "settings": list(Setting.objects.all()),
        "districts": list(District.objects.all()),
        "texts": list(PurposeText.objects.all()),
    }
    rows = {section: [] for section in (*SECTIONS, ConsentRecord)}
    for n, (a, (day, country, given, family, spoken)) in enumerate(zip(applications, drawn, strict=True)):
        rows[About].append(about(rng, a, country, given, family))
        told = background(rng, a, lists["professions"], nurse=n == ana)
        told.educations = list(schooling(rng, told.profession, country, spoken))
        told.jobs = list(work(rng, country, lists["settings"]))
        rows[Background].append(told)
        if a.status == Status.DRAFT:
            continue
        rows[Authorisation].append(authorisation(rng, a, country, told, today, sure=n == ana))
        rows[Residence].append(residence(rng, a, country, today, sure=n == ana))
        rows[Languages].append(languages(rng, a, spoken, day, level=30 if n == ana else None))
        rows[Volunteering].append(Volunteering(application=a, complete=True))
        rows[Wishes].append(wishes(rng, a, today))
        rows[Consents].append(Consents(application=a, complete=True))
        rows[ConsentRecord] += consents(rng, a, lists["texts"])
    for section in (*SECTIONS, ConsentRecord):
        pour(section, rows[section])
    link(rng, rows, lists)
    volunteer.build(rng, rows[Volunteering], today, ana=applications[ana])


def link(rng, rows, lists):
    """Wished settings and wished districts, which are lists of their own."""
    for through, wanted in ((Wishes.settings.through, "settings"), (Wishes.districts.through, "districts")):
        key = {"settings": "setting_id", "districts": "district_id"}[wanted]
        pour(
            through,
            (
                through(wishes_id=w.pk, **{key: row.pk})
                for w in rows[Wishes]
                for row in rng.sample(lists[wanted], rng.randint(1, 4))
            ),
        )
