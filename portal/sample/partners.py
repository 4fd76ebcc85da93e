"""Partners of the sample year: invented associations, a school, the jobcentre; with agreements in every state."""

from datetime import timedelta

from intake.models import Agreement, Contact, Partner, Programme, Referral
from intake.partners import enter
from portal.models import User
from portal.roles import Role

KINDS, STATES = Partner.Kind, Partner.Status
# name, kind, CVR, status, contact, her task, what is agreed, from and until in days from today
PARTNERS = [
    ("Jobcentret", KINDS.JOBCENTRE, "", STATES.ACTIVE, "Helle Brandt", "Jobkonsulent", "Henvisning til forløb", -400, 330),
    ("SOSU-skolen Østby", KINDS.SCHOOL, "24256790", STATES.ACTIVE, "Torben Kjær", "Uddannelseskonsulent", "AMU-forløb og oplæring", -300, 62),
    ("Sprogcaféen Nord", KINDS.ASSOCIATION, "13748136", STATES.ACTIVE, "Inger Vad", "Frivilligleder", "Bekræftelse af frivilligt arbejde", -200, 165),
    ("Besøgsvennerne", KINDS.ASSOCIATION, "", STATES.ACTIVE, "Poul Aagesen", "Formand", "", 0, 0),
    ("Den Lokale Café", KINDS.ASSOCIATION, "", STATES.PAUSED, "Samira Haddad", "Daglig leder", "Frivillige i caféen", -500, -20),
    ("Nabohjælpen Vest", KINDS.ASSOCIATION, "", STATES.NEW, "Kim Dam", "Koordinator", "", 0, 0),
    ("Haveforeningen Solsikken", KINDS.ASSOCIATION, "", STATES.ENDED, "Ulla Friis", "Formand", "Fælles havedage", -700, -340),
    ("Højskolen ved Åen", KINDS.INSTITUTION, "", STATES.ACTIVE, "Rasmus Holst", "Forstander", "Ophold med dansk hver dag", -90, 25),
]  # fmt: skip
FEEDS = {  # the programmes each kind sends people to
    KINDS.JOBCENTRE: ["COMPANY_PLACEMENT", "VIL_DU_I_JOB", "IMMIGRANT_TRACK"],
    KINDS.SCHOOL: ["SOSU_PLUS", "SOSU_U", "HELPER_TO_ASSISTANT"],
    KINDS.ASSOCIATION: ["VOLUNTEER_PATH", "TASTER"],
    KINDS.INSTITUTION: ["TASTER"],
}
SOURCES = ["jobcentret", "friend", "sosu-skolen-stby", "sprogcafeen-nord", "campaign", "website", ""]


def build(today):
    """The register, each partner moved to where it stands by a coordinator. Returns them by name."""
    by = User.objects.filter(role=Role.COORDINATOR).order_by("pk").first()
    return {row[0]: partner(row, by, today) for row in PARTNERS}


def partner(row, by, today):
    name, kind, cvr, status, person, task, subject, begins, ends = row
    made = Partner(name=name, kind=kind, cvr=cvr)
    enter(made, by=by)
    for step in way_to(status):
        made.move(step, by=by)
    Contact.objects.create(partner=made, name=person, task=task, email=f"{made.code}@example.org")
    made.programmes.set(Programme.objects.filter(code__in=FEEDS[kind]))
    if subject:
        first, last = today + timedelta(days=begins), today + timedelta(days=ends)
        Agreement.objects.create(partner=made, subject=subject, begins=first, ends=last)
    if made.open:
        made.renew_link()
        made.save()
        refer(made, today)
    return made


def way_to(status):
    """The steps from new to a status."""
    if status == STATES.NEW:
        return []
    return [STATES.ACTIVE] if status == STATES.ACTIVE else [STATES.ACTIVE, status]


def refer(partner, today):
    """A few referrals whose addresses have been deleted again."""
    number = len(partner.name) % 5 + 2
    Referral.objects.bulk_create(
        Referral(partner=partner, reference=f"HV-{today.year}-{partner.pk:02d}{n:03d}", language="en")
        for n in range(number)
    )
