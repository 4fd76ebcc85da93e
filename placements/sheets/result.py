"""Rules and solver over the facts of two files: everything the workbook shows, as plain data."""

from django.utils.translation import gettext

from portal.text import short_day

from ..matching.cohort import cohort, fingerprint, unplaced
from ..matching.fairness import assign_fair
from ..matching.preferences import WEIGHTS, scaled
from ..matching.words import Words
from .compared import alternatives, departments, left_by_reason, summary
from .said import Said


def match(gathered, today, language):
    """The result for some Gathered facts: placements with their reasons, totals, and what else could be done."""
    group = cohort(gathered.people, gathered.seats)
    floor, above, outcome = assign_fair(group.problem)
    given = outcome.given
    said = Said(gathered, group, Words(gettext, short_day, **gathered.labels))
    left = unplaced(group, given)
    return {
        "on": today.isoformat(),
        "language": language,
        "input": fingerprint(gathered.people, gathered.seats),
        "proved": outcome.proof.holds(above, given.seat_of),
        "floor": floor,
        "weights": scaled(WEIGHTS),
        "totals": summary(group, given) | {"unplaced_by_reason": left_by_reason(left)},
        "applicants": said.applicants(given, left),
        "sites": said.sites(given),
        "alternatives": alternatives(group, given),
        "departments": departments(group, gathered.departments),
        "wrong_rows": [problem._asdict() for problem in gathered.problems],
        "notes": gathered.notes,
    }
