"""Supervisors: trained, present, with room; shared between departments; named before the first day."""

import math
import random
from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from intake.models import Status
from mentoring import actions as mentoring
from placements import actions, rules, training
from placements.facts.guides import FOUND_BY, NOBODY, Guides, Rows
from placements.models import Absence, State, Supervisor
from portal.flow import Refused
from portal.models import Letter
from portal.text import short_day
from tests.factories import (
    ApplicationFactory,
    Cast,
    PlacementFactory,
    SeatFactory,
    SupervisorFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db


def day(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def cast():
    """Mette supervises at Kragelund (MSB) and has half her time at Sønderskovhus (MSO)."""
    found = Cast()
    found.guide = found.mette.supervisor
    assert found.birgitte and found.guide.cap == 2
    return found


def room(site, starts=10, ends=80):
    """What a page keeps of the site's room, beside what the agreement reads of it; the two must agree."""
    guides, left = Guides.of_site(site.pk, day(0)).at(site.pk, day(starts), day(ends))
    assert Guides.now(day(0)).at(site.pk, day(starts), day(ends)) == (guides, left)
    return left


@pytest.mark.parametrize(
    "places, percent, load, here, left",
    [
        (2, 100, 0, 0, 2),
        (2, 50, 0, 0, 1),
        (2, 50, 1, 1, 0),
        (2, 50, 1, 0, 1),
        (1, 20, 0, 0, 1),
        (1, 20, 1, 0, 0),
        (3, 0, 0, 0, 0),
        (0, 100, 0, 0, 0),
    ],
)
def test_room_is_the_least_of_what_she_has_and_what_the_site_has_of_her(places, percent, load, here, left):
    assert rules.room(places, percent, load, here) == left


@pytest.mark.promise("mso-07", "answer-26")
@pytest.mark.parametrize("elsewhere, places", [(0, 2), (1, 1), (3, 1), (4, 0), (9, 0)])
def test_hours_for_other_programmes_leave_less_room(cast, elsewhere, places):
    assert rules.places(2, 6, elsewhere) == places
    Supervisor.objects.filter(pk=cast.guide.pk).update(weekly_hours=6, programme_hours=elsewhere)
    assert room(cast.kragelund) == places


@pytest.mark.promise("helsingor-07")
def test_a_share_in_each_department_counts_in_both(cast):
    cast.guide.shares.update(percent=50)
    cast.guide.shares.create(site=cast.sonderskovhus, percent=50)
    assert (room(cast.kragelund), room(cast.sonderskovhus)) == (1, 1)
    PlacementFactory(
        seat__site=cast.sonderskovhus,
        supervisor=cast.guide,
        status=State.CONFIRMED,
        starts=day(10),
        ends=day(80),
    )
    assert (room(cast.kragelund), room(cast.sonderskovhus)) == (1, 0)
    Supervisor.objects.filter(pk=cast.guide.pk).update(cap=1)
    assert (room(cast.kragelund), room(cast.sonderskovhus)) == (0, 0)


@pytest.mark.parametrize(
    "away, left",
    [
        ((-5, 5), 2),  # back before the first day
        ((5, 10), 0),  # away on the first day
        ((5, None), 0),  # nobody knows until when
        ((30, 43), 2),  # a fortnight in the middle
        ((30, 44), 0),
        ((75, None), 2),  # the last days
        ((81, None), 2),
    ],
)
def test_a_seat_is_open_only_while_a_supervisor_is_there(cast, away, left):
    starts, ends = away
    Absence.objects.create(supervisor=cast.guide, starts=day(starts), ends=ends and day(ends))
    assert room(cast.kragelund) == left


def test_training_that_has_run_out_leaves_no_room(cast):
    cast.guide.trainings.update(valid_to=day(5))
    assert room(cast.kragelund) == 0


def plainly(tables, site, starts, ends):
    """The room of one site, worked out supervisor by supervisor, as the rule is told in words."""
    left = 0
    for guide, _site, percent, places, _first, _last in (row for row in tables["share"] if row[1] == site):
        trained = any(row[0] == guide and row[4] <= starts <= row[5] for row in tables["training"])
        days = [set(range(row[4], row[5] + 1)) for row in tables["absence"] if row[0] == guide]
        stay = set(range(starts, ends + 1))
        away = any(starts in each or len(each & stay) > 14 for each in days)
        hers = [row for row in tables["load"] if row[0] == guide and row[4] <= ends and row[5] >= starts]
        if trained and not away:
            here = sum(row[1] == site for row in hers)
            left += max(min(places - len(hers), math.ceil(places * percent / 100) - here), 0)
    unnamed = [row for row in tables["load"] if row[:2] == (NOBODY, site)]
    return max(left - sum(row[4] <= ends and row[5] >= starts for row in unnamed), 0)


@pytest.mark.parametrize("seed", range(20))
def test_room_of_many_sites_at_once_is_that_of_each_alone(seed):
    rng = random.Random(seed)

    def row(percent=0, places=0):
        first = rng.randint(0, 60)
        return rng.randint(1, 6), rng.randint(1, 4), percent, places, first, first + rng.randint(0, 60)

    places = {guide: rng.randint(0, 3) for guide in range(1, 7)}
    pairs = [(guide, site) for guide in places for site in range(1, 5) if rng.random() < 0.5]
    tables = {
        "share": [(*each, rng.choice([0, 30, 50, 100]), places[each[0]], 0, 0) for each in pairs],
        "training": [row() for _each in range(8)],
        "absence": [row() for _each in range(4)],
        "load": [row() for _each in range(8)] + [(NOBODY, *row()[1:]) for _each in range(2)],
    }
    guides = Guides({kind: Rows(rows, FOUND_BY[kind]) for kind, rows in tables.items()})
    asked = [(rng.randint(1, 5), first, first + rng.randint(0, 50)) for first in range(0, 100, 3)]
    found = guides.room(*(np.array(column) for column in zip(*asked, strict=True)))
    assert found.tolist() == [plainly(tables, *each) for each in asked]
    assert guides.room(*np.zeros((3, 0), dtype=int)).tolist() == []


def test_the_list_says_where_each_guides_and_who_is_away(client, cast):
    other = SupervisorFactory(sites=[cast.kragelund])
    Absence.objects.create(supervisor=cast.mette.supervisor, starts=day(-3), ends=day(3))
    Absence.objects.create(supervisor=other, starts=day(-3), ends=day(3))
    Absence.objects.create(supervisor=other, starts=day(0))
    Absence.objects.create(supervisor=cast.lars.supervisor, starts=day(1))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:placements_supervisor_changelist"))
    model_admin, rows = page.context["cl"].model_admin, page.context["cl"].result_list
    with override("en"):
        said = {row: (model_admin.at(row), model_admin.away(row)) for row in rows}
        assert said[cast.mette.supervisor] == ("Botilbuddet Kragelund", f"until {short_day(day(3))}")
    assert said[other] == (cast.kragelund.name, "nobody knows how long")
    assert said[cast.lars.supervisor] == ("Plejehjemmet Sønderskovhus", "")
    assert "nobody knows how long" in page.text


# --- named later -----------------------------------------------------------------------------------------
def agreed(cast, **chosen):
    seat = SeatFactory(site=cast.kragelund)
    application = ApplicationFactory(status=Status.MATCHABLE)
    placement = actions.propose(application, seat, day(10), day(80), 30, by=cast.kirsten)
    actions.accept(placement, by=cast.birgitte)
    actions.confirm(placement, by=cast.kirsten, **chosen)
    return placement


def test_the_site_names_the_supervisor_later_and_the_room_is_kept(client, cast):
    first = agreed(cast)
    assert (first.status, first.supervisor, room(cast.kragelund)) == (State.CONFIRMED, None, 1)
    agreed(cast)
    with pytest.raises(actions.Blocked) as refused:
        agreed(cast)
    assert refused.value.args == (actions.FULL,)
    assert not Letter.objects.filter(name="placements/agreed_supervisor").exists()
    with pytest.raises(Refused):
        mentoring.begin(first, by=cast.mette)
    address = reverse("placements:supervisor", args=[first.pk])
    client.force_login(cast.soren)
    assert client.get(address).status_code == 404
    client.force_login(cast.birgitte)
    assert client.post(address, {"supervisor": cast.lars.supervisor.pk}).status_code == 400
    client.post(address, {"supervisor": cast.guide.pk})
    first.refresh_from_db()
    assert first.supervisor == cast.guide
    assert Letter.objects.get(name="placements/agreed_supervisor").to == cast.mette
    mentoring.begin(first, by=cast.mette)
    assert first.status == State.ACTIVE


def test_the_coordinator_names_the_supervisor_too(client, cast):
    placement = agreed(cast)
    client.force_login(cast.kirsten)
    address = reverse("admin:placements_placement_change", args=[placement.pk])
    client.post(address, {"act": "name", "supervisor": cast.guide.pk})
    placement.refresh_from_db()
    assert placement.supervisor == cast.guide


# --- warned ----------------------------------------------------------------------------------------------
@pytest.mark.promise("helsingor-06")
def test_training_that_runs_out_within_90_days_is_told_of_once_and_listed(client, cast):
    cast.guide.trainings.update(valid_to=day(89), level="clinical")
    later = SupervisorFactory(sites=[cast.kragelund])
    TrainingFactory(supervisor=later, valid_to=day(20))  # another one lasts longer
    for _tick in range(2):
        training.warn()
    letters = Letter.objects.order_by("name")
    assert [(letter.name, letter.to) for letter in letters] == [
        ("placements/training_ends_site", cast.birgitte),
        ("placements/training_ends_supervisor", cast.mette),
    ]
    assert not any("Mette" in letter.body for letter in letters)
    client.force_login(cast.kirsten)
    listed = client.get(reverse("admin:placements_supervisor_changelist"), {"training": "ends"})
    assert list(listed.context["cl"].queryset) == [cast.guide]
