"""What the applicants of the sample year have answered, section by section."""

from datetime import time, timedelta

from intake import rules
from intake.models import (
    About,
    Authorisation,
    Background,
    ConsentRecord,
    Languages,
    Residence,
    Tongue,
    Wishes,
)
from intake.models.background import EducationLevel
from intake.models.exams import ExamKind, Grade
from intake.models.path import Basis, CprStatus, MitidStatus, Settled, WorkRight
from intake.models.sections import AtSeven
from intake.rules import EU_EEA_CH

PROFESSIONS = {"NURSE": 48, "SOSU_ASSISTANT": 10, "SOSU_HELPER": 9, "PT": 7, "OT": 5, "DOCTOR": 6, "MIDWIFE": 3, "BIOANALYST": 3, "PEDAGOGUE": 3, "TEACHER": 1, "SOCIAL_WORKER": 3, "DIETITIAN": 1, "PHARMACIST": 1}  # fmt: skip
LEVELS = [(0, 4), (10, 12), (20, 24), (25, 12), (30, 22), (35, 10), (40, 12), (45, 2), (50, 2)]
STEPS = (0, 10, 20, 25, 30, 35, 40, 45, 50, 60)  # as a coordinator assesses
ASKED = (0, 10, 20, 30, 40, 50)  # as the form asks
PLACES = [
    ("Surgical ward at a hospital", "Observation, medicine and wounds."),
    ("Nursing home", "Care, meals and talks with relatives."),
    ("Home for adults with disabilities", "Everyday life, activities and medicine."),
    ("Psychiatric ward", "Safety, conversations and documentation."),
    ("People's own homes", "Care, meals and phone calls to doctors."),
    ("Health clinic", "Blood samples, vaccines and advice."),
]
CARE = ["", "", "", "I am alone with two children every second week.", "I take my son to school at 8."]


def about(rng, a, country, given, family):
    return About(
        application=a,
        complete=True,
        given_name=given,
        family_name=family,
        phone=f"+45{rng.choice([20, 31, 42, 53, 60])}{rng.randint(0, 999999):06d}",
        postcode=rng.choice(["8000", "8200", "8210", "8220", "8240", "8260", "8270"]),
        citizenships=[country],
    )


def background(rng, a, professions, nurse=False):
    code = "NURSE" if nurse else rng.choices(list(PROFESSIONS), weights=list(PROFESSIONS.values()))[0]
    return Background(
        application=a,
        complete=True,
        profession=professions[code],
        in_own_words=rng.choice(
            ["", "Jeg har arbejdet på sygehus.", "I worked with older people and in psychiatry."]
        ),
    )


def schooling(rng, profession, country, spoken):
    """The education of her profession, and sometimes one more."""
    year = rng.randint(2004, 2024)
    high = [EducationLevel.BACHELOR, EducationLevel.BACHELOR, EducationLevel.DIPLOMA, EducationLevel.MASTER]
    level = rng.choice(high) if profession.requires_authorisation else EducationLevel.VOCATIONAL
    yield {
        "country": country,
        "title": profession.name_en,
        "level": level.value,
        "year": year,
        "language": spoken[0] if spoken[0] in Tongue else "other",
    }
    if rng.random() < 0.25:
        level, title = rng.choice([("school", "Secondary school"), ("other", "First aid")])
        yield {"country": country, "title": title, "level": level, "year": year - 4, "language": ""}


def work(rng, country, settings):
    """None to three pieces of work, the latest first."""
    until = rng.randint(2020, 2026)
    for _job in range(rng.choice([0, 1, 1, 2, 2, 3])):
        (place, tasks), years = rng.choice(PLACES), rng.randint(1, 6)
        setting = rng.choice([None, *settings[:8]])
        told = {"country": country, "place": place, "years": years, "until_year": until, "tasks": tasks}
        yield (
            told | {"hours": rng.choice([20, 30, 37, 40, 44])} | ({"setting": setting.pk} if setting else {})
        )
        until -= years


def authorisation(rng, a, country, background, today, sure=False):
    """A stage that fits her country and profession, with the days that follow from it."""
    profession = background.profession
    track = rules.track([country], country, profession.requires_authorisation)
    stage = rng.choices(*zip(*likely(rules.stages(track, profession.professional_tests)), strict=True))[0]
    asked = rules.follow_ups(track, stage)
    evaluating = "evaluation_from" in asked
    applied = today - timedelta(days=rng.randint(400, 700))
    return Authorisation(
        application=a,
        complete=True,
        stage=stage,
        applied_on=applied if "applied_on" in asked else None,
        education_approved_on=applied + timedelta(days=rng.randint(90, 180))
        if "education_approved_on" in asked
        else None,
        evaluation_from=today + timedelta(days=30) if evaluating else None,
        evaluation_to=today + timedelta(days=300) if evaluating else None,
        authorisation_id=f"SAMPLE{a.pk:05d}"[-12:] if "authorisation_id" in asked else "",
    )


def likely(stages):
    """Each stage with how often it is met: most are on their way."""
    weights = {
        "not_started": 20,
        "preparing": 20,
        "applied": 16,
        "education_approved": 18,
        "language_passed": 10,
    }
    return [(stage, weights.get(stage, 3)) for stage in stages]


def residence(rng, a, country, today, sure=False):
    """Residence and right to work that fit her country, and how far she has settled in."""
    europe = country in EU_EEA_CH
    if europe:
        basis, right = Basis.EU_EEA_CH, WorkRight.UNRESTRICTED
    elif country == "UA":
        basis, right = Basis.UA_SPECIAL_ACT, WorkRight.UNRESTRICTED
    else:
        basis = rng.choice([Basis.FAMILY, Basis.ACCOMPANYING, Basis.AUTH_STAY, Basis.REFUGEE, Basis.STUDENT])
        right = rng.choices(WorkRight.values, weights=[70, 5, 12, 3, 10])[0]
    right = WorkRight.UNRESTRICTED if sure else right
    settled = rng.sample(Settled.values, rng.randint(1, len(Settled.values)))
    return Residence(
        application=a,
        complete=True,
        basis=basis,
        permit_to=None if europe else today + timedelta(days=rng.randint(200, 1200)),
        work_right=right,
        hours_limit=90 if right == WorkRight.HOURS_LIMITED else None,
        cpr_status=rng.choices(CprStatus.values, weights=[70, 5, 15, 10])[0],
        mitid_status=rng.choices(MitidStatus.values, weights=[60, 20, 20])[0],
        settled=[each for each in Settled.values if each in settled],
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
        exams=exams(rng, nearest(oral, ASKED), day),
        others=spoken,
        others_levels={code: 70 if code == spoken[0] else 50 for code in spoken if code in Tongue.values},
        assessed_oral=nearest(max(0, oral - rng.choice([0, 0, 5]) - (5 if level else 0)))
        if assessed
        else None,
        assessed_written=nearest(written) if assessed else None,
        assessed_on=day + timedelta(days=6) if assessed else None,
    )


def exams(rng, oral, day):
    """The Danish test that her level speaks of."""
    kind = ExamKind.PD3 if oral >= 40 else rng.choice([None, ExamKind.MODULE, ExamKind.PD2])
    if kind is None or oral < 20:
        return []
    passed_on = (day - timedelta(days=rng.randint(30, 400))).isoformat()
    if kind == ExamKind.MODULE:
        return [{"kind": kind.value, "module": f"du3_m{rng.randint(2, 4)}", "passed_on": passed_on}]
    grades = {part: rng.choice(Grade.values[2:]) for part in ("reading", "writing", "oral")}
    return [{"kind": kind.value, "module": "", "passed_on": passed_on, **grades}]


def consents(rng, a, texts):
    """What she said yes to; a few have taken it back."""
    for text in texts:
        if rng.random() < 0.5:
            back = a.submitted_at + timedelta(days=1) if rng.random() < 0.05 else None
            yield ConsentRecord(application=a, text=text, given_at=a.submitted_at, withdrawn_at=back)


def nearest(level: int, steps=STEPS) -> int:
    """The step at or below `level`."""
    return max(step for step in steps if step <= level)


def wishes(rng, a, today):
    first = max(today, a.created_at.date()) + timedelta(days=rng.randint(0, 60))
    earliest = rng.choice([None, None, None, time(7, 30), time(8)])
    return Wishes(
        application=a,
        complete=True,
        anywhere=rng.random() < 0.8,
        shifts=rng.choice([["day"], ["day", "evening"], ["day", "evening", "weekend"], ["day", "weekend"]]),
        weekly_hours=rng.choice([25, 30, 32, 37, 37]),
        available_from=first,
        start_until=first + timedelta(days=60) if rng.random() < 0.3 else None,
        weeks=rng.choice([4, 6, 8, 9, 12, 13]),
        commute_minutes=rng.choice([30, 45, 60, 60, 90]),
        at_seven=AtSeven.NO if earliest else rng.choices([AtSeven.YES, AtSeven.UNSURE], [9, 1])[0],
        earliest_start=earliest,
        latest_end=rng.choice([None, None, None, time(16), time(16, 30)]),
        care=rng.choice(CARE),
        partner_of="" if rng.random() < 0.95 else "My husband works at the university hospital",
    )
