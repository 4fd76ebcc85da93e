"""Applicants of the sample year, with their answers."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from intake.models import (
    About,
    Application,
    Authorisation,
    Background,
    District,
    Languages,
    Profession,
    Setting,
    Status,
    Volunteering,
    Wishes,
)
from intake.models.sections import DanishTest, Residence, Stage, WorkRight
from intake.rules import EU_EEA_CH, answer_by
from portal.models import User
from portal.roles import Role

from . import volunteer
from .names import invent
from .partners import SOURCES
from .personas import PERSONAS
from .pour import pour

BATCH = 5000
PROFESSIONS = {"NURSE": 48, "SOSU_ASSISTANT": 10, "SOSU_HELPER": 9, "PT": 7, "OT": 5, "DOCTOR": 6, "MIDWIFE": 3, "BIOANALYST": 3, "PEDAGOGUE": 4, "SOCIAL_WORKER": 3, "DIETITIAN": 1, "PHARMACIST": 1}  # fmt: skip
LEVELS = [(0, 4), (10, 12), (20, 24), (25, 12), (30, 22), (35, 10), (40, 12), (45, 2), (50, 2)]
STEPS = (0, 10, 20, 25, 30, 35, 40, 45, 50, 60)  # as a coordinator assesses
ASKED = (0, 10, 20, 30, 40, 50)  # as the form asks
SECTIONS = (About, Background, Authorisation, Languages, Volunteering, Wishes)


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
                language="en" if n == ana or rng.random() < 0.7 else "da",
                password="!",  # noqa: S106 - applicants have no password
            )
            for n, (_day, _country, given, family, _spoken) in enumerate(drawn)
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
    )


def answer(rng, applications, drawn, today, ana):
    """Fill every section of every application; drafts have only the first two."""
    lists = {
        "professions": {p.code: p for p in Profession.objects.all()},
        "settings": list(Setting.objects.all()),
        "districts": list(District.objects.all()),
    }
    rows = {section: [] for section in SECTIONS}
    for n, (a, (day, country, given, family, spoken)) in enumerate(zip(applications, drawn, strict=True)):
        rows[About].append(about(rng, a, given, family))
        rows[Background].append(background(rng, a, country, lists["professions"], nurse=n == ana))
        if a.status == Status.DRAFT:
            continue
        rows[Authorisation].append(authorisation(rng, a, country, rows[Background][-1], today, sure=n == ana))
        rows[Languages].append(languages(rng, a, spoken, day, level=30 if n == ana else None))
        rows[Volunteering].append(Volunteering(application=a, complete=True))
        rows[Wishes].append(wishes(rng, a, today))
    for section in SECTIONS:
        pour(section, rows[section])
    link(rng, rows, lists)
    volunteer.build(rng, rows[Volunteering], today, ana=applications[ana])


def about(rng, a, given, family):
    return About(
        application=a,
        complete=True,
        given_name=given,
        family_name=family,
        phone=f"+45{rng.choice([20, 31, 42, 53, 60])}{rng.randint(0, 999999):06d}",
        postcode=rng.choice(["8000", "8200", "8210", "8220", "8240", "8260", "8270"]),
    )


def background(rng, a, country, professions, nurse=False):
    code = "NURSE" if nurse else rng.choices(list(PROFESSIONS), weights=list(PROFESSIONS.values()))[0]
    return Background(
        application=a,
        complete=True,
        profession=professions[code],
        education_country=country,
        education_year=rng.randint(2004, 2024),
        years_worked=rng.randint(1, 18),
        in_own_words=rng.choice(
            ["", "Jeg har arbejdet på sygehus.", "I worked with older people and in psychiatry."]
        ),
    )


def authorisation(rng, a, country, background, today, sure=False):
    """Stage, residence and right to work that fit her country and profession."""
    europe = country in EU_EEA_CH
    if background.profession.requires_authorisation:
        stage = rng.choices(
            [s for s in Stage.values if s != Stage.NOT_APPLICABLE], weights=[20, 20, 16, 18, 10, 3, 4, 9]
        )[0]
    else:
        stage = Stage.NOT_APPLICABLE
    evaluating = stage == Stage.EVALUATION_AUTHORISED
    if europe:
        residence, right = Residence.EU_EEA_CH, WorkRight.UNRESTRICTED
    elif country == "UA":
        residence, right = Residence.UA_SPECIAL_ACT, WorkRight.UNRESTRICTED
    else:
        residence = rng.choice(
            [Residence.FAMILY, Residence.FAMILY, Residence.AUTH_STAY, Residence.REFUGEE, Residence.STUDENT]
        )
        right = rng.choices(WorkRight.values, weights=[70, 5, 12, 3, 10])[0]
    return Authorisation(
        application=a,
        complete=True,
        citizenship=country,
        stage=stage,
        evaluation_from=today + timedelta(days=30) if evaluating else None,
        evaluation_to=today + timedelta(days=300) if evaluating else None,
        residence=residence,
        permit_to=None if europe else today + timedelta(days=rng.randint(200, 1200)),
        work_right=WorkRight.UNRESTRICTED if sure else right,
    )


def languages(rng, a, spoken, day, level=None):
    oral = level or rng.choices([v for v, _w in LEVELS], weights=[w for _v, w in LEVELS])[0]
    written = max(0, oral - rng.choice([0, 5, 5, 10]))
    assessed = level is not None or rng.random() < 0.5
    return Languages(
        application=a,
        complete=True,
        danish_oral=nearest(oral, ASKED),
        danish_written=nearest(written, ASKED),
        danish_test=DanishTest.PD3
        if oral >= 40
        else rng.choice([DanishTest.NONE, DanishTest.MODULE, DanishTest.PD2]),
        others=spoken,
        assessed_oral=nearest(max(0, oral - rng.choice([0, 0, 5]) - (5 if level else 0)))
        if assessed
        else None,
        assessed_written=nearest(written) if assessed else None,
        assessed_on=day + timedelta(days=6) if assessed else None,
    )


def nearest(level: int, steps=STEPS) -> int:
    """The step at or below `level`."""
    return max(step for step in steps if step <= level)


def wishes(rng, a, today):
    return Wishes(
        application=a,
        complete=True,
        anywhere=rng.random() < 0.8,
        shifts=rng.choice([["day"], ["day", "evening"], ["day", "evening", "weekend"], ["day", "weekend"]]),
        weekly_hours=rng.choice([25, 30, 32, 37, 37]),
        available_from=max(today, a.created_at.date()) + timedelta(days=rng.randint(0, 60)),
        weeks=rng.choice([4, 6, 8, 9, 12, 13]),
        commute_minutes=rng.choice([30, 45, 60, 60, 90]),
        earliest_start=rng.choice([None, None, None, time(7), time(8)]),
    )


def link(rng, rows, lists):
    """Experience, wished settings and wished districts, which are lists of their own."""
    experience = Background.experience.through
    pour(
        experience,
        (
            experience(background_id=b.pk, setting_id=s.pk)
            for b in rows[Background]
            for s in rng.sample(lists["settings"][:8], rng.randint(0, 2))
        ),
    )
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
