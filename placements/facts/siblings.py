"""The seats of one site beside each other: alike in all but their days, their length and their freshness."""

from dataclasses import replace

import numpy as np

from ..models import Seat
from .seats import SEAT, Open, free, windows


def siblings(seats, site, taken, today):
    """The Seats of a site that are open, from the facts of one of them; `taken`: by seat the days that are gone.

    One query.
    """
    offered = Seat.objects.agreed(today).filter(site=site.pk).exclude(confirmed_on=None).order_by("pk")
    gaps = [
        (row, free(row, taken.get(row.pk), today))
        for row in offered.values_list(*SEAT, named=True).iterator()
    ]
    found = [Open(row, site, *gap) for row, gap in gaps if gap]
    own = {
        name: np.array(values, dtype=getattr(seats, name).dtype) for name, values in windows(found).items()
    }
    return replace(seats.at(np.zeros(len(found), dtype=np.intp)), **own)
