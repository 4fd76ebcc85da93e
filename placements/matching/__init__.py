"""Who fits where, and why: hard rules, preferences that add up, and an exact assignment of a cohort."""

from .explain import explain
from .facts import People, Seats
from .nearest import nearest_misses
from .ranking import rank

__all__ = ["People", "Seats", "explain", "nearest_misses", "rank"]
