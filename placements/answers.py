"""The link in the letter to a site: personal, signed, good for one answer within two weeks."""

from datetime import timedelta

from django.core import signing

from portal.models import User
from portal.roles import Role

from .models import Placement

SALT = "placements.answer"
VALID = timedelta(days=14)


class Unreadable(Exception):
    """The link was changed on the way, or whoever it was written to no longer leads the site."""


class Expired(Exception):
    """The link is too old."""


def token(placement, manager) -> str:
    """A word for the address of the answer page; it names two rows by number and nothing else."""
    return signing.dumps([placement.pk, manager.pk], salt=SALT)


def read(word) -> tuple[Placement, User]:
    """The placement and the manager a link names, as long as she still leads the site."""
    try:
        placement, manager = signing.loads(word, salt=SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature as error:
        raise Unreadable from error
    person = User.objects.filter(pk=manager, role=Role.MANAGER, is_active=True).first()
    found = Placement.objects.visible_to(person).named().filter(pk=placement).first() if person else None
    if found is None:
        raise Unreadable
    return found, person
