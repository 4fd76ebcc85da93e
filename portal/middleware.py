"""Headers that Django doesn't set itself, the reader's language, and the second factor of those who work here."""

import re
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from . import languages

WORD = re.compile(r"[a-z0-9-]{1,60}")
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# Namespaces and names of pages that no applicant sees, so they are in Danish and English only.
STAFF_PAGES = {"admin", "door:partner", "placements", "mentoring", "evaluation", "figures", "account_login"}


def for_staff(request) -> bool:
    """Is this a page that no applicant sees?"""
    place = request.resolver_match
    return place.namespace in STAFF_PAGES or place.view_name in STAFF_PAGES


class Headers:
    """A few headers on every answer; pages for one person are never kept by a cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Arrival:
    """Remembers how somebody came the first time: ?source=… in the link, the site it stood on, ?category=….

    It follows her through the log-in to her application, and nothing else is done with it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        told = {name: request.GET.get(name, "") for name in ("source", "category")}
        told = {name: word for name, word in told.items() if WORD.fullmatch(word)}
        if request.method == "GET" and told and "arrival" not in request.session:
            request.session["arrival"] = told | {"referrer": self.site_before(request)}
        return self.get_response(request)

    def site_before(self, request) -> str:
        """The host of the page with the link; of our own pages nothing."""
        try:
            host = urlsplit(request.headers.get("Referer", "")).hostname or ""
        except ValueError:
            return ""
        return "" if host == request.get_host().split(":")[0] else host[:100]


class Readable:
    """PostgreSQL can't hold a NUL, so an address that asks for one is answered before anybody looks it up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            raise BadRequest
        return self.get_response(request)


class Bounded:
    """What is too big is answered before anybody reads it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.REQUEST_MOST:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


class Language:
    """What LocaleMiddleware made of cookie and browser, set right for whoever is signed in and for staff pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        language = languages.for_reader(request, translation.get_language(), for_staff(request))
        if language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language


class OwnDoor(LoginRequiredMiddleware):
    """Whoever asks for a page of the staff is led to their door, and everybody else to the applicants'."""

    def handle_no_permission(self, request, view):
        door = reverse("account_login" if for_staff(request) else settings.LOGIN_URL)
        return redirect_to_login(request.get_full_path(), door, self.get_redirect_field_name(view))


class SecondFactor:
    """Those who work here set up a second factor before they see anything."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not (settings.SECOND_FACTOR and user.is_authenticated and user.is_employee):
            return None
        if request.path.startswith(reverse("account_logout").rsplit("/", 2)[0]) or is_mfa_enabled(user):
            return None
        return redirect("mfa_activate_totp")
