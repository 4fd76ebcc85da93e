"""Rules of mentoring that need no rows: when an item falls due."""

from datetime import date, timedelta


def due_on(start: date, day_offset: int) -> date:
    """The day an item falls due: `day_offset` days from the first day, negative before it; never on a weekend.

    Before the start a weekend moves back to the Friday, after it forward to the Monday.
    """
    day = start + timedelta(days=day_offset)
    if day.weekday() < 5:
        return day
    return (
        day - timedelta(days=day.weekday() - 4) if day_offset < 0 else day + timedelta(days=7 - day.weekday())
    )
