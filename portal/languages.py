"""The languages of the house: which there are, who reads which, and what a translation is at the moment."""

from functools import cache
from hashlib import sha256

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.views.i18n import set_language

from .access import public

OURS = ("da", "en")  # written by people; those who work here read these
ASSISTED = tuple(code for code, _name in settings.LANGUAGES if code not in OURS)


def choices(user=None) -> list[dict]:
    """Each language this person may choose, by its own name, the current one marked."""
    here = get_language()
    return [
        {"code": code, "name": own_name(code), "current": code == here, "dir": direction(code)}
        for code, _name in settings.LANGUAGES
        if code in OURS or not (user and user.is_authenticated and user.is_employee)
    ]


def own_name(code) -> str:
    name = get_language_info(code)["name_local"]
    return name[:1].upper() + name[1:]


def direction(code) -> str:
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def for_reader(request, asked, staff_page) -> str:
    """The language of a page. Those who work here read Danish or English; an applicant reads what she chose,
    on this device or, where she has chosen nothing here, on another.
    """
    user = request.user
    if staff_page or (user.is_authenticated and user.is_employee):
        return asked if asked in OURS else "en"
    chosen_here = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return user.language if user.is_authenticated and not chosen_here else asked


@public
def choose(request):
    """Change the language of the pages, and of her letters where she is signed in."""
    response = set_language(request)
    wanted = request.POST.get("language")
    if request.user.is_authenticated and wanted in {each["code"] for each in choices(request.user)}:
        request.user.language = wanted
        request.user.save(update_fields=["language"])
    return response


@cache
def fingerprint(code) -> str:
    """What the translation of a language is at the moment, as a short word: another text gives another."""
    catalogue = settings.BASE_DIR / "locale" / code / "LC_MESSAGES/django.po"
    return sha256(catalogue.read_bytes()).hexdigest()[:16]
