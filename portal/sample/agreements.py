"""The quality agreement of the sample year, what sites said to it, a forecast, and supervisors who are away."""

from datetime import date, timedelta

from intake.models import Department, Profession
from placements.models import Absence, Member, Need, QualityAgreement, Site, SiteAgreement, Supervisor
from placements.models.agreement import AgreementPoint
from portal.roles import Role

from .personas import PERSONAS

TEXT_DA = "Stedet og afdelingen vil det samme: at den, der kommer, lærer noget hver dag og er tryg ved at spørge. Stedet giver tid, en vejleder og opgaver at lære af. Afdelingen giver uddannelse, materialer og hjælp, når det bliver svært."  # fmt: skip
TEXT_EN = "The site and the department want the same: that whoever comes learns something every day and feels safe to ask. The site gives time, a supervisor and tasks to learn from. The department gives training, material and help when it gets difficult."  # fmt: skip
POINTS = [
    ("En uddannet vejleder er til stede på de første ti vagter", "A trained supervisor is there on the first ten shifts"),
    ("Der er tid til en samtale hver uge", "There is time for a talk every week"),
    ("Ingen er alene om en opgave, hun ikke er lært op i", "Nobody is alone with a task she hasn't been taught"),
    ("Der er tid til dansk hver dag", "There is time for Danish every day"),
    ("Lederen tager imod på den første dag", "The manager welcomes her on the first day"),
]  # fmt: skip
DIFFERS = "Vi har kun aftenvagter i weekenden, så introduktionen tager tre uger i stedet for to."
SOURCE = "Dimensioneringsplan (eksempel)"
NEEDED = {"NURSE": 14, "SOSU_ASSISTANT": 22, "SOSU_HELPER": 18, "OT": 4}


def build(today: date):
    """Two versions, the second still waiting at many sites; a few sites have none that counts."""
    old, new = versions(today)
    leads = dict(
        Member.objects.filter(user__role=Role.MANAGER, site__isnull=False).values_list("site", "user")
    )
    SiteAgreement.objects.bulk_create(
        [
            row
            for place, site in enumerate(Site.objects.order_by("pk"))
            for row in said(place, site, old, new, today, leads.get(site.pk))
        ],
        batch_size=2000,
    )
    needs(today)
    away(today)


def versions(today):
    made = []
    for number, begins, by in [(1, -400, -370), (2, -20, 40)]:
        version = QualityAgreement.objects.create(
            number=number,
            valid_from=today + timedelta(days=begins),
            accept_by=today + timedelta(days=by),
            text_da=TEXT_DA,
            text_en=TEXT_EN,
        )
        points = POINTS[: 3 + number]
        AgreementPoint.objects.bulk_create(
            [
                AgreementPoint(agreement=version, order=order, text_da=danish, text_en=english)
                for order, (danish, english) in enumerate(points, start=1)
            ]
        )
        made.append((version, [str(key) for key in version.points.values_list("pk", flat=True)]))
    return made


def said(place, site, old, new, today, by):
    """What one site accepted; every twelfth of the invented ones has never done it, another has let it run out."""
    if place >= 8 and place % 12 == 11:
        return
    ago = 380 if place >= 8 and place % 12 == 7 else 60 + place * 37 % 240
    yield answer(place, site, old, today - timedelta(days=ago), by)
    if ago < 365 and place % 2:
        yield answer(place, site, new, today - timedelta(days=place % 15), by)


def answer(place, site, version, on, by):
    agreement, points = version
    return SiteAgreement(
        site=site,
        agreement=agreement,
        on=on,
        by_id=by,
        answers={
            key: (
                "partly" if (place + order) % 6 == 0 else "not_yet" if (place + order) % 17 == 0 else "kept"
            )
            for order, key in enumerate(points)
        },
        differs=DIFFERS if place % 9 == 4 else "",
    )


def needs(today):
    """A forecast for five quarters."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    quarters = [(first + timedelta(days=92 * number)).replace(day=1) for number in range(5)]
    professions = {each.code: each for each in Profession.objects.filter(code__in=NEEDED)}
    Need.objects.bulk_create(
        [
            Need(
                quarter=quarter.replace(month=(quarter.month - 1) // 3 * 3 + 1),
                department=department,
                profession=profession,
                seats=NEEDED[code] // (1 + place) + number,
                source=SOURCE,
            )
            for place, department in enumerate(Department.objects.all()[:2])
            for code, profession in professions.items()
            for number, quarter in enumerate(quarters)
        ]
    )


def away(today):
    """Every twentieth supervisor is away for some weeks; those of the cast are there."""
    cast = [persona.email for persona in PERSONAS if persona.role == Role.SUPERVISOR]
    guides = Supervisor.objects.exclude(user__email__in=cast).order_by("pk")
    Absence.objects.bulk_create(
        [
            Absence(
                supervisor=guide,
                starts=today - timedelta(days=10),
                ends=today + timedelta(days=40) if place % 40 else None,
            )
            for place, guide in enumerate(guides)
            if place % 20 == 0
        ]
    )
