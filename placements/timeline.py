"""A site over two years: its seats, who is there when, and how much its supervisors have to do."""

from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.charts import ACCENT, GREY, HAIRLINE, INK, SOFT, TRACK, Chart, line, rect, words

from .models import Offer, Placement, State
from .models.placement import CLOSED, OPEN

BACK, AHEAD = timedelta(days=182), timedelta(days=364)
LEFT, TOP, ROW = 84, 26, 34
SHOWN = (*OPEN, *CLOSED)
COLOURS = {State.PROPOSED: SOFT, State.ACCEPTED: SOFT, State.CONFIRMED: ACCENT, State.ACTIVE: ACCENT}


class Timeline:
    """What one site's timeline shows from half a year back to a year ahead of `today`."""

    def __init__(self, site, today, user):
        self.site, self.today = site, today
        self.first, self.last = today - BACK, today + AHEAD
        self.seats = list(
            site.seats.filter(closes__gte=self.first, opens__lte=self.last).order_by("number", "opens")
        )
        self.guides = list(site.supervisors.select_related("user").order_by("user__name").distinct())
        rows = Placement.objects.visible_to(user).filter(status__in=SHOWN).named()
        self.all = list(
            rows.filter(starts__lte=self.last, ends__gte=self.first, supervisor__in=self.guides)
            | rows.filter(starts__lte=self.last, ends__gte=self.first, seat__site=site)
        )

    @cached_property
    def placements(self):
        """Those at this site; the others only fill the supervisors' time."""
        return [row for row in self.all if row.seat.site_id == self.site.pk]

    @cached_property
    def months(self):
        """The first days of the months shown."""
        found, day = [], self.first.replace(day=1)
        while day <= self.last:
            found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return found

    def at(self, day, width):
        """Where a day stands on the picture."""
        inside = min(max(day, self.first), self.last)
        return LEFT + (width - LEFT) * (inside - self.first).days / (self.last - self.first).days

    # --- seats and placements ----------------------------------------------------------------------------
    def seats_chart(self, width=560) -> Chart:
        """A row a seat: when it is open, when somebody is there."""
        numbers = sorted({seat.number for seat in self.seats})
        bottom = TOP + ROW * len(numbers)
        marks = [*self.calendar(width, bottom), *self.key(bottom + 20)]
        for place, number in enumerate(numbers):
            y = TOP + ROW * place
            marks.append(words(0, y + 19, _("Seat %(number)s") % {"number": number}))
            marks += self.bars([seat for seat in self.seats if seat.number == number], y, width)
        open_now = sum(
            seat.state == Offer.OFFERED and seat.opens <= self.today <= seat.closes for seat in self.seats
        )
        here = sum(row.status == State.ACTIVE for row in self.placements)
        says = _("%(seats)s seats are offered today, and %(here)s people are there.")
        rows = [
            (
                _("Seat %(number)s") % {"number": row.seat.number},
                str(row.get_status_display()),
                row.starts.isoformat(),
                row.ends.isoformat(),
            )
            for row in sorted(self.placements, key=lambda row: (row.seat.number, row.starts))
        ] or [(_("Nobody yet"), "–", "–", "–")]
        head = (_("Seat"), _("Status"), _("First day"), _("Last day"))
        said = says % {"seats": open_now, "here": here}
        return Chart(_("Seats and placements"), said, width, bottom + 40, head, rows, marks)

    def bars(self, seats, y, width):
        """The windows of a seat, and on them the placements."""
        for seat in seats:
            start, end = self.at(seat.opens, width), self.at(seat.closes, width)
            yield rect(start, y + 4, end - start, 24, TRACK if seat.state == Offer.OFFERED else HAIRLINE)
        keys = {seat.pk for seat in seats}
        for row in self.placements:
            if row.seat_id in keys:
                start, end = self.at(row.starts, width), self.at(row.ends, width)
                yield rect(start, y + 8, max(end - start, 2), 16, COLOURS.get(row.status, GREY))

    def calendar(self, width, bottom):
        """The months above, and a line for today."""
        for month in self.months[1::2]:
            x = self.at(month, width)
            yield line(x, TOP - 6, x, bottom)
            yield words(x + 3, 12, date_format(month, "M y"), GREY)
        now = self.at(self.today, width)
        yield line(now, TOP - 6, now, bottom, INK, 1.5, "4 3")

    def key(self, y):
        names = [
            (TRACK, _("open")),
            (SOFT, _("suggested")),
            (GREY, _("ended")),
            (ACCENT, _("agreed or there")),
        ]
        for place, (colour, name) in enumerate(names):
            yield rect(125 * place, y - 10, 12, 12, colour)
            yield words(125 * place + 18, y, name)

    # --- the supervisors' load ---------------------------------------------------------------------------
    def load(self) -> tuple[list[date], list[tuple]]:
        """The months from this one on, and for each supervisor (name, places, trainees at the middle of each)."""
        ahead = [month for month in self.months if month >= self.today.replace(day=1)][:9]
        middles = [month.replace(day=15) for month in ahead]
        return ahead, [
            (
                guide,
                guide.places,
                [
                    sum(row.supervisor_id == guide.pk and row.starts <= day <= row.ends for row in self.all)
                    for day in middles
                ],
            )
            for guide in self.guides
        ]

    def load_chart(self, width=560) -> Chart:
        """Trainees a month beside the room there is, all supervisors together."""
        months, guides = self.load()
        room = sum(places for _guide, places, _counts in guides)
        counts = [sum(column) for column in zip(*(counts for *_rest, counts in guides), strict=True)]
        counts = counts or [0] * len(months)
        most, floor = max([room, *counts, 1]), 130
        step = (width - LEFT) / len(months)
        marks = [line(LEFT, floor, width, floor), words(0, floor - 100 * room / most + 4, _("Room"), GREY)]
        for place, (month, count) in enumerate(zip(months, counts, strict=True)):
            x = LEFT + step * place
            marks.append(rect(x + step / 4, floor - 100 * count / most, step / 2, 100 * count / most, ACCENT))
            marks.append(words(x + step / 2, floor - 100 * count / most - 5, str(count), INK, "middle", 600))
            marks.append(words(x + step / 2, floor + 18, date_format(month, "M y"), GREY, "middle"))
        top = floor - 100 * room / most
        marks.append(line(LEFT, top, width, top, INK, 1.5, "4 3"))
        rows = [(date_format(month, "F Y"), count, room) for month, count in zip(months, counts, strict=True)]
        says = _("The supervisors can guide %(room)s trainees at a time; the columns are those planned.")
        head = (_("Month"), _("Trainees"), _("Room"))
        return Chart(_("Supervisors' load"), says % {"room": room}, width, floor + 26, head, rows, marks)
