"""The links in letters to a site: personal, signed, good for a time; about one placement, or about its seats."""

from datetime import timedelta

from django.core import signing

from portal.models import User
from portal.roles import Role

from .models import Placement, Site

SALT, SEATS = "placements.answer", "placements.seats"
VALID, SEATS_VALID = timedelta(days=14), timedelta(days=30)


class Unreadable(Exception):
    """The link was changed on the way, or whoever it was written to no longer leads the site."""


class Expired(Exception):
    """The link is too old."""


def token(placement, manager) -> str:
    """A word for the address of the answer page; it names two rows by number and nothing else."""
    return signing.dumps([placement.pk, manager.pk], salt=SALT)


def read(word) -> tuple[Placement, User]:
    """The placement and the manager a link names, as long as she still leads the site."""
    placement, person = opened(word, SALT, VALID)
    return found(Placement.objects.visible_to(person).named(), placement), person


def seats_token(site, manager) -> str:
    """A word for the address of the page about a site's seats."""
    return signing.dumps([site.pk, manager.pk], salt=SEATS)


def read_seats(word) -> tuple[Site, User]:
    """The site and the manager such a link names, as long as she still leads it."""
    site, person = opened(word, SEATS, SEATS_VALID)
    return found(Site.objects.visible_to(person), site), person


def opened(word, salt, valid) -> tuple[int, User]:
    """The number in a link and the manager it was written to."""
    try:
        key, manager = signing.loads(word, salt=salt, max_age=valid)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature as error:
        raise Unreadable from error
    person = User.objects.filter(pk=manager, role=Role.MANAGER, is_active=True).first()
    if person is None:
        raise Unreadable
    return key, person


def found(rows, key):
    """The row of a link among those its reader may see."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise Unreadable
    return row
