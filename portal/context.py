"""What every page knows: whose house this is, in which languages, and whether it is a demonstration."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info


def languages():
    """Each language by its own name, the current one marked."""
    here = get_language()
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        name = info["name_local"]
        yield {
            "code": code,
            "name": name[:1].upper() + name[1:],
            "current": code == here,
            "dir": "rtl" if info["bidi"] else "ltr",
        }


def portal(request):
    """The values of base.html under one name; nothing here asks the database."""
    return {
        "portal": {
            "demo": settings.DEMO,
            "authority": settings.AUTHORITY,
            "email": settings.CONTACT_EMAIL,
            "phone": settings.CONTACT_PHONE,
            "languages": list(languages()),
        }
    }
