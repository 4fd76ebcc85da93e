"""Who fits where, and why: hard rules, preferences that add up, and an exact assignment of a cohort."""

from .explain import explain, nearest_misses
from .facts import People, Seats
from .ranking import rank

__all__ = ["People", "Seats", "explain", "nearest_misses", "rank"]
