"""The demonstration: sign in as a named persona by one click, and read the letters that were sent."""

from datetime import UTC
from email import message_from_bytes, policy

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .access import public
from .models import User
from .sample.personas import PERSONAS
from .text import moment

BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what the mail backend writes after each letter
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def only_in_demo(view):
    """404 outside the demonstration."""

    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return public(guarded)


@only_in_demo
def personas(request):
    """Who one can be here."""
    people = {user.email: user for user in User.objects.filter(email__in=[p.email for p in PERSONAS])}
    shown = [(persona, people[persona.email]) for persona in PERSONAS if persona.email in people]
    return render(request, "demo/personas.html", {"personas": shown})


@require_POST
@only_in_demo
def become(request):
    """Sign in as the persona that was clicked."""
    emails = [persona.email for persona in PERSONAS]
    user = get_object_or_404(User, email=request.POST.get("email", ""), email__in=emails)
    login(request, user, backend=BACKEND)
    return redirect("home")


def apart(file):
    """The letters of a file, newest first: two of the same second may share one."""
    return [one.lstrip() for one in reversed(file.read_bytes().split(BETWEEN)) if one.strip()]


@only_in_demo
def outbox(request):
    """The letters sent, newest first."""
    files = sorted(settings.EMAIL_FILE_PATH.glob("*.log"), key=lambda f: f.stat().st_mtime, reverse=True)[:50]
    letters = [message_from_bytes(one, policy=policy.default) for file in files for one in apart(file)]
    shown = [
        {
            "to": letter["To"],
            "subject": letter["Subject"],
            "date": moment(letter["Date"].datetime.replace(tzinfo=UTC)),
            "body": letter.get_content().rstrip(),
        }
        for letter in letters
    ]
    return render(request, "demo/outbox.html", {"letters": shown})
