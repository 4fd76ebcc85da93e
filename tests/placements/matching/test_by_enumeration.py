"""Small questions answered by looking at every assignment there is: the floor, the other ways, the fewest changes."""

from itertools import product

import numpy as np
import pytest

from placements.matching import alternatives
from placements.matching.certificate import prove
from placements.matching.fairness import assign_fair
from placements.matching.problem import Problem, Supervision, read
from placements.matching.rematch import withdraw
from placements.matching.solver import solve


class Every:
    """Every assignment of a problem that capacity and supervisors allow, each a tuple of seats."""

    def __init__(self, problem):
        self.problem = problem
        pairs = zip(problem.applicant.tolist(), problem.seat.tolist(), strict=True)
        self.fit = dict(zip(pairs, problem.fit.tolist(), strict=True))
        choices = [
            [-1, *(seat for who, seat in self.fit if who == applicant)]
            for applicant in range(problem.applicants)
        ]
        self.all = [seats for seats in product(*choices) if self.allowed(seats)]

    def allowed(self, seats):
        taken = [seat for seat in seats if seat >= 0]
        if any(taken.count(seat) > self.problem.capacity[seat] for seat in taken):
            return False
        shared = self.problem.supervision
        if shared is None:
            return True
        guides = [shared.supervisor[shared.seat == seat].tolist() for seat in taken]
        return any(
            all(chosen.count(guide) <= shared.room[guide] for guide in chosen) for chosen in product(*guides)
        )

    def fits(self, seats):
        return [self.fit[who, seat] for who, seat in enumerate(seats) if seat >= 0]

    def best(self, worth, among=None):
        """The assignments worth most by a measure."""
        among = self.all if among is None else among
        most = max(map(worth, among))
        return [seats for seats in among if worth(seats) == most]

    def most_placed(self, among=None):
        return self.best(lambda seats: len(self.fits(seats)), among)


def a_small_one(seed):
    """Up to five applicants and three seats; every other one with shared supervisors."""
    rng = np.random.default_rng(seed)
    applicants, seats = int(rng.integers(2, 6)), int(rng.integers(1, 4))
    edges = np.argwhere(rng.random((applicants, seats)) < rng.choice([0.5, 0.8, 1]))
    fit = rng.integers(0, rng.choice([3, 9, 700]), len(edges))
    problem = read(edges, fit, rng.integers(0, 3, seats), applicants)
    if seed % 2:
        return problem
    links = np.unique(rng.integers(0, [seats, 3], (2 * seats, 2)), axis=0).astype(np.int32)
    shared = Supervision(links[:, 0], links[:, 1], rng.integers(0, 3, 3))
    return Problem(problem.applicant, problem.seat, problem.fit, problem.capacity, applicants, shared)


@pytest.fixture(params=range(40))
def every(request):
    return Every(a_small_one(request.param))


def test_the_floor_and_the_other_ways_are_what_they_are_called(every):
    problem, most = every.problem, every.most_placed()

    def among(given, assignments):
        assert tuple(given.seat_of.tolist()) in assignments

    above = every.best(lambda seats: min(every.fits(seats), default=0), most)
    found = assign_fair(problem)
    among(found.outcome.given, every.best(lambda seats: sum(every.fits(seats)), above))
    if every.fits(most[0]):
        assert found.floor == min(every.fits(above[0]))
    among(alternatives.greatest_total(problem), every.best(lambda seats: sum(every.fits(seats)), most))
    best = problem.best_of_each(problem.fit).tolist()

    def regret(seats):
        return -sum((best[who] - every.fit[who, seat]) ** 2 for who, seat in enumerate(seats) if seat >= 0)

    among(alternatives.least_regret(problem), every.best(regret, most))
    among(alternatives.first_come(problem, range(problem.applicants)), every.all)


def test_the_certificate_accepts_the_best_and_refuses_every_other(every):
    problem, outcome = every.problem, solve(every.problem)
    best = every.best(lambda seats: sum(every.fits(seats)), every.most_placed())
    for seats in every.all:
        right = seats in best
        assert outcome.proof.holds(problem, np.array(seats)) == right
        if problem.supervision is None:  # else the flow through the supervisors is part of what is proved
            assert (prove(problem, np.array(seats)) is not None) == right


def test_nobody_moves_after_a_withdrawal_who_need_not(every):
    problem, outcome = every.problem, solve(every.problem)
    before = outcome.given.seat_of.tolist()
    for gone in range(problem.applicants):
        most = every.most_placed([seats for seats in every.all if seats[gone] < 0])
        best = every.best(lambda seats: sum(every.fits(seats)), most)

        def moved(seats, gone=gone):
            return sum(
                now != was for who, (now, was) in enumerate(zip(seats, before, strict=True)) if who != gone
            )

        found = withdraw(problem, outcome, gone)
        after = tuple(found.outcome.given.seat_of.tolist())
        assert after in best
        assert moved(after) == min(map(moved, best)) == len(found.moves)
