"""Seats needed and offered by quarter, and the timeline of a site."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Profession, Status
from placements import capacity
from placements.models import Need, Offer, State
from portal import reference
from tests.factories import (
    ApplicationFactory,
    Cast,
    DepartmentFactory,
    PlacementFactory,
    ProfessionFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2027, 2, 10)


@pytest.fixture
def cast():
    """Kragelund (MSB) and Sønderskovhus (MSO) offer seats; both take nurses."""
    found = Cast()
    for site, number, closes, more in [
        (found.kragelund, 1, date(2027, 12, 31), {}),
        (found.kragelund, 2, date(2027, 4, 10), {}),  # ten days of the second quarter: too few
        (found.kragelund, 3, date(2027, 12, 31), {"state": Offer.MAYBE}),
        (found.sonderskovhus, 1, date(2027, 12, 31), {"confirmed_on": TODAY - timedelta(days=91)}),
        (found.sonderskovhus, 2, date(2027, 12, 31), {}),
    ]:
        seat = {"opens": date(2027, 1, 1), "confirmed_on": TODAY, "closes": closes} | more
        found.seat = SeatFactory(site=site, number=number, **seat)
    return found


def lines(**chosen):
    return [line[1:] for line in capacity.Capacity(TODAY, **chosen).by_quarter()[:3]]


@pytest.mark.promise("mso-02", "mso-04")
def test_needed_waiting_offered_and_used_seats_are_counted_by_quarter(cast):
    nurse, msb = ProfessionFactory(), DepartmentFactory(code="MSB")
    Need.objects.create(
        quarter=date(2027, 5, 20), department=msb, profession=nurse, seats=7, source="Plan 2027"
    )
    soon, later = (ApplicationFactory(status=Status.MATCHABLE) for _count in range(2))
    soon.wishes.available_from, later.wishes.available_from = date(2026, 1, 1), date(2027, 4, 1)
    soon.wishes.save()
    later.wishes.save()
    PlacementFactory(
        seat=cast.seat,
        status=State.CONFIRMED,
        supervisor=None,
        starts=date(2027, 5, 1),
        ends=date(2027, 6, 1),
    )
    # needed, waiting, offered, maybe, in use
    assert lines() == [(0, 1, 3, 1, 0), (7, 1, 2, 1, 1), (0, 0, 2, 1, 0)]
    assert lines(department="MSB")[1][0] == 7
    assert [found[2:] for found in lines(department="MSB")] == [(2, 1, 0), (1, 1, 0), (1, 1, 0)]
    assert [found[2:] for found in lines(department="MSO")] == [(1, 0, 0), (1, 0, 1), (1, 0, 0)]
    assert lines(profession=ProfessionFactory(code="OT").pk)[1] == (0, 0, 0, 0, 0)
    assert lines(setting=cast.kragelund.setting_id)[0][2] == 2
    assert capacity.Capacity(TODAY).sources == ["Plan 2027"]


@pytest.mark.parametrize("who", ["kirsten", "peter", "hanne"])
def test_the_page_shows_a_chart_a_table_and_what_is_counted(client, cast, who, django_assert_max_num_queries):
    for _count in range(3):
        ApplicationFactory(status=Status.MATCHABLE)
    client.force_login(getattr(cast, who))
    with django_assert_max_num_queries(16):
        response = client.get(reverse("placements:capacity"), {"department": "MSO", "quarter": "1"})
    shown = response.content.decode()
    assert shown.count('<svg class="chart"') == 1
    waiting = [line.waiting for line in response.context["lines"] if line.waiting]
    assert len(waiting) == 1
    assert (waiting == [3]) is (
        who == "kirsten"
    )  # a few people are not counted out to those who see figures only
    assert response.context["exact"] is (who == "kirsten")


@pytest.mark.promise("helsingor-04")
def test_every_group_of_both_departments_has_figures_of_its_own(client, cast):
    reference.load()
    groups = ["SOSU_ASSISTANT", "NURSE", "TEACHER", "PEDAGOGUE", "SOCIAL_WORKER", "PT", "OT"]
    professions = Profession.objects.in_bulk(groups, field_name="code")
    assert sorted(professions) == sorted(groups)
    for count, code in enumerate(groups, start=1):
        for _each in range(count):
            application = ApplicationFactory(status=Status.MATCHABLE)
            application.background.profession = professions[code]
            application.background.save()
    client.force_login(cast.kirsten)
    tables = dict(client.get(reverse("placements:capacity")).context["tables"])
    waiting = {line.name: line.waiting for lines in tables.values() for line in lines}
    assert [waiting[professions[code].name] for code in groups] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("who", ["birgitte", "mette", "ana"])
def test_others_see_no_capacity(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("placements:capacity")).status_code == 403


def test_the_timeline_of_a_site_shows_seats_placements_and_load_at_all_her_sites(client, cast):
    today = timezone.localdate()
    guide = cast.mette.supervisor
    there = {
        "status": State.CONFIRMED,
        "supervisor": guide,
        "starts": today,
        "ends": today + timedelta(days=90),
    }
    PlacementFactory(seat__site=cast.kragelund, **there)
    PlacementFactory(seat__site=cast.sonderskovhus, **there)
    client.force_login(cast.kirsten)
    address = reverse("admin:placements_site_timeline", args=[cast.kragelund.pk])
    response = client.get(address)
    timeline = response.context["timeline"]
    assert len(timeline.placements) == 1
    _months, [(name, places, counts)] = timeline.load()
    assert (name, places, counts[1], counts[-1]) == (guide, 2, 2, 0)
    assert response.content.decode().count('<svg class="chart"') == 2
    client.force_login(cast.birgitte)
    assert client.get(address).status_code == 302
