"""A run's arrays through locks, changes and second thoughts: no lock gives way and no cost is other than shown."""

import numpy as np
import pytest

from placements.cohort.standing import Standing
from placements.matching.cohort import cohort
from placements.matching.fairness import assign_fair
from placements.matching.ruled import ruled

from .matching.cases import a_town

PEOPLE, SEATS = 60, 16


def standing_of(seed):
    """A finished run in which places are short."""
    people, seats = a_town(np.random.default_rng(seed), PEOPLE, SEATS)
    group = cohort(people, seats)
    floor, _problem, outcome = assign_fair(ruled(group.problem, {}))
    return Standing(
        people=group.people.id,
        seats=group.seats.id,
        behind=[[number] for number in group.seats.id.tolist()],
        windows=np.zeros((len(group.seats), 4), dtype=np.int64),
        problem=group.problem,
        floor=min(floor, 1000),
        seat_of=outcome.given.seat_of,
        flow=outcome.given.flow,
        price=outcome.proof.price,
    )


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_settled_and_taken_back_each_change_costs_what_was_said(seed):
    rng, standing, changes = np.random.default_rng(seed), standing_of(seed), 0
    for _turn in range(60):
        person = int(rng.integers(PEOPLE))
        if rng.random() < 0.5 and standing.locked:
            standing.locked.pop(int(rng.choice(list(standing.locked))))  # taken back: nobody moves for that
            continue
        options = [kind for kind, _fit in standing.options(person) if kind != standing.seat_of[person]]
        if not options:
            continue
        kind, before = int(rng.choice(options)), standing.given()
        cost, given = standing.change(person, kind)
        standing.go_on(given, person)
        after, changes = standing.given(), changes + 1
        assert standing.seat_of[person] == kind
        assert all(standing.seat_of[who] == where for who, where in standing.locked.items())
        assert (np.bincount(after.seat_of[after.placed], minlength=SEATS) <= standing.problem.capacity).all()
        assert cost.fewer == before.placed.sum() - after.placed.sum()
        assert cost.points == before.fit_of.sum() - after.fit_of.sum()
        moved = np.flatnonzero(before.seat_of != after.seat_of).tolist()
        assert set(moved) <= {person, *(move.applicant for move in cost.moves)}
    assert changes > 10


def test_whoever_is_free_again_yields_her_place_before_anybody_loses_one():
    """Given a worse place by hand and set free, she goes back to the better one when somebody else needs hers."""
    tried = 0
    for seed in range(20):
        standing = standing_of(seed)
        best = standing.given()
        for person in np.flatnonzero(best.placed).tolist()[:10]:
            for kind, _fit in standing.options(person)[-2:]:
                cost, given = standing.change(person, kind)
                if kind == standing.seat_of[person] or cost.fewer or not cost.points:
                    continue
                later = standing_of(seed)
                later.go_on(given, person)
                later.locked = {}
                back, _given = later.change(person, int(best.seat_of[person]))
                assert (back.fewer, back.points) == (-cost.fewer, -cost.points)
                tried += 1
    assert tried > 5
