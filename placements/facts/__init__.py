"""What the rows say, as facts for the matching: one query a table, whatever the number of rows.

Nothing about citizenship, sex, age or religion is read here, so it can't change a rank.
"""

from .crowd import Crowd
from .guides import Guides
from .lists import BITS, Lists, language_name
from .people import LEGAL, people
from .seats import guided, open_seats, seats
from .siblings import siblings
from .taken import BEEN_THERE, SPOKEN_FOR, Taken, own_placements
from .ties import Known, Ties
from .town import OneSeat, Profiles, Town

__all__ = [
    "BEEN_THERE",
    "BITS",
    "LEGAL",
    "SPOKEN_FOR",
    "Crowd",
    "Guides",
    "Known",
    "Lists",
    "OneSeat",
    "Profiles",
    "Taken",
    "Ties",
    "Town",
    "guided",
    "language_name",
    "open_seats",
    "own_placements",
    "people",
    "seats",
    "siblings",
]
