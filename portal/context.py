"""What every page knows: whose house this is, in which languages, and whether it is a demonstration."""

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import get_language

from . import languages
from .models import LanguageApproval


def unread() -> bool:
    """Whether the page's language is a machine's work that no person has approved as it is now."""
    code = get_language()
    try:
        return code in languages.ASSISTED and not LanguageApproval.objects.current(code).exists()
    except DatabaseError:
        return True


def portal(request):
    """The values of base.html under one name; nothing here asks the database before the page does."""
    return {
        "portal": {
            "demo": settings.DEMO,
            "authority": settings.AUTHORITY,
            "email": settings.CONTACT_EMAIL,
            "phone": settings.CONTACT_PHONE,
            "languages": languages.choices(getattr(request, "user", None)),
            "unread": unread,
        }
    }
