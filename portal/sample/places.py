"""Sites of the sample year. Some carry a publicly known name; all are marked as samples and nothing is implied."""

from datetime import date, time, timedelta

from intake.models import Department, District, Profession, Setting
from placements.models import Area, Member, Offer, Seat, Site, Supervisor, SupervisorShare, Training
from portal.levels import Level
from portal.models import User
from portal.roles import Role

from .names import staff_name
from .personas import PERSONAS

AREAS = [
    ("MSO", "Plejehjem"),
    ("MSO", "Hjemmepleje"),
    ("MSO", "Sundhed"),
    ("MSB", "Voksenhandicap"),
    ("MSB", "Socialpsykiatri og Udsatte Voksne"),
]
# slug, name, setting, area, district
KNOWN = [
    ("kragelund", "Botilbuddet Kragelund", "RESIDENTIAL_PSYCHIATRY_TEMP", "Socialpsykiatri og Udsatte Voksne", "SYD"),
    ("sonderskovhus", "Plejehjemmet Sønderskovhus", "CARE_HOME", "Plejehjem", "OEST"),
    ("vikaergarden", "Vikærgården", "REHABILITATION", "Sundhed", "NORD"),
    ("horgarden", "Hørgården", "CARE_HOME", "Plejehjem", "OEST"),
    ("skovvang", "Skovvang", "DEMENTIA_CARE_HOME", "Plejehjem", "NORD"),
    ("engelstoft", "Engelstoft", "RESIDENTIAL_DISABILITY", "Voksenhandicap", "OEST"),
    ("hjortshoj", "Bofællesskabet i Hjortshøj", "SHARED_HOUSING", "Voksenhandicap", "OEST"),
    ("psykhus", "Psykiatriens Hus", "RESIDENTIAL_PSYCHIATRY_TEMP", "Socialpsykiatri og Udsatte Voksne", "MIDT"),
]  # fmt: skip
INVENTED = "Kløvermarken Birkelyst Solkrogen Ellehaven Lindely Hasselbo Åbrinken Fyrtårnet Skovbakken Rønnehus Havblik Engdraget Kildegaarden Poppelhuset Tjørnely Vindrosen Lærkereden Bøgebo Mosegaarden Pilehaven".split()
PREFIX = {"CARE_HOME": "Plejehjemmet", "DEMENTIA_CARE_HOME": "Demensplejehjemmet", "HOME_CARE": "Hjemmeplejen", "ACUTE_SHORT_STAY": "Akutpladserne", "REHABILITATION": "Rehabiliteringen", "DAY_CENTRE": "Dagcentret", "RESIDENTIAL_DISABILITY": "Botilbuddet", "RESIDENTIAL_PSYCHIATRY_LONG": "Botilbuddet", "RESIDENTIAL_PSYCHIATRY_TEMP": "Botilbuddet", "SHARED_HOUSING": "Bofællesskabet", "SHELTER": "Forsorgshjemmet", "SUBSTANCE_TREATMENT": "Behandlingsstedet", "OUTREACH_BOSTOETTE": "Bostøtten"}  # fmt: skip
AREA_OF = {"CARE_HOME": "Plejehjem", "DEMENTIA_CARE_HOME": "Plejehjem", "DAY_CENTRE": "Plejehjem", "HOME_CARE": "Hjemmepleje", "ACUTE_SHORT_STAY": "Sundhed", "REHABILITATION": "Sundhed", "RESIDENTIAL_DISABILITY": "Voksenhandicap", "SHARED_HOUSING": "Voksenhandicap"}  # fmt: skip
# setting: least oral, least written, preferred oral (a proposal of practice, to be approved by those who decide)
DANISH = {"HOME_CARE": (30, 25, 35), "REHABILITATION": (30, 30, 40), "ACUTE_SHORT_STAY": (30, 30, 40), "RESIDENTIAL_DISABILITY": (30, 20, 35), "SHARED_HOUSING": (30, 20, 35), "RESIDENTIAL_PSYCHIATRY_TEMP": (30, 25, 40), "RESIDENTIAL_PSYCHIATRY_LONG": (35, 30, 40), "SHELTER": (35, 25, 40), "SUBSTANCE_TREATMENT": (35, 30, 40), "OUTREACH_BOSTOETTE": (35, 30, 40)}  # fmt: skip
STRENGTHS = {
    "MSO": ["dementia", "palliative", "rehabilitation", "wound care", "digital"],
    "MSB": ["psychiatry", "autism", "addiction", "recovery"],
}
TARGET = {
    "MSO": ("Ældre, der har brug for pleje eller træning", "Older people who need care or training"),
    "MSB": ("Voksne med handicap eller psykisk sygdom", "Adults with a disability or mental illness"),
}
RISKS = {"HOME_CARE": ["alone", "lifting", "driving"], "ACUTE_SHORT_STAY": ["infection", "lifting"], "RESIDENTIAL_PSYCHIATRY_TEMP": ["conflict"], "RESIDENTIAL_PSYCHIATRY_LONG": ["conflict"], "SHELTER": ["conflict", "alone"], "SUBSTANCE_TREATMENT": ["conflict"], "OUTREACH_BOSTOETTE": ["alone", "driving"]}  # fmt: skip
TAKEN_BY = {"MSO": "NURSE SOSU_ASSISTANT SOSU_HELPER PT OT DIETITIAN MIDWIFE DOCTOR OTHER".split(), "MSB": "NURSE SOSU_ASSISTANT SOSU_HELPER OT PEDAGOGUE TEACHER SOCIAL_WORKER DOCTOR PHARMACIST OTHER".split()}  # fmt: skip
LANGUAGES = "en de ar uk pl fa so es tr ro".split()
WAYS = [
    {"travel_note": ""},
    {"travel_note": "Første bus 7.10", "first_bus": time(7, 10)},
    {"travel_note": "Letbane hvert kvarter", "first_bus": time(5, 45)},
]
STOPS = ["Banegårdspladsen", "Skejby Centret", "Viby Torv", "Lystrup St.", "Tilst Centret", "Risskov Vej"]


def build(rng, count: int, today: date):
    """Make `count` sites with areas, managers, supervisors and seats. Returns the sites by slug."""
    areas = build_areas()
    sites = build_sites(rng, count, areas)
    slugs = {slug: site for (slug, *_), site in zip(KNOWN, sites, strict=False)}
    build_managers(rng, sites, slugs)
    build_supervisors(rng, sites, slugs, today)
    build_seats(rng, sites, slugs, today)
    return slugs


def build_areas():
    departments = {d.code: d for d in Department.objects.all()}
    return {
        name: Area.objects.get_or_create(department=departments[code], name=name)[0] for code, name in AREAS
    }


def build_sites(rng, count, areas):
    settings = {s.code: s for s in Setting.objects.select_related("department")}
    districts = {d.code: d for d in District.objects.all()}
    plan = [
        (name, setting, areas[area], districts[district]) for _slug, name, setting, area, district in KNOWN
    ]
    kinds = [code for code in settings if code != "OTHER"]
    while len(plan) < count:
        kind = kinds[len(plan) % len(kinds)]
        again = (len(plan) - len(KNOWN)) // len(kinds)
        name = f"{PREFIX[kind]} {INVENTED[(len(plan) * 7) % len(INVENTED)]}"
        area = areas[AREA_OF.get(kind, "Socialpsykiatri og Udsatte Voksne")]
        plan.append(
            (f"{name} {again + 1}" if again else name, kind, area, rng.choice(list(districts.values())))
        )
    sites = Site.objects.bulk_create([site(rng, *row, settings) for row in plan[:count]], batch_size=2000)
    professions = {p.code: p for p in Profession.objects.all()}
    Site.professions.through.objects.bulk_create(
        [
            Site.professions.through(site_id=s.pk, profession_id=professions[code].pk)
            for s in sites
            for code in taken_by(rng, s)
        ],
        batch_size=5000,
    )
    return sites


def taken_by(rng, site):
    """Nurses and care staff everywhere; some of the others, by chance."""
    usual = TAKEN_BY[site.area.department.code]
    return usual[:3] + [code for code in usual[3:] if rng.random() < 0.6]


def site(rng, name, kind, area, district, settings):
    oral, written, preferred = DANISH.get(kind, (Level.A2, Level.A1, Level.B1))
    department = area.department.code
    learn = settings[kind]
    return Site(
        name=name,
        area=area,
        setting=learn,
        district=district,
        operator=rng.choices(Site.Operator.values, weights=[8, 2, 0])[0],
        address=f"Eksempelvej {rng.randint(1, 90)}",
        postcode=rng.choice(["8000", "8200", "8210", "8220", "8240", "8260", "8270", "8520"]),
        latitude=round(district.latitude + rng.uniform(-0.02, 0.02), 5),
        longitude=round(district.longitude + rng.uniform(-0.03, 0.03), 5),
        stop=rng.choice(STOPS),
        **rng.choice(WAYS),
        about_da=learn.learn_da,
        about_en=learn.learn_en,
        min_oral=oral,
        min_written=written,
        preferred_oral=preferred,
        preferred_written=max(written, preferred - 10),
        language_support=rng.random() < 0.55,
        languages=sorted(rng.sample(LANGUAGES, rng.randint(1, 3))),
        strengths=rng.sample(STRENGTHS[department], 2),
        shifts=["day", "evening", "weekend"]
        if rng.random() < 0.7
        else ["day", "evening", "night", "weekend"],
        shift_start=rng.choice([time(7), time(7), time(7, 30), time(8)]),
        evaluation=rng.choices(Site.Evaluation.values, weights=[4, 4, 2, 1])[0],
        job=Site.Evaluation.YES if department == "MSO" else Site.Evaluation.ASK,
        target_da=TARGET[department][0],
        target_en=TARGET[department][1],
        risks=RISKS.get(kind, ["lifting"]),
        checks=["criminal_record"] if department == "MSB" else [],
        is_sample=True,
    )


def employee(email, name, role):
    return User(email=email, name=name, role=role, language="da", password="!")  # noqa: S106 - nobody can sign in with it


def build_managers(rng, sites, slugs):
    """One manager a site; the personas lead theirs."""
    cast = {p.site: p for p in PERSONAS if p.role == Role.MANAGER}
    leads = {slugs[slug].pk: persona for slug, persona in cast.items()}
    users = User.objects.bulk_create(
        [
            employee(p.email, p.name, Role.MANAGER)
            if (p := leads.get(s.pk))
            else employee(f"manager{n}@example.dk", staff_name(rng), Role.MANAGER)
            for n, s in enumerate(sites)
        ],
        batch_size=2000,
    )
    Member.objects.bulk_create(
        [Member(user=u, site=s) for u, s in zip(users, sites, strict=True)], batch_size=5000
    )


def build_supervisors(rng, sites, slugs, today):
    """One or two supervisors a site, every tenth shared with a site of the other department, most of them trained."""
    cast = {slugs[p.site].pk: p for p in PERSONAS if p.role == Role.SUPERVISOR}
    users, homes = [], []
    for n, s in enumerate(sites):
        for m in range(rng.randint(1, 2)):
            persona = cast.get(s.pk) if m == 0 else None
            name = persona.name if persona else staff_name(rng)
            users.append(
                employee(persona.email if persona else f"supervisor{n}-{m}@example.dk", name, Role.SUPERVISOR)
            )
            shared = across(sites, n) if m and n % 10 == 0 else None
            homes.append((s, shared, 3 if persona else rng.choice([1, 1, 2])))
    users = User.objects.bulk_create(users, batch_size=2000)
    people = Supervisor.objects.bulk_create(
        [
            Supervisor(user=u, cap=cap, weekly_hours=3 * cap)
            for u, (_s, _o, cap) in zip(users, homes, strict=True)
        ],
        batch_size=2000,
    )
    shares, trainings = [], []
    for person, (home, shared, _cap) in zip(people, homes, strict=True):
        shares.append(SupervisorShare(supervisor=person, site=home, percent=50 if shared else 100))
        if shared:
            shares.append(SupervisorShare(supervisor=person, site=shared, percent=50))
        trainings.append(training(rng, person, today, fresh=person.cap == 3))
    SupervisorShare.objects.bulk_create(shares, batch_size=5000)
    Training.objects.bulk_create([t for t in trainings if t], batch_size=5000)


def across(sites, place):
    """The next site of the other department, or None where there is none."""
    own = sites[place].area.department_id
    rest = (*sites[place + 1 :], *sites[:place])
    return next((site for site in rest if site.area.department_id != own), None)


def training(rng, person, today, fresh):
    """A course with the date it runs out; a few have none or an old one."""
    if not fresh and rng.random() < 0.08:
        return None
    done = today - timedelta(days=rng.randint(60, 1000 if fresh else 1700))
    return Training(
        supervisor=person,
        course="Vejlederuddannelsen",
        level=Training.Level.CLINICAL if done.day % 4 == 0 else Training.Level.COURSE,
        completed_on=done,
        valid_to=done + timedelta(days=4 * 365),
    )


def build_seats(rng, sites, slugs, today):
    """Two to four seats a site; most are offered, some are maybe or not now, a few haven't been confirmed for long.

    The sites of the personas keep theirs fresh.
    """
    kept = {slugs[p.site].pk for p in PERSONAS if p.site}
    opens, closes = today - timedelta(days=400), today + timedelta(days=365)
    seats = []
    for s in sites:
        stale = rng.random() < 0.1 and s.pk not in kept
        for number in range(1, rng.randint(2, 4) + 1):
            state = rng.choices(Offer.values, weights=[8, 1, 1])[0] if number > 2 else Offer.OFFERED
            seats.append(
                Seat(
                    site=s,
                    number=number,
                    opens=opens,
                    closes=closes,
                    min_hours=rng.choice([0, 20, 25, 30]),
                    state=state,
                    reason=""
                    if state == Offer.OFFERED
                    else rng.choice(["Ombygning", "Ny leder", "Mange elever"]),
                    confirmed_on=today
                    - timedelta(days=rng.randint(100, 160) if stale else rng.randint(1, 80)),
                )
            )
    Seat.objects.bulk_create(seats, batch_size=5000)
