"""What the rows say, as facts for the matching: one query a table, whatever the number of rows.

Nothing about citizenship, sex, age or religion is read here, so it can't change a rank.
"""

from .crowd import USUAL_WEEKS, Crowd
from .lists import BITS, Lists, language_name
from .people import LEGAL, people
from .seats import AtSites, open_seats, seats
from .siblings import siblings
from .taken import BEEN_THERE, Taken, own_placements
from .ties import Known, Ties
from .town import OneSeat, Town, room

__all__ = [
    "BEEN_THERE",
    "BITS",
    "LEGAL",
    "USUAL_WEEKS",
    "AtSites",
    "Crowd",
    "Known",
    "Lists",
    "OneSeat",
    "Taken",
    "Ties",
    "Town",
    "language_name",
    "open_seats",
    "own_placements",
    "people",
    "room",
    "seats",
    "siblings",
]
