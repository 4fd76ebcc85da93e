"""Days that are spoken for, and where somebody has been."""

from collections import defaultdict

from django.db.models import F, Q

from ..models import Placement, State

SPOKEN_FOR = (State.ACCEPTED, State.CONFIRMED, State.ACTIVE)
BEEN_THERE = (State.ACTIVE, State.COMPLETED, State.EVALUATED, State.INTERRUPTED)


class Taken:
    """Placements that bear on the matching, read in one query.

    days: the (starts, ends) of each seat that are somebody's; asked: how many each seat was suggested to;
    been: the settings each of the applications has been in; own: their placements, oldest first.
    """

    def __init__(self, applications, today):
        self.days, self.asked, self.been = defaultdict(list), defaultdict(int), defaultdict(list)
        self.own = []
        keys = {each.pk for each in applications}
        bearing = Q(application__in=keys) | Q(status__in=[*SPOKEN_FOR, State.PROPOSED], ends__gte=today)
        rows = Placement.objects.filter(bearing).annotate(
            setting=F("seat__site__setting_id"), site_name=F("seat__site__name")
        )
        for row in rows.order_by("pk"):
            self.add(row, row.application_id in keys)

    def add(self, row, own):
        if row.status in SPOKEN_FOR:
            self.days[row.seat_id].append((row.starts, row.ends))
        if row.status == State.PROPOSED:
            self.asked[row.seat_id] += 1
        if own:
            self.own.append(row)
            if row.status in BEEN_THERE:
                self.been[row.application_id].append(row.setting)


def own_placements(application):
    """Her placements, oldest first, each with its `setting` and `site_name`."""
    named = {"setting": F("seat__site__setting_id"), "site_name": F("seat__site__name")}
    return list(Placement.objects.filter(application=application).annotate(**named).order_by("pk"))
