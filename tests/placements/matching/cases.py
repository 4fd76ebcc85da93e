"""A person and a seat that suit each other in everything, to change one fact at a time."""

import numpy as np

from placements.matching.codes import Legal, Setting, Shift, Work, mask
from placements.matching.facts import People, Seats

TODAY = 740_000

PERSON = {
    "id": 1,
    "profession": mask(0),
    "oral": 30,
    "written": 30,
    "legal": Legal.COMPANY_PLACEMENT,
    "work": Work.UNRESTRICTED,
    "permit_to": TODAY + 400,
    "free_from": TODAY + 10,
    "free_to": TODAY + 200,
    "weeks": 9,
    "hours": 37,
    "shifts": Shift.DAY | Shift.EVENING,
    "travel_limit": 45,
    "east": 0.0,
    "north": 0.0,
    "earliest": 6 * 60,
    "latest": 17 * 60,
    "waiting_since": TODAY,
}
SEAT = {
    "id": 1,
    "site": 7,
    "setting": mask(Setting.CARE_HOME),
    "professions": mask(0, 1),
    "min_oral": 30,
    "min_written": 20,
    "opens": TODAY,
    "closes": TODAY + 150,
    "min_weeks": 4,
    "max_weeks": 13,
    "min_hours": 30,
    "seat_shifts": Shift.DAY,
    "hosts": mask(Legal.COMPANY_PLACEMENT, Legal.EVALUATION),
    "trained": True,
    "room": 1,
    "fresh_until": TODAY,
    "begins": 7 * 60,
    "ends": 15 * 60,
    "east_seat": 0.0,
    "north_seat": 3300.0,
}


def people(*changes, **kept):
    """People like the one above, one for each mapping of changes."""
    return People.of(columns(PERSON, changes), **kept)


def seats(*changes, **kept):
    """Seats like the one above, one for each mapping of changes."""
    return Seats.of(columns(SEAT, changes), today=TODAY, **kept)


def columns(base, changes):
    """Columns of rows that each differ from the base."""
    rows = [base | {"id": number} | change for number, change in enumerate(changes or [{}], start=1)]
    names = {name for row in rows for name in row}
    return {name: [row[name] for row in rows] for name in names}


def a_town(rng, persons, places):
    """Random people and seats in which every fact varies and about a fifth of the pairs are eligible.

    There are about 1.2 places for each person; most people have somewhere to go.
    """

    def some(bits, size, odds):
        return (rng.random((size, bits)) < odds) @ (1 << np.arange(bits))

    who = {
        "id": rng.permutation(persons) + 1,
        "profession": 1 << rng.choice(4, persons, p=[0.5, 0.3, 0.1, 0.1]),
        "oral": rng.choice([20, 25, 30, 35, 40, 45, 50], persons),
        "written": rng.choice([20, 30, 40, 50], persons),
        "language_plan": rng.random(persons) < 0.5,
        "stage": rng.integers(5, 14, persons),
        "evaluation_from": rng.choice([0, TODAY], persons),
        "evaluation_to": rng.choice([0, TODAY + 400], persons),
        "legal": rng.choice([0, 1, 2, 7], persons, p=[0.2, 0.6, 0.15, 0.05]),
        "work": rng.choice(5, persons, p=[0.7, 0.1, 0.05, 0.13, 0.02]),
        "permit_to": TODAY + rng.integers(60, 900, persons),
        "hours_limit": rng.choice([20, 48], persons, p=[0.05, 0.95]),
        "free_from": TODAY + rng.integers(0, 60, persons),
        "free_to": TODAY + rng.integers(90, 400, persons),
        "weeks": rng.choice([0, 4, 9, 13, 26], persons),
        "hours": rng.choice([25, 30, 37], persons),
        "shifts": some(4, persons, 0.5) | Shift.DAY,
        "settings": some(14, persons, 0.3),
        "districts": some(8, persons, 0.3),
        "languages": some(12, persons, 0.15),
        "experience": some(16, persons, 0.15),
        "goals": some(16, persons, 0.15),
        "associations": some(6, persons, 0.1),
        "tie_site": rng.integers(0, places + 1, persons),
        "travel_limit": rng.choice([0, 25, 35, 45], persons),
        "east": rng.normal(0, 5000, persons),
        "north": rng.normal(0, 5000, persons),
        "own_transport": rng.random(persons) < 0.3,
        "earliest": rng.choice([0, 390, 420, 450], persons),
        "latest": rng.choice([960, 1000, 1440], persons),
        "waiting_since": TODAY - rng.integers(0, 300, persons),
        "covered": some(14, persons, 0.1),
        "checks": some(5, persons, 0.5),
        "barred": some(5, persons, 0.01),
    }
    spots = np.maximum(rng.poisson(1.25 * persons / max(places, 1), places), 0)
    where = {
        "id": rng.permutation(places) + 1,
        "site": np.arange(places) + 1,
        "department": rng.integers(0, 2, places),
        "setting": 1 << rng.integers(0, 14, places),
        "district": 1 << rng.integers(0, 8, places),
        "professions": some(4, places, 0.5),
        "min_oral": rng.choice([20, 30, 35, 40], places),
        "min_written": rng.choice([0, 20, 30], places),
        "good_oral": rng.choice([30, 35, 40], places),
        "language_support": rng.random(places) < 0.5,
        "opens": TODAY + rng.integers(-30, 30, places),
        "closes": TODAY + rng.integers(120, 400, places),
        "min_weeks": rng.choice([2, 4], places),
        "max_weeks": rng.choice([9, 13, 52], places),
        "min_hours": rng.choice([0, 25, 30, 37], places),
        "seat_shifts": some(4, places, 0.3) | Shift.DAY,
        "needed_checks": some(4, places, 0.3),
        "hosts": some(8, places, 0.6) | 2,
        "asks": some(8, places, 0.2),
        "trained": rng.random(places) < 0.95,
        "room": spots + rng.integers(0, 3, places),
        "places": spots,
        "fresh_until": TODAY + rng.integers(-2, 40, places),
        "site_languages": some(12, places, 0.15),
        "strengths": some(16, places, 0.15),
        "teaches": some(16, places, 0.25),
        "partners": some(6, places, 0.1),
        "first_bus": rng.choice([0, 390, 430], places),
        "east_seat": rng.normal(0, 5000, places),
        "north_seat": rng.normal(0, 5000, places),
    }
    return People.of(who), Seats.of(where, today=TODAY)
