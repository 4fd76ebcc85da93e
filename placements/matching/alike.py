"""Seats that are alike in every fact but their number, taken together: one seat with several places."""

from dataclasses import replace

import numpy as np

from .facts import Seats


def together(seats):
    """(Seats with their places added up, the ids behind each of them in order).

    A kind of seat goes by the smallest of its ids, so the same seats are the same kinds in any order. Whether a
    confirmation still holds tells seats apart, not until when: a kind holds as long as the first of them.
    """
    seats = seats.at(np.argsort(seats.id))
    told = [getattr(seats, name) for name in Seats.told() if name not in ("id", "places", "fresh_until")]
    rows = np.rec.fromarrays([*told, seats.fresh_until >= seats.today])
    kinds = {}
    for place, row in enumerate(rows):
        kinds.setdefault(row.tobytes(), []).append(place)
    members = [np.array(places) for places in kinds.values()]
    first = seats.at(np.array([places[0] for places in members], dtype=np.int64))
    added = {
        "places": np.array([seats.places[places].sum() for places in members], dtype=seats.places.dtype),
        "fresh_until": np.array([seats.fresh_until[places].min() for places in members], dtype=np.int32),
    }
    return replace(first, **added), [seats.id[places].tolist() for places in members]
