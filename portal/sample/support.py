"""Support beside some placements of the sample year, always with the day she said yes."""

from datetime import timedelta
from random import Random
from uuid import UUID

from mentoring.models import SupportReferral
from placements.models import State
from portal.flow import Step
from portal.models import User
from portal.roles import Role

from .history import at

EVERY = 5  # of the placements in progress one has support beside it
SAID = [  # kind, who asked, where to, what was agreed, how far it is
    ("language", "supervisor", "Frivillig sprogmentor i lokalcenteret", "Samtale en time om ugen.", "active"),
    ("debt_housing", "herself", "Kommunens gældsrådgivning", "Hun ringer selv og aftaler tid.", "asked"),
    ("retention", "site", "Fastholdelsesmentor i jobcenteret", "Møde hver anden uge på stedet.", "active"),
    ("care", "herself", "Egen læge", "", "ended"),
]
PATHS = {"asked": ["asked"], "active": ["asked", "active"], "ended": ["asked", "ended"]}


def build(seed, placements, today):
    """A referral for one of five whose placement is in progress, and the steps it took."""
    rng, by = Random(f"{seed} support"), User.objects.filter(role=Role.COORDINATOR).order_by("pk").first()
    here = [each for each in placements if each.status == State.ACTIVE][::EVERY]
    rows = SupportReferral.objects.bulk_create(
        referral(rng, each, SAID[n % len(SAID)], today) for n, each in enumerate(here)
    )
    Step.objects.bulk_create(step for row in rows for step in steps(row, by))


def referral(rng, placement, said, today):
    kind, asked_by, where_to, note, status = said
    day = today - timedelta(days=rng.randint(5, 40))
    return SupportReferral(
        application_id=placement.application_id,
        kind=kind,
        asked_by=asked_by,
        asked_on=day,
        where_to=where_to,
        consent_on=day,
        note=note,
        status=status,
        token=UUID(int=rng.getrandbits(128), version=4),
    )


def steps(row, by):
    """The steps to where it is, a day apart."""
    was = ""
    for n, now in enumerate(PATHS[row.status]):
        when = at(row.asked_on + timedelta(days=n), 10)
        yield Step(of=row._meta.label_lower, row=row.pk, was=was, now=now, by=by, at=when)
        was = now
