"""Facts kept in a process are those of the database, whoever changes what, in whatever order transactions end."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection, transaction
from django.utils import timezone

from intake.models import Department, Partner, Setting, Status, Volunteering, VolunteerWork
from placements import facts, tasks
from placements.facts.guides import NOBODY, Guides
from placements.facts.kept import Kept
from placements.facts.town import SEATS
from placements.models import Area, Change, Groundwork, Offer, Placement, Seat, Site, State, Supervisor, Topic
from portal.levels import Level
from tests.factories import ApplicationFactory, Cast, PlacementFactory, SeatFactory, SupervisorFactory


@pytest.fixture
def cast(db):
    found = Cast()
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    found.other = ApplicationFactory(applicant=found.yusuf, status=Status.MATCHABLE)
    found.seat, found.other_seat = SeatFactory(site=found.kragelund), SeatFactory(site=found.sonderskovhus)
    return found


def now():
    """What this process keeps, beside what the rows say."""
    lists, today = facts.Lists(), timezone.localdate()
    ready = facts.Crowd.ready(lists, today)
    fresh = facts.Crowd(type(ready).everybody(), lists, today)
    return (
        (facts.Town.today(lists, today), ready, Guides.now(today)),
        (facts.Town(lists, today), fresh, Guides.read(today)),
    )


def told(town, ready, guides):
    """Everything a town, a crowd and their supervisors say, to be compared."""
    columns = [*vars(town.seats).items(), *vars(ready.people).items()]
    plain = {name: values.tolist() for name, values in columns if isinstance(values, np.ndarray)}
    known = {site: sorted(partners) for site, partners in town.knows.items() if partners}
    pairs = [
        sorted(zip(each.who.tolist(), each.what.tolist(), strict=True))
        for each in (ready.speaks, ready.vouched)
    ]
    plain |= {kind: sorted(rows.table.tolist()) for kind, rows in guides.tables.items()}
    return plain | {"open": town.open, "asked": dict(town.asked), "knows": known, "pairs": pairs}


def check():
    """What is kept equals what is there."""
    kept, fresh = now()
    assert told(*kept) == told(*fresh)
    return told(*kept)


def partner():
    return Partner.objects.create(name="Sports club", kind="sport")


def vouched(cast):
    works = Volunteering.objects.get_or_create(application=cast.application)[0].works
    works.create(partner=partner(), verified_on=timezone.localdate(), confirmed_hours=3)


CHANGES = {
    "a site's Danish": lambda cast: Site.objects.filter(pk=cast.kragelund.pk).update(min_oral=Level.C1),
    "a site's language": lambda cast: Site.objects.filter(pk=cast.kragelund.pk).update(languages=["so", "tr"]),
    "its professions": lambda cast: cast.kragelund.professions.clear(),
    "its partners": lambda cast: cast.kragelund.partners.add(partner()),
    "its department": lambda cast: Area.objects.filter(sites=cast.kragelund).update(
        department=Department.objects.exclude(areas__sites=cast.kragelund).first()
    ),
    "another area": lambda cast: Site.objects.filter(pk=cast.kragelund.pk).update(area=cast.sonderskovhus.area),
    "a new seat": lambda cast: SeatFactory(site=cast.kragelund, number=9),
    "a seat not now": lambda cast: Seat.objects.filter(pk=cast.seat.pk).update(state=Offer.NOT_NOW),
    "a seat at another site": lambda cast: Seat.objects.filter(pk=cast.seat.pk).update(
        site=cast.sonderskovhus, number=7
    ),
    "a seat gone": lambda cast: cast.seat.delete(),
    "somebody at a seat": lambda cast: PlacementFactory(seat=cast.seat, application=cast.other),
    "a seat suggested": lambda cast: PlacementFactory(
        seat=cast.seat, status=State.PROPOSED, application=cast.other, supervisor=None
    ),
    "Danish assessed": lambda cast: type(cast.other.languages).objects.update(assessed_oral=Level.B2),
    "a language more": lambda cast: type(cast.other.languages).objects.update(others=["ti"]),
    "a wish": lambda cast: cast.other.wishes.settings.add(Setting.objects.last()),
    "confirmed work": vouched,
    "a language plan": lambda cast: Groundwork.objects.create(
        application=cast.other, plan_on=timezone.localdate()
    ),
    "a supervisor's hours": lambda cast: Supervisor.objects.filter(user=cast.mette).update(programme_hours=3),
    "a new supervisor": lambda cast: SupervisorFactory(sites=[cast.kragelund]),
    "a share": lambda cast: cast.mette.supervisor.shares.update(percent=20),
    "a share elsewhere": lambda cast: cast.mette.supervisor.shares.create(site=cast.sonderskovhus),
    "a training gone": lambda cast: cast.mette.supervisor.trainings.all().delete(),
    "an absence": lambda cast: cast.mette.supervisor.absences.create(starts=timezone.localdate()),
    "a trainee": lambda cast: PlacementFactory(supervisor=cast.mette.supervisor, status=State.ACTIVE),
    "a trainee nobody guides yet": lambda cast: PlacementFactory(
        seat=cast.seat, supervisor=None, status=State.CONFIRMED
    ),
    "a withdrawal": lambda cast: cast.other.move(Status.WITHDRAWN, by=cast.yusuf),
    "somebody new": lambda cast: ApplicationFactory(status=Status.MATCHABLE),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen_by_the_next_page_and_taken_back_when_it_is(cast, change):
    before = check()
    with transaction.atomic():
        change(cast)
        assert check() != before
        transaction.set_rollback(True)
    assert check() == before


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_ends_late_is_seen_all_the_same():
    """Somebody begins a change; another is made, saved and read meanwhile; then the first is saved."""
    seat, other = SeatFactory(max_weeks=20), SeatFactory(max_weeks=20)
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        with slow.cursor() as cursor:
            cursor.execute("UPDATE placements_seat SET max_weeks = 11 WHERE id = %s", [seat.pk])
            Seat.objects.filter(pk=other.pk).update(max_weeks=12)
            assert check()["max_weeks"] == [20, 12]
            assert check()["max_weeks"] == [20, 12]
        slow.commit()
        assert check()["max_weeks"] == [11, 12]
    finally:
        slow.close()


def test_two_processes_agree(cast):
    lists, today = facts.Lists(), timezone.localdate()
    theirs = Kept(Topic.SITE)
    for level in (Level.B1, Level.B2, Level.C1):
        Site.objects.filter(pk=cast.kragelund.pk).update(min_oral=level)
        ours = SEATS.now((today, lists.bits), lambda: facts.Town(lists, today))
        other = theirs.now((today, lists.bits), lambda: facts.Town(lists, today))
        assert ours.seats.min_oral.tolist() == other.seats.min_oral.tolist()
        assert level in ours.seats.min_oral


def test_nothing_is_read_again_while_nothing_changes(cast, django_assert_num_queries):
    lists, today = facts.Lists(), timezone.localdate()
    first = facts.Town.today(lists, today), facts.Crowd.ready(lists, today)
    with django_assert_num_queries(2):
        second = facts.Town.today(lists, today), facts.Crowd.ready(lists, today)
    assert first == second
    assert facts.Town.today(lists, today + timedelta(days=1)) != second[0]


def test_old_lines_are_swept_away(cast):
    assert Change.objects.exists()
    Change.objects.update(at=timezone.now() - timedelta(days=3))
    Placement.objects.create(
        application=cast.application, seat=cast.seat, starts=cast.seat.opens, ends=cast.seat.closes
    )
    tasks.forget_changes()
    assert set(Change.objects.values_list("topic", "key")) == {
        ("a", cast.application.pk),
        ("s", cast.kragelund.pk),
        ("v", NOBODY),
    }
    assert VolunteerWork.objects.count() == 0
