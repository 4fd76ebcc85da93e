"""The two gates of every page: may you do this (`allow`), and is this row yours (`visible_to`)."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import models

from .roles import Act


def allow(*acts: Act):
    """Let in only those whose role may do at least one of `acts`; others get 403."""

    def gate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(request.user.may(act) for act in acts):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.acts = acts
        return guarded

    return gate


def public(view):
    """Mark a view that anybody may open, signed in or not."""
    view = login_not_required(view)
    view.acts = ()
    return view


def signed_in(view):
    """Mark a view that everybody who is signed in may open."""
    view.acts = tuple(Act)
    return view


class Rows(models.QuerySet):
    """A table whose rows are reached through `visible_to`; each subclass says who sees what."""

    def visible_to(self, user):
        raise NotImplementedError(f"{self.model.__name__} doesn't say who may see its rows")
