"""Pages of plain text that every public service owes its users."""

from django.conf import settings
from django.shortcuts import redirect, render

from .access import public


@public
def accessibility(request):
    return render(request, "pages/accessibility.html")


@public
def was(request):
    """The short address the law names; it leads to the statement."""
    return redirect(settings.WAS_URL or "accessibility")


@public
def privacy(request):
    return render(request, "pages/privacy.html", {"dpo": settings.DPO_EMAIL})


@public
def cookies(request):
    return render(request, "pages/cookies.html")


@public
def contact(request):
    return render(request, "pages/contact.html")
