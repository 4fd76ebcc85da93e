"""What follows from two facts together: days in common, minutes on the way, what is lacking."""

import numpy as np

from .codes import Legal
from .facts import APPLICATION, CHECKS, PROFILE, SEAT

USUAL_WEEKS = 12  # of a placement, where nobody has said another length
TRAVEL_BASE = 10  # minutes to the stop, waiting and walking at the other end
FULL_TIME = 37  # hours a week an evaluation employment takes
HAIR = 0.001  # of a minute, so that what is exact stays so
METRES_A_MINUTE = 330  # about 20 km an hour from door to door by bus, light rail or bicycle


def can_from(person, seat):
    """The first day from today on that she can."""
    return np.maximum(person.free_from, seat.today)


def open_from(person, seat):
    """The first day from today on that the seat is open."""
    return np.maximum(seat.opens, seat.today)


def start(person, seat):
    """The first day both can."""
    return np.maximum(np.maximum(person.free_from, seat.opens), seat.today)


def end(person, seat):
    """The last day both can."""
    return np.minimum(person.free_to, seat.closes)


def weeks(person, seat):
    """Whole weeks from the first to the last day both can; negative where there is none."""
    return (end(person, seat) + 1 - start(person, seat)) // 7


def least_weeks(person, seat):
    """The shortest placement the seat offers, in whole weeks."""
    return np.maximum(seat.min_weeks, 1)


def least_end(person, seat):
    """The last day of the shortest placement the seat offers."""
    return start(person, seat) + least_weeks(person, seat) * 7 - 1


def likely_end(person, seat):
    """The last day of the placement as wished, within what the seat offers."""
    length = np.clip(person.weeks, least_weeks(person, seat), seat.max_weeks)
    return np.minimum(start(person, seat) + length * 7 - 1, end(person, seat))


def stay(person, seat):
    """The first and last day she would be there: for the weeks wished, else the usual, within what the seat offers."""
    first = start(person, seat)
    wished = np.where(person.weeks > 0, person.weeks, USUAL_WEEKS)
    length = np.clip(wished, np.maximum(seat.min_weeks, 1), seat.max_weeks)
    return first, np.minimum(first + length * 7 - 1, end(person, seat))


def week_hours(person, seat):
    """Hours a week she can and may be there."""
    return np.minimum(person.hours, person.hours_limit)


def needed_hours(person, seat):
    """Hours a week the placement takes at least."""
    return np.where(person.legal == Legal.EVALUATION, FULL_TIME, seat.min_hours)


def distance_squared(person, seat):
    """Square metres, not a number where one end is unknown: for comparing without a root."""
    east, north = seat.east_seat - person.east, seat.north_seat - person.north
    return east * east + north * north


def reach_squared(minutes):
    """How far, squared, one comes in some minutes."""
    metres = np.maximum(np.asarray(minutes, dtype=np.float32) - TRAVEL_BASE, 0) * METRES_A_MINUTE
    return metres * metres


def travel(person, seat):
    """Estimated minutes from door to door, begun ones counted; -1 where one end is unknown."""
    minutes = TRAVEL_BASE + np.sqrt(distance_squared(person, seat)) / METRES_A_MINUTE
    return np.ceil(np.nan_to_num(minutes, nan=-1) - HAIR).astype(np.int16)


def lacking_checks(person, seat):
    """Mask of the checks the site needs and that are not in order yet."""
    return seat.needed_checks & ~person.checks


def refused_checks(person, seat):
    """Mask of the checks the site needs and that ended with a no."""
    return seat.needed_checks & person.barred


def lacking_shifts(person, seat):
    """Mask of the seat's shifts she cannot take."""
    return seat.seat_shifts & ~person.shifts


def shared_shifts(person, seat):
    """Mask of the seat's shifts she can take."""
    return seat.seat_shifts & person.shifts


def shared_languages(person, seat):
    """Mask of languages both speak besides Danish."""
    return person.languages & seat.site_languages


def shared_strengths(person, seat):
    """Mask of her specialisations that are the site's too."""
    return person.experience & seat.strengths


def shared_goals(person, seat):
    """Mask of what she wants to learn and the site teaches."""
    return person.goals & seat.teaches


def waited(person, seat):
    """Days since the application was sent."""
    return np.maximum(seat.today - person.waiting_since, 0)


def left_on_permit(person, seat):
    """Days left on the permit."""
    return person.permit_to - seat.today


DERIVED = {
    "can_from": (can_from, "day", [APPLICATION]),
    "open_from": (open_from, "day", [SEAT]),
    "start": (start, "day", [APPLICATION, SEAT]),
    "end": (end, "day", [APPLICATION, SEAT]),
    "common_weeks": (weeks, "weeks", [APPLICATION, SEAT]),
    "least_weeks": (least_weeks, "weeks", [SEAT]),
    "least_end": (least_end, "day", [APPLICATION, SEAT]),
    "likely_end": (likely_end, "day", [APPLICATION, SEAT]),
    "week_hours": (week_hours, "hours", [APPLICATION]),
    "needed_hours": (needed_hours, "hours", [APPLICATION, SEAT]),
    "travel": (travel, "minutes", [APPLICATION, PROFILE]),
    "lacking_checks": (lacking_checks, "checks", [CHECKS, PROFILE]),
    "refused_checks": (refused_checks, "checks", [CHECKS, PROFILE]),
    "lacking_shifts": (lacking_shifts, "shifts", [APPLICATION, SEAT]),
    "shared_shifts": (shared_shifts, "shifts", [APPLICATION, SEAT]),
    "shared_languages": (shared_languages, "languages", [APPLICATION, PROFILE]),
    "shared_strengths": (shared_strengths, "tags", [APPLICATION, PROFILE]),
    "shared_goals": (shared_goals, "tags", [APPLICATION, PROFILE]),
    "waited": (waited, "days", [APPLICATION]),
    "left_on_permit": (left_on_permit, "days", [APPLICATION]),
}
