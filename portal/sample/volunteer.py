"""Voluntary work of the sample year, and those who were asked to confirm it: in every state there is."""

from datetime import datetime, time, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from intake.models import Partner, VolunteerWork, Vouch
from intake.models.vouching import VALID

from .pour import pour

TASKS = ["Besøgsven for ældre", "Laver mad sammen med andre", "Tolker i sprogcaféen", "Går tur med beboere"]
CONTACTS = ["Inger Vad", "Poul Aagesen", "Samira Haddad", "Kim Dam"]
DID = ["Kom hver uge og var til at regne med.", "Hjalp gæster med at tale dansk.", "Gik ture og lyttede."]
STATES = Vouch.Status
WEIGHTS = {
    STATES.GIVEN: 50,
    STATES.ASKED: 15,
    STATES.DECLINED: 8,
    STATES.EXPIRED: 12,
    STATES.REPLACED: 5,
    "": 10,
}


def build(rng, sections, today, ana):
    """Rows for a third of those who have sent an application; Ana has one that is confirmed and one that waits."""
    partners = list(Partner.objects.order_by("pk"))
    rows, fates = [], []
    for section in sections:
        own = section.application == ana
        for fate in [STATES.GIVEN, STATES.ASKED] if own else drawn(rng):
            rows.append(
                work(rng, section, partners[len(fates) % 2 + 2] if own else rng.choice(partners), fate, today)
            )
            fates.append(fate)
    pour(VolunteerWork, rows)
    kept = VolunteerWork.objects.order_by("pk").only("pk", "contact_name", "contact_email", "volunteering_id")
    asked = zip(kept, rows, fates, strict=True)
    pour(Vouch, [vouch(rng, saved, row, fate, today) for saved, row, fate in asked if fate])
    latest = Vouch.objects.filter(work=OuterRef("pk")).order_by("-pk").values("pk")
    VolunteerWork.objects.update(asked=Subquery(latest[:1]))


def drawn(rng):
    """What becomes of each piece of work of one person: mostly none, sometimes one, seldom two."""
    return rng.choices(
        list(WEIGHTS), weights=list(WEIGHTS.values()), k=rng.choices([0, 1, 2], [65, 28, 7])[0]
    )


def work(rng, section, partner, fate, today):
    sent = section.application.submitted_at.date()
    begins, hours = sent - timedelta(days=rng.randint(60, 500)), rng.randint(10, 300)
    given = fate == STATES.GIVEN
    return VolunteerWork(
        volunteering=section,
        organisation=partner.name,
        partner=partner,
        tasks=rng.choice(TASKS),
        hours=hours,
        begins=begins,
        contact_name=rng.choice(CONTACTS) if fate else "",
        contact_email="kontakt@example.org" if fate else "",
        may_ask=bool(fate),
        verified_on=min(sent + timedelta(days=5), today) if given else None,
        confirmed_hours=hours if given else None,
        confirmed_from=begins if given else None,
        confirmed_to=sent if given else None,
    )


def vouch(rng, saved, row, fate, today):
    """One who was asked; those who still are were asked lately."""
    sent = row.volunteering.application.submitted_at.date()
    day = today - timedelta(days=rng.randint(1, 9)) if fate == STATES.ASKED else sent
    asked = timezone.make_aware(datetime.combine(day, time(9)))
    answered = fate in (STATES.GIVEN, STATES.DECLINED)
    given = fate == STATES.GIVEN
    made = Vouch(
        work_id=saved.pk,
        status=fate,
        name=row.contact_name,
        email=row.contact_email,
        asked_at=asked,
        expires_at=asked + VALID,
        reminded=sum((today - day).days >= days for days in (3, 7)) if fate == STATES.ASKED else 0,
        answered_at=asked + timedelta(hours=30) if answered else None,
        knows_her=True if given else None,
        did=rng.choice(DID) if given else "",
        hours=row.confirmed_hours,
        begins=row.confirmed_from,
        ends=row.confirmed_to,
    )
    made.renew_link()
    return made
