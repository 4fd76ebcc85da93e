"""Who was placed where in the sample year, and when."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from intake.models import Application, Languages, Status
from intake.models.application import WhyHold
from placements.models import Kind, Offer, Placement, Seat, State, SupervisorShare
from portal.flow import Step
from portal.models import User
from portal.roles import Role

from .people import BATCH
from .pour import pour

# first day from today, weeks: what the two sites of the cast look like
CAST = [(-150, 9), (-33, 8), (-2, 9), (40, 8)]


def at(day: date, hour=10):
    return timezone.make_aware(datetime.combine(day, time(hour)))


class Year:
    """Places people at seats over the year, never two at a seat at a time and no supervisor over the cap."""

    def __init__(self, rng, today, slugs):
        self.rng, self.today, self.slugs = rng, today, slugs
        self.seats = {s.pk: s for s in Seat.objects.filter(state=Offer.OFFERED).select_related("site")}
        self.order = list(self.seats)
        rng.shuffle(self.order)
        self.free = dict.fromkeys(self.seats, today - timedelta(days=400))
        self.guides = {}
        for share in SupervisorShare.objects.select_related("supervisor").order_by("pk"):
            self.guides.setdefault(share.site_id, []).append(share.supervisor)
        self.busy = {}
        self.coordinators = list(User.objects.filter(role=Role.COORDINATOR).order_by("pk"))
        self.placements, self.steps, self.moved = [], [], []

    def run(self, applications, ana):
        levels = dict(Languages.objects.values_list("application_id", "danish_oral"))
        cast = self.cast([a for a in applications if a is not ana and levels.get(a.pk, 0) >= 20])
        settled = {ana.pk, *(a.pk for a in cast)}
        for application in applications:
            if application.status != Status.DRAFT and application.pk not in settled:
                self.decide(application, levels[application.pk])
        self.step(ana, Status.SUBMITTED, Status.SCREENING, 2)
        self.step(ana, Status.SCREENING, Status.MATCHABLE, 5)
        self.moved += [a for a in applications if a.status != Status.DRAFT]
        Application.objects.bulk_update(self.moved, ["status", "why_hold"], batch_size=BATCH)
        placements = Placement.objects.bulk_create(self.placements, batch_size=BATCH)
        pour(Step, [*map(sent, self.moved), *self.steps, *self.placement_steps(placements)])
        return placements

    def cast(self, applications):
        """The placements that the two sites of the cast begin with."""
        taken = []
        for slug in ("kragelund", "sonderskovhus"):
            site = self.slugs[slug]
            seats = [s for s in self.seats.values() if s.site_id == site.pk]
            guide = max(self.guides[site.pk], key=lambda person: person.cap)  # the persona, not who is shared
            for n, (offset, weeks) in enumerate(CAST):
                starts = self.today + timedelta(days=offset)
                starts = monday(starts) if offset < -7 or offset > 7 else starts
                latest = min(starts - timedelta(days=25), self.today - timedelta(days=16))
                person = next(
                    (a for a in reversed(applications) if a.submitted_at.date() < latest and a not in taken),
                    None,
                )
                if person is None:
                    continue
                taken.append(person)
                for was, now, days in [
                    (Status.SUBMITTED, Status.SCREENING, 3),
                    (Status.SCREENING, Status.MATCHABLE, 7),
                ]:
                    self.step(person, was, now, days)
                ends = starts + timedelta(days=7 * weeks - 3)
                asked = State.PROPOSED if starts > self.today else None
                self.book(person, seats[n % len(seats)], guide, starts, ends, asked)
        return taken

    def step(self, application, was, now, days):
        application.status = now
        self.note(application, was, now, application.submitted_at + timedelta(days=days, hours=1))

    def note(self, record, was, now, when):
        by = self.coordinators[record.pk % len(self.coordinators)]
        when = min(when, at(self.today))
        self.steps.append(Step(of=record._meta.label_lower, row=record.pk, was=was, now=now, by=by, at=when))

    def decide(self, application, level):
        """What became of an application, by how long ago it came and a little chance."""
        age = (self.today - application.submitted_at.date()).days
        luck = self.rng.random()
        if age <= 4:
            return
        self.step(application, Status.SUBMITTED, Status.SCREENING, 3)
        if age <= 9 and luck < 0.7:
            return
        if luck < 0.06:
            return self.step(application, Status.SCREENING, Status.WITHDRAWN, 8)
        if luck < 0.13:
            return self.step(application, Status.SCREENING, Status.DECLINED, 9)
        if luck < 0.17:
            application.why_hold = WhyHold.values[application.pk % len(WhyHold)]
            return self.step(application, Status.SCREENING, Status.ON_HOLD, 9)
        self.step(application, Status.SCREENING, Status.MATCHABLE, min(8, age - 1))
        if age > 9 and luck > 0.3 and level >= 20:
            self.place(application)

    def place(self, application):
        """A seat that is free when she can come, and a supervisor with room."""
        earliest = application.submitted_at.date() + timedelta(days=self.rng.randint(18, 45))
        weeks = self.rng.choice([6, 8, 9, 12])
        for _try in range(12):
            seat = self.seats[self.order[self.rng.randrange(len(self.order))]]
            starts = monday(max(earliest, self.free[seat.pk]))
            ends = starts + timedelta(days=7 * weeks - 3)
            guide = self.guide(seat.site_id, starts, ends)
            if guide and starts - earliest < timedelta(days=40) and ends < seat.closes:
                return self.book(application, seat, guide, starts, ends)
        return None

    def guide(self, site, starts, ends):
        for person in self.guides[site]:
            load = sum(1 for a, b in self.busy.get(person.pk, ()) if a <= ends and b >= starts)
            if load < person.cap:
                return person
        return None

    def book(self, application, seat, guide, starts, ends, state=None):
        state = state or self.state(starts, ends)
        if state is None:
            return
        self.free[seat.pk] = ends + timedelta(days=3)
        self.busy.setdefault(guide.pk, []).append((starts, ends))
        self.step(application, Status.MATCHABLE, Status.PROPOSED, 11)
        if state == State.EVALUATED:
            self.step(application, Status.PROPOSED, Status.PLACED, 15)
            self.note(application, Status.PLACED, Status.COMPLETED, at(ends))
            application.status = Status.COMPLETED
        elif state not in (State.PROPOSED, State.ACCEPTED):
            self.step(application, Status.PROPOSED, Status.PLACED, 15)
        self.placements.append(
            Placement(
                application=application,
                seat=seat,
                supervisor=None if state in (State.PROPOSED, State.ACCEPTED) else guide,
                kind=self.rng.choices([Kind.UNPAID_INTRO, Kind.COMPANY_PLACEMENT], weights=[1, 2])[0],
                status=state,
                starts=starts,
                ends=ends,
                weekly_hours=self.rng.choice([30, 32, 37]),
                fit=self.rng.randint(480, 930),
                proposed_at=min(application.submitted_at + timedelta(days=11), at(self.today)),
            )
        )

    def state(self, starts, ends):
        """Where a placement with these days is today; None for one that nobody has got round to proposing."""
        if ends < self.today:
            return State.EVALUATED
        if starts <= self.today:
            return State.ACTIVE
        if starts <= self.today + timedelta(days=14):
            return State.CONFIRMED
        return self.rng.choice([State.PROPOSED, State.PROPOSED, State.ACCEPTED, State.CONFIRMED, None])

    def placement_steps(self, placements):
        """The history of each placement up to where it stands."""
        path = [
            State.PROPOSED,
            State.ACCEPTED,
            State.CONFIRMED,
            State.ACTIVE,
            State.COMPLETED,
            State.EVALUATED,
        ]
        steps = []
        for p in placements:
            days = [
                p.proposed_at,
                p.proposed_at,
                p.proposed_at,
                at(p.starts, 8),
                at(p.ends, 14),
                at(p.ends, 15),
            ]
            for n in range(1, path.index(p.status) + 1):
                by = self.coordinators[p.pk % len(self.coordinators)]
                steps.append(
                    Step(of="placements.placement", row=p.pk, was=path[n - 1], now=path[n], by=by, at=days[n])
                )
        return steps


def sent(application) -> Step:
    """The line of history that the applicant wrote herself."""
    return Step(
        of="intake.application",
        row=application.pk,
        was=Status.DRAFT,
        now=Status.SUBMITTED,
        by_id=application.applicant_id,
        at=application.submitted_at,
    )


def monday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7)
