"""What coordinators have settled with those who are ready, in the sample year."""

from datetime import timedelta
from random import Random

from intake.models import Status
from placements.models import Check, Groundwork, Speciality

EVERY = 3  # of those who are ready one has been talked with


def build(seed, applications, today):
    """A language plan for some, checks, what they know and want to learn; no chance is drawn from the year's."""
    rng = Random(f"{seed} groundwork")
    ready = [each for each in applications if each.status == Status.MATCHABLE][::EVERY]
    Groundwork.objects.bulk_create(
        Groundwork(
            application=each,
            plan_on=today - timedelta(days=rng.randint(1, 30)) if rng.random() < 0.6 else None,
            checks=rng.sample([Check.CONFIDENTIALITY, Check.CRIMINAL_RECORD, Check.MRSA], rng.randint(0, 2)),
            knows=rng.sample(Speciality.values, rng.randint(0, 2)),
            goals=rng.sample(Speciality.values, rng.randint(1, 2)),
        )
        for each in ready
    )
