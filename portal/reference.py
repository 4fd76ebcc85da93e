"""What the house needs before the first person comes: lists, templates, rules and the evaluation form.

Loading adds what is missing and leaves what somebody has edited in the admin as it is.
"""

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_noop as N_

from evaluation.models import FormVersion, Question
from intake.models import (
    Condition,
    Department,
    District,
    Module,
    Pay,
    Profession,
    Programme,
    Setting,
)
from mentoring.models import PlanTemplate, TemplateItem
from placements.matching.preferences import WEIGHTS
from placements.models import Weighting

from . import consents
from .models import DatedRule

DEPARTMENTS = [
    ("MSO", "Sundhed og Omsorg", N_("Health and Care")),
    ("MSB", "Sociale Forhold og Beskæftigelse", N_("Social Affairs and Employment")),
]

BELONGINGS = {
    "module": Module,
    "condition": Condition,
    "pay": Pay,
}  # of a programme, by their names in the file

# code, Danish, English, needs Danish authorisation, ISCO-08
PROFESSIONS = [
    ("NURSE", "Sygeplejerske", N_("Nurse"), True, "2221"),
    ("SOSU_ASSISTANT", "Social- og sundhedsassistent", N_("Health care assistant"), True, "3221"),
    ("SOSU_HELPER", "Social- og sundhedshjælper", N_("Care helper"), False, "5321"),
    ("DOCTOR", "Læge", N_("Doctor"), True, "2211"),
    ("PT", "Fysioterapeut", N_("Physiotherapist"), True, "2264"),
    ("OT", "Ergoterapeut", N_("Occupational therapist"), True, "2269"),
    ("BIOANALYST", "Bioanalytiker", N_("Biomedical analyst"), True, "3212"),
    ("MIDWIFE", "Jordemoder", N_("Midwife"), True, "2222"),
    ("PEDAGOGUE", "Pædagog", N_("Social educator"), False, "3412"),
    ("TEACHER", "Lærer", N_("Teacher"), False, "2341"),
    ("SOCIAL_WORKER", "Socialrådgiver", N_("Social worker"), False, "2635"),
    ("DIETITIAN", "Klinisk diætist", N_("Dietitian"), True, "2265"),
    ("PHARMACIST", "Farmaceut", N_("Pharmacist"), True, "2262"),
    ("OTHER", "Andet", N_("Other"), False, ""),
]

# code, department, Danish, English, what one learns there in Danish and in English
SETTINGS = [
    ("CARE_HOME", "MSO", "Plejehjem", N_("Care home"), "Nærvær, personlig pleje og samarbejde med pårørende.", N_("Being close, personal care and working with relatives.")),
    ("RESIDENTIAL_DISABILITY", "MSB", "Botilbud for voksne med handicap", N_("Home for adults with disabilities"), "Relationer over lang tid, rolig kommunikation og hverdagsliv.", N_("Relations over years, calm communication and everyday life.")),
    ("RESIDENTIAL_PSYCHIATRY_LONG", "MSB", "Botilbud i socialpsykiatrien", N_("Home in social psychiatry"), "At skabe tryghed, dæmpe konflikter og støtte et liv med psykisk sygdom.", N_("Creating safety, calming conflicts and supporting a life with mental illness.")),
    ("REHABILITATION", "MSO", "Rehabilitering", N_("Rehabilitation"), "Træning, mål og hurtige overleveringer på tværs af fag.", N_("Training, goals and quick handovers between professions.")),
    ("DEMENTIA_CARE_HOME", "MSO", "Demensplejehjem", N_("Dementia care home"), "At forstå adfærd, korte sætninger og faste rammer.", N_("Understanding behaviour, short sentences and steady routines.")),
    ("HOME_CARE", "MSO", "Hjemmepleje", N_("Home care"), "At arbejde alene i borgerens hjem og tale i telefon.", N_("Working alone in people's homes and talking on the phone.")),
    ("ACUTE_SHORT_STAY", "MSO", "Akut- og korttidsplads", N_("Acute and short stay"), "Observation, akut sygdom og dokumentation.", N_("Observation, acute illness and documentation.")),
    ("DAY_CENTRE", "MSO", "Dagcenter", N_("Day centre"), "Aktivitet, samvær og mange samtaler.", N_("Activities, company and many conversations.")),
    ("RESIDENTIAL_PSYCHIATRY_TEMP", "MSB", "Midlertidigt botilbud i psykiatrien", N_("Temporary home in psychiatry"), "At støtte mennesker i at komme sig.", N_("Supporting people in their recovery.")),
    ("SHARED_HOUSING", "MSB", "Bofællesskab", N_("Shared housing"), "Hverdag, madlavning og fællesskab.", N_("Everyday life, cooking and community.")),
    ("SHELTER", "MSB", "Forsorgshjem", N_("Shelter"), "At møde mennesker uden hjem med respekt.", N_("Meeting people without a home with respect.")),
    ("SUBSTANCE_TREATMENT", "MSB", "Misbrugsbehandling", N_("Substance treatment"), "Motiverende samtaler og sundhed.", N_("Motivating conversations and health.")),
    ("OUTREACH_BOSTOETTE", "MSB", "Bostøtte", N_("Housing support"), "Støtte i eget hjem og til at tale med myndigheder.", N_("Support at home and in talking with authorities.")),
    ("OTHER", "MSB", "Andet tilbud", N_("Other service"), "", ""),
]  # fmt: skip

# code, Danish, English, centre (WGS 84, rounded)
DISTRICTS = [
    ("MIDT", "Aarhus C", N_("Aarhus C"), 56.156, 10.204),
    ("NORD", "Aarhus N og Skejby", N_("Aarhus N and Skejby"), 56.190, 10.190),
    ("OEST", "Risskov, Egå og Lystrup", N_("Risskov, Egå and Lystrup"), 56.212, 10.240),
    ("VEST", "Aarhus V, Brabrand og Tilst", N_("Aarhus V, Brabrand and Tilst"), 56.165, 10.125),
    ("SYD", "Viby og Højbjerg", N_("Viby and Højbjerg"), 56.115, 10.170),
    (
        "OMEGN_SYD",
        "Beder, Malling, Mårslet og Solbjerg",
        N_("Beder, Malling, Mårslet and Solbjerg"),
        56.055,
        10.170,
    ),
    ("OMEGN_VEST", "Harlev, Sabro og Tranbjerg", N_("Harlev, Sabro and Tranbjerg"), 56.140, 10.030),
]

PROFESSIONAL_TESTS = {"DOCTOR"}  # professions with tests of their own on the way to authorisation

# track, responsible, days from the first day, Danish, English
COMMON_PLAN = [
    ("professional", "manager", -14, "Fortæl teamet, hvem der kommer, og hvorfor", "Tell the team who is coming and why"),
    ("professional", "supervisor", -14, "Send velkomst med sted, tid og kontaktperson", "Send a welcome with place, time and contact person"),
    ("professional", "coordinator", -7, "Tavshedserklæring er underskrevet", "The declaration of confidentiality is signed"),
    ("language", "supervisor", -7, "Vælg de fire situationer, hvor sproget er sværest her", "Choose the four situations where the language is hardest here"),
    ("professional", "manager", 0, "Tag imod, vis rundt og præsentér teamet", "Welcome the trainee, show the house and introduce the team"),
    ("professional", "supervisor", 0, "Gennemgå uniform, hygiejne, brand og alarm", "Go through uniform, hygiene, fire and alarm"),
    ("professional", "supervisor", 1, "Startsamtale: mål og forventninger", "Start conversation: goals and expectations"),
    ("language", "supervisor", 2, "Observér sproget i en almindelig vagt", "Observe the language in an ordinary shift"),
    ("language", "trainee", 4, "Skriv ti ord fra ugen, som du vil kunne", "Write down ten words from the week you want to learn"),
    ("professional", "supervisor", 7, "Følg op på den første uge", "Follow up on the first week"),
    ("language", "supervisor", 14, "Øv overlevering sammen", "Practise the handover together"),
    ("professional", "supervisor", 28, "Midtvejssamtale", "Mid conversation"),
    ("language", "supervisor", 28, "Vurdér sproget i de fire situationer igen", "Assess the language in the four situations again"),
]  # fmt: skip
MSO_PLAN = [
    ("professional", "supervisor", 3, "Forflytning og løft", "Moving and lifting"),
    ("professional", "supervisor", 5, "Håndhygiejne og værnemidler", "Hand hygiene and protective equipment"),
]
MSB_PLAN = [
    ("professional", "supervisor", 3, "Konflikter: gå til side, kald hjælp, tal bagefter", "Conflicts: step aside, call for help, talk afterwards"),
    ("professional", "supervisor", 5, "Medicin: hvad du må, og hvad du ikke må", "Medicine: what you may do and what you may not"),
]  # fmt: skip
PLANS = [("Fælles introduktion", None, COMMON_PLAN), ("Introduktion i MSO", "MSO", MSO_PLAN), ("Introduktion i MSB", "MSB", MSB_PLAN)]  # fmt: skip

FORM = ("Godt praktikforløb", 1, date(2026, 1, 1), "CC BY-SA 4.0")
# domain, Danish, English
QUESTIONS = [
    ("welcome", "Praktikanten er blevet en del af teamet", "The trainee has become part of the team"),
    ("welcome", "Vi har haft tid til at tage godt imod", "We have had time to give a good welcome"),
    ("guidance", "Praktikanten beder om hjælp i tvivlstilfælde", "The trainee asks for help when in doubt"),
    ("guidance", "Praktikanten bruger det, vi taler om", "The trainee uses what we talk about"),
    (
        "tasks",
        "Praktikanten udfører pleje sikkert sammen med en kollega",
        "The trainee gives care safely together with a colleague",
    ),
    (
        "tasks",
        "Praktikanten ser, hvad der skal gøres, og gør det",
        "The trainee sees what needs doing and does it",
    ),
    (
        "tasks",
        "Praktikanten handler fagligt rigtigt, når noget ændrer sig",
        "The trainee acts professionally when something changes",
    ),
    (
        "language",
        "Praktikanten forstår korte beskeder i en travl vagt",
        "The trainee understands short messages in a busy shift",
    ),
    ("language", "Beboerne forstår praktikanten", "The residents understand the trainee"),
    ("language", "Praktikanten kan give en kort overlevering", "The trainee can give a short handover"),
    ("safety", "Praktikanten er tryg her", "The trainee feels safe here"),
    ("safety", "Praktikanten møder beboerne med respekt", "The trainee meets the residents with respect"),
]

# what the rules are lies in portal/rules.toml, the programmes in portal/programmes.toml
HERE = Path(__file__).parent


def read(name) -> dict:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def add(model, key, rows):
    """Add those rows whose `key` (a field name) isn't there yet."""
    there = set(model.objects.values_list(key, flat=True))
    return model.objects.bulk_create(row for row in rows if getattr(row, key) not in there)


@transaction.atomic
def load():
    """Put in place what is missing."""
    load_lists()
    consents.load()
    load_plans()
    load_form()
    load_rules()
    load_programmes()
    load_weights()


def load_weights():
    """What weighs in a match until somebody changes it."""
    if not Weighting.objects.exists():
        Weighting.objects.write(WEIGHTS, "Startvægte", by=None)


def load_lists():
    add(
        Department,
        "code",
        [Department(code=c, name_da=da, name_en=en, order=n) for n, (c, da, en) in enumerate(DEPARTMENTS)],
    )
    load_professions()
    load_settings()
    add(
        District,
        "code",
        [
            District(code=c, name_da=da, name_en=en, latitude=lat, longitude=lon, order=n)
            for n, (c, da, en, lat, lon) in enumerate(DISTRICTS)
        ],
    )


def load_professions():
    add(
        Profession,
        "code",
        [
            Profession(
                code=c,
                name_da=da,
                name_en=en,
                requires_authorisation=needs,
                professional_tests=c in PROFESSIONAL_TESTS,
                isco08=isco,
                order=n,
            )
            for n, (c, da, en, needs, isco) in enumerate(PROFESSIONS)
        ],
    )


def load_settings():
    departments = {d.code: d for d in Department.objects.all()}
    add(
        Setting,
        "code",
        [
            Setting(
                code=c,
                department=departments[d],
                name_da=da,
                name_en=en,
                learn_da=l_da,
                learn_en=l_en,
                order=n,
            )
            for n, (c, d, da, en, l_da, l_en) in enumerate(SETTINGS)
        ],
    )


def load_plans():
    for name, department, items in PLANS:
        template, new = PlanTemplate.objects.get_or_create(
            name=name, defaults={"department": department and Department.objects.get(code=department)}
        )
        if new:
            TemplateItem.objects.bulk_create(
                TemplateItem(template=template, track=t, responsible=r, day_offset=n, text_da=da, text_en=en)
                for t, r, n, da, en in items
            )


def load_form():
    name, version, valid_from, licence = FORM
    form, new = FormVersion.objects.get_or_create(
        name=name, version=version, defaults={"valid_from": valid_from, "licence": licence}
    )
    if new:
        Question.objects.bulk_create(
            Question(form=form, domain=domain, text_da=da, text_en=en, order=n)
            for n, (domain, da, en) in enumerate(QUESTIONS)
        )


def load_rules():
    """Those whose rule has no value yet on its first day; what somebody has dated anew is left alone."""
    there = list(DatedRule.objects.values_list("key", "profession", "track"))
    DatedRule.objects.bulk_create(
        rule
        for rule in (DatedRule(**row) for row in read("rules.toml")["rule"])
        if (rule.key, rule.profession, rule.track) not in there
    )


def load_programmes():
    """Each with its modules, conditions and texts on pay."""
    there = set(Programme.objects.values_list("code", flat=True))
    for order, row in enumerate(read("programmes.toml")["programme"]):
        if row["code"] in there:
            continue
        lists = {model: row.pop(name, []) for name, model in BELONGINGS.items()}
        programme = Programme.objects.create(order=order, **row)
        for model, rows in lists.items():
            numbered = {"order"} & {field.name for field in model._meta.fields}
            model.objects.bulk_create(
                model(programme=programme, **dict.fromkeys(numbered, place), **each)
                for place, each in enumerate(rows, 1)
            )
