"""What the rows say, as facts for the matching: one query a table, whatever the number of rows.

Nothing about citizenship, sex, age or religion is read here, so it can't change a rank.
"""

from .lists import BITS, Lists, language_name
from .people import people
from .seats import AtSites, open_seats, seats
from .taken import Taken
from .ties import Ties

__all__ = ["BITS", "AtSites", "Lists", "Taken", "Ties", "language_name", "open_seats", "people", "seats"]
