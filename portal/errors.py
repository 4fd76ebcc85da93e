"""Answers when something is wrong that still tell what to do next."""

from django.shortcuts import render

from .access import public


@public
def csrf_failure(request, reason=""):
    """A form sent from an old page: say so, and that the answers are still in the browser's Back."""
    return render(request, "403_csrf.html", status=403)
