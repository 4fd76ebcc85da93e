"""Several coordinators at the same moment: one seat has one winner, whoever is quickest."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import Error, connection
from django.utils import timezone

from intake.models import Status
from placements import actions
from placements.models import Placement, State
from portal.models import Letter
from tests.factories import Cast, PlacementFactory, SeatFactory, SupervisorFactory

ROUNDS, THREADS = 20, 8


def together(act, *things):
    """Let one thread for each thing begin at the same moment; gives what each got, or the error it met."""
    start = Barrier(len(things))

    def run(thing):
        start.wait()
        try:
            return act(thing)
        except (actions.Refused, Error) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(run, things))


def accepted(seat, shift=0):
    """A placement its site has said yes to."""
    starts = timezone.localdate() + timedelta(days=20 + shift)
    return PlacementFactory(
        seat=seat, status=State.ACCEPTED, supervisor=None, starts=starts, ends=starts + timedelta(days=59)
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_threads_agree_two_placements_for_one_seat_and_one_wins():
    cast = Cast()
    kirsten, supervisor = cast.kirsten, SupervisorFactory(sites=[cast.kragelund], cap=6)
    for _round in range(ROUNDS):
        seat = SeatFactory(site=cast.kragelund)
        pair = [accepted(seat), accepted(seat, shift=30)]

        def confirm(key):
            actions.confirm(Placement.objects.get(pk=key), supervisor, by=kirsten)
            return key

        answers = together(confirm, *[pair[number % 2].pk for number in range(THREADS)])
        won = [answer for answer in answers if isinstance(answer, int)]
        assert len(won) == 1
        assert all(isinstance(answer, actions.Refused) for answer in answers if answer not in won), answers
        loser = next(placement for placement in pair if placement.pk != won[0])
        assert str(actions.JUST_TAKEN) in {str(answer) for answer in answers}
        states = dict(Placement.objects.filter(pk__in=[each.pk for each in pair]).values_list("pk", "status"))
        assert states == {won[0]: State.CONFIRMED, loser.pk: State.ACCEPTED}
        loser.application.refresh_from_db()
        assert loser.application.status == Status.PROPOSED
        assert Letter.objects.filter(name="placements/agreed", key__endswith=f":{won[0]}").count() == 1
        Placement.objects.get(pk=won[0]).move(State.CANCELLED, by=kirsten)  # room for the next round


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_postgresql_alone_lets_one_win_where_the_action_is_bypassed():
    cast = Cast()
    for _round in range(ROUNDS):
        seat = SeatFactory(site=cast.kragelund)
        pair = [accepted(seat), accepted(seat, shift=30)]

        def move(key):
            Placement.objects.get(pk=key).move(State.CONFIRMED, by=cast.kirsten)
            return key

        answers = together(move, *[pair[number % 2].pk for number in range(THREADS)])
        assert len([answer for answer in answers if isinstance(answer, int)]) == 1, answers
        keys = [each.pk for each in pair]
        assert Placement.objects.filter(pk__in=keys, status=State.CONFIRMED).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_last_room_of_a_supervisor_is_given_away_once():
    cast = Cast()
    for _round in range(ROUNDS // 4):
        supervisor = SupervisorFactory(sites=[cast.kragelund], cap=1)
        pair = [accepted(SeatFactory(site=cast.kragelund)) for _seat in range(2)]

        def confirm(key, supervisor=supervisor):
            actions.confirm(Placement.objects.get(pk=key), supervisor, by=cast.kirsten)
            return key

        answers = together(confirm, *[each.pk for each in pair])
        assert len([answer for answer in answers if isinstance(answer, int)]) == 1, answers
        assert supervisor.placements.filter(status=State.CONFIRMED).count() == 1
