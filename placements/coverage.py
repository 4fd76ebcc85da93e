"""The kinds of places somebody has been in, and those that are wished and still missing."""

from dataclasses import dataclass

from django.utils.translation import get_language

from .facts import BEEN_THERE


@dataclass(frozen=True)
class Kind:
    """One kind of place: what it is called, the sites of that kind she has been at; none where it is missing."""

    name: str
    sites: list[str]


def coverage(fits, wished) -> list[Kind]:
    """Those met first, then those missing; none of it before the first place.

    `fits` knows her placements, `wished` are keys of kinds of places.
    """
    been = {}
    for each in fits.own:
        if each.status in BEEN_THERE:
            been.setdefault(each.setting, []).append(each.site_name)
    if not been:
        return []
    named = fits.lists.choices("settings", get_language())
    kinds = [Kind(name, been.get(key, [])) for key, name in named if key in been or key in wished]
    return sorted(kinds, key=lambda kind: not kind.sites)
