"""From facts to pairs: the same as ranking everybody, in whatever order, with shared supervisors."""

import numpy as np
import pytest

from placements.matching import rank
from placements.matching.cohort import NO_PLACE_LEFT, cohort, fingerprint, unplaced
from placements.matching.preferences import WEIGHTS
from placements.matching.rules import FAIL
from placements.matching.solver import solve

from .cases import a_town, people, seats
from .questions import optimum, weight


@pytest.fixture(scope="module")
def town():
    return a_town(np.random.default_rng(9), 150, 40)


def shuffled(town, seed=1):
    rng = np.random.default_rng(seed)
    persons, places = town
    return persons.at(rng.permutation(len(persons))), places.at(rng.permutation(len(places)))


def test_the_pairs_are_those_no_rule_refuses_with_the_fit_of_the_ranking(town):
    group = cohort(*town)
    ranking = rank(group.people, group.seats)
    expected = np.argwhere(ranking.verdict < FAIL)
    problem = group.problem
    assert np.column_stack([problem.applicant, problem.seat]).tolist() == expected.tolist()
    assert problem.fit.tolist() == ranking.fit[tuple(expected.T)].tolist()
    assert len(expected) > 300
    assert problem.capacity.tolist() == np.minimum(group.seats.places, group.seats.room).tolist()


def test_the_order_of_people_and_seats_changes_nothing(town):
    mine, theirs = cohort(*town), cohort(*shuffled(town))
    first, second = (group.by_id(solve(group.problem).given.seat_of) for group in (mine, theirs))
    assert first == second
    assert len(first) == optimum(mine.problem)[0]
    assert fingerprint(*town) == fingerprint(*shuffled(town))


def test_the_fingerprint_knows_every_fact_and_weight(town):
    persons, places = town
    seen = {fingerprint(*town), fingerprint(*town, WEIGHTS | {"waiting": 71})}
    seen.add(fingerprint(*town, supervision=([(1, 70)], {70: 1})))
    for table in (persons, places):
        for name in table.told():
            old = getattr(table, name).copy()
            column = getattr(table, name)
            column[0] = not column[0] if column.dtype == bool else np.nan_to_num(column[0]) + 1
            seen.add(fingerprint(*town))
            column[:] = old
    assert len(seen) == 3 + len(persons.told()) + len(places.told())


def test_weights_change_the_fit(town):
    only_waiting = dict.fromkeys(WEIGHTS, 0) | {"waiting": 1}
    group = cohort(*town, only_waiting)
    for who in group.problem.asking:
        edges = slice(*group.problem.starts[who : who + 2])
        assert len(set(group.problem.fit[edges].tolist())) == 1


def test_a_supervisor_shared_by_two_seats_has_room_for_one():
    persons, places = people({}, {}), seats({"places": 5, "room": 5}, {"places": 5, "room": 5})
    alone = cohort(persons, places)
    assert weight(alone.problem, solve(alone.problem).given)[0] == 2
    shared = cohort(persons, places, supervision=([(1, 70), (2, 70), (9, 70)], {70: 1}))
    given = solve(shared.problem).given
    assert weight(shared.problem, given)[0] == 1
    both = cohort(persons, places, supervision=([(1, 70), (2, 70), (2, 71)], {70: 1, 71: 1}))
    assert weight(both.problem, solve(both.problem).given)[0] == 2


def test_a_seat_without_a_supervisor_stays_empty():
    group = cohort(people(), seats(), supervision=([], {}))
    assert solve(group.problem).given.seat_of.tolist() == [-1]


def test_why_somebody_is_left_over():
    persons = people({}, {}, {"oral": 0}, {"profession": 4}, {"legal": 7})
    places = seats({}, {"min_oral": 50}, {"room": 0})
    group = cohort(persons, places)
    given = solve(group.problem).given
    why = unplaced(group, given)
    assert sorted(why.values()) == sorted([NO_PLACE_LEFT, "danish", "profession", "authorisation"])
    assert why[3] == "danish" and why[4] == "profession" and why[5] == "authorisation"


@pytest.mark.parametrize("persons, places", [(0, 3), (3, 0), (0, 0)])
def test_nobody_or_nowhere(persons, places):
    who, where = people({}, {}, {}), seats({}, {}, {})
    group = cohort(who.at(slice(0, persons)), where.at(slice(0, places)))
    assert solve(group.problem).given.seat_of.tolist() == [-1] * persons


def test_an_id_given_twice_is_refused():
    with pytest.raises(ValueError, match="People with the same id twice"):
        cohort(people({}, {"id": 1}), seats())
