"""CPR numbers of a few people with an agreed placement: invented, with 60 added to the day, so that they are nobody's."""

from intake.models import Identity
from intake.models.identity import AGREED
from portal import sealed


def build(rng, applications, ana):
    """Every other one has given hers; the last two have told the same, which is for a coordinator to find out."""
    agreed = [each for each in applications if each.status in AGREED and each is not ana]
    given = agreed[::2]
    numbers = [invented(rng) for _each in given]
    if len(numbers) > 1:
        numbers[-1] = numbers[-2]
    Identity.objects.bulk_create(
        row(each, number, taken=number in numbers[:n])
        for n, (each, number) in enumerate(zip(given, numbers, strict=True))
    )


def invented(rng) -> str:
    """Somebody born in the years 1970 to 1999, by a number that no register gives out."""
    day, month, year = rng.randint(61, 88), rng.randint(1, 12), rng.randint(70, 99)
    return f"{day}{month:02}{year}{rng.randint(0, 3999):04}"


def row(application, number, taken):
    return Identity(
        applicant_id=application.applicant_id,
        sealed=sealed.seal(number),
        index=None if taken else sealed.mark(number),
        taken=taken,
        stored_by_id=application.applicant_id,
    )
