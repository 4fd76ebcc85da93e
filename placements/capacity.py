"""How many seats are needed and how many are offered, quarter by quarter: by department, profession and setting."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from intake.models import Application, Department, Profession, Setting, Status, Wishes
from portal.charts import ACCENT, GREY, HAIRLINE, INK, SOFT, Chart, line, rect, words

from .models import Need, Offer, Placement, Seat, Site
from .models.placement import TAKEN

QUARTERS = 5
LEAST_DAYS = 14  # a seat that is open for a shorter part of a quarter isn't counted there
FEWEST = 5  # smaller groups of people are not shown to those who see figures only
TALL, FLOOR, COLUMN = 110, 130, 14


class Line(NamedTuple):
    """The figures of one quarter, or of one row of a table; words where a few people are not counted out."""

    name: str
    needed: int
    waiting: int | str
    offered: int
    maybe: int
    taken: int


class Open(NamedTuple):
    """A seat with what it is counted by."""

    pk: int
    site: int
    department: str
    setting: int
    opens: date
    closes: date
    state: str
    fresh: bool


def quarter_of(day) -> date:
    """The first day of the quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def after(quarter) -> date:
    """The first day of the quarter after."""
    return quarter_of(quarter + timedelta(days=100))


def called(quarter) -> str:
    return _("Q%(number)s %(year)s") % {"year": quarter.year, "number": (quarter.month + 2) // 3}


class Capacity:
    """The figures of five quarters from `today` on. `chosen` narrows them: department's code, profession, setting.

    Everything is read in nine queries, whatever the number of seats and people.
    """

    def __init__(self, today, department="", profession=0, setting=0):
        self.today, self.chosen = today, (department, profession, setting)
        self.quarters = [quarter_of(today)]
        while len(self.quarters) < QUARTERS:
            self.quarters.append(after(self.quarters[-1]))
        self.departments = {each.code: each for each in Department.objects.all()}
        self.professions = {each.pk: each for each in Profession.objects.all()}
        self.settings = {each.pk: each for each in Setting.objects.all()}

    # --- what is read ------------------------------------------------------------------------------------
    @cached_property
    def seats(self):
        fresh = set(Seat.objects.offered(self.today).order_by().values_list("pk", flat=True))
        rows = (
            Seat.objects.current(self.today)
            .order_by()
            .values_list(
                "pk",
                "site_id",
                "site__area__department__code",
                "site__setting_id",
                "opens",
                "closes",
                "state",
            )
        )
        return [Open(*row, row[0] in fresh) for row in rows]

    @cached_property
    def takes(self):
        """The professions of each site."""
        found = defaultdict(set)
        for site, profession in Site.professions.through.objects.values_list("site_id", "profession_id"):
            found[site].add(profession)
        return found

    @cached_property
    def taken(self):
        """The days of each seat that are agreed or in use."""
        found = defaultdict(list)
        rows = Placement.objects.filter(status__in=TAKEN, ends__gte=self.quarters[0]).order_by()
        for seat, starts, ends in rows.values_list("seat_id", "starts", "ends"):
            found[seat].append((starts, ends))
        return found

    @cached_property
    def waiting(self):
        """Those who look for a place: the quarter they can begin in, profession, departments, settings."""
        wished = defaultdict(set)
        looking = Application.objects.filter(status__in=[Status.MATCHABLE, Status.PROPOSED])
        through = Wishes.settings.through.objects.filter(
            wishes__application__in=looking.order_by().values("pk")
        )
        for person, setting in through.values_list("wishes__application_id", "setting_id"):
            wished[person].add(setting)
        rows = looking.order_by().values_list(
            "pk", F("wishes__available_from"), F("background__profession_id")
        )
        return [
            (max(quarter_of(day or self.today), self.quarters[0]), profession, wished[person])
            for person, day, profession in rows
        ]

    @cached_property
    def needs(self):
        return list(
            Need.objects.filter(quarter__range=[self.quarters[0], self.quarters[-1]])
            .order_by("quarter")
            .values_list("quarter", "department__code", "profession_id", "seats", "source")
        )

    @property
    def sources(self):
        return sorted({source for *_rest, source in self.needs})

    # --- what is counted ---------------------------------------------------------------------------------
    def count(self, name, quarter, department="", profession=0, setting=0) -> Line:
        """The figures of one quarter for one department, profession and setting; empty is all."""
        last = after(quarter) - timedelta(days=1)
        counts = Counter()
        for seat in self.seats:
            if department not in ("", seat.department) or setting not in (0, seat.setting):
                continue
            if profession and profession not in self.takes[seat.site]:
                continue
            if (min(seat.closes, last) - max(seat.opens, quarter)).days + 1 < LEAST_DAYS:
                continue
            counts["offered"] += seat.fresh
            counts["maybe"] += seat.state == Offer.MAYBE
            counts["taken"] += any(starts <= last and ends >= quarter for starts, ends in self.taken[seat.pk])
        return Line(
            name,
            0 if setting else self.needed(quarter, department, profession),
            self.people(quarter, department, profession, setting),
            counts["offered"],
            counts["maybe"],
            counts["taken"],
        )

    def needed(self, quarter, department, profession):
        return sum(
            seats
            for when, code, who, seats, _source in self.needs
            if when == quarter and department in ("", code) and profession in (0, who)
        )

    def people(self, quarter, department, profession, setting):
        """A person counts in the quarter she can begin in; without a wish she counts everywhere."""
        return sum(
            when == quarter
            and profession in (0, who)
            and (not wishes or setting in (0, *wishes))
            and (not department or not wishes or department in map(self.department_of, wishes))
            for when, who, wishes in self.waiting
        )

    def department_of(self, setting):
        return self.code_of.get(setting, "")

    @cached_property
    def code_of(self):
        codes = {each.pk: each.code for each in self.departments.values()}
        return {key: codes.get(each.department_id, "") for key, each in self.settings.items()}

    # --- what is shown -----------------------------------------------------------------------------------
    def by_quarter(self):
        return [self.count(called(quarter), quarter, *self.chosen) for quarter in self.quarters]

    def tables(self, quarter):
        """One quarter by department, by profession and by setting, within what is chosen."""
        department, profession, setting = self.chosen
        kinds = [
            (_("By department"), self.departments, lambda key: (key, profession, setting)),
            (_("By profession"), self.professions, lambda key: (department, key, setting)),
            (_("By setting"), self.settings, lambda key: (department, profession, key)),
        ]
        for title, rows, narrowed in kinds:
            lines = [self.count(str(each), quarter, *narrowed(key)) for key, each in rows.items()]
            yield title, [found for found in lines if any(found[1:])]


def size(count) -> int:
    return count if isinstance(count, int) else 0


def chart(lines, width=350) -> Chart:
    """Three columns a quarter: needed, waiting, offered."""
    series = [(_("needed"), SOFT, 1), (_("waiting"), ACCENT, 2), (_("offered"), INK, 3)]
    most = max((size(found[place]) for found in lines for *_rest, place in series), default=0) or 1
    room = width / max(len(lines), 1)
    marks = [line(0, FLOOR, width, FLOOR, HAIRLINE)]
    for number, found in enumerate(lines):
        left = room * number + (room - 3 * COLUMN - 8) / 2
        for column, (_name, colour, place) in enumerate(series):
            x, tall = left + column * (COLUMN + 4), TALL * size(found[place]) / most
            marks.append(rect(x, FLOOR - tall, COLUMN, tall, colour))
            if size(found[place]):
                marks.append(words(x + COLUMN / 2, FLOOR - tall - 4, str(found[place]), GREY, "middle"))
        for down, part in enumerate(found.name.rsplit(" ", 1)):
            marks.append(words(room * number + room / 2, FLOOR + 16 + 15 * down, part, GREY, "middle"))
    for number, (name, colour, _place) in enumerate(series):
        marks += [rect(number * 100, FLOOR + 46, 12, 12, colour), words(number * 100 + 18, FLOOR + 57, name)]
    first = lines[0]
    says = _(
        "This quarter %(needed)s seats are needed, %(waiting)s people look for one, and %(offered)s are offered."
    )
    said = says % {"needed": first.needed, "waiting": first.waiting, "offered": first.offered}
    head = (_("Quarter"), *(name for name, *_rest in series))
    rows = [(found.name, *(found[place] for *_rest, place in series)) for found in lines]
    return Chart(_("Seats needed and offered"), said, width, FLOOR + 64, head, rows, marks)
