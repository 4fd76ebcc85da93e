"""How often one address on the net may ask for a page that opens by a secret link."""

from functools import wraps

from allauth.core import ratelimit


def limited(action):
    """Answer 429 to somebody who asks too often; the rate is in the settings, under this name."""

    def limit(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            if not ratelimit.consume(request, action=action):
                return ratelimit.respond_429(request)
            return view(request, *args, **kwargs)

        return counted

    return limit
