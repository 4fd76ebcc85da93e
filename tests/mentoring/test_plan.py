"""The plan: made from the templates, dated from the first day, ticked off, moved, and begun."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import PlanItem
from placements.models import State
from portal import reference
from portal.audit import Event
from portal.flow import Refused
from portal.tick import tick
from tests.factories import DepartmentFactory, PlacementFactory, PlanTemplateFactory, TemplateItemFactory

MONDAY = date(2027, 3, 1)


@pytest.fixture
def templates(cast):
    """One template for all, one for MSB where Kragelund belongs, one for MSO, and one no longer in use."""
    common = PlanTemplateFactory(name="Fælles")
    for offset, track in [(-14, "professional"), (0, "professional"), (5, "language"), (28, "language")]:
        TemplateItemFactory(template=common, day_offset=offset, track=track, text_en=f"Common {offset}")
    msb = PlanTemplateFactory(name="MSB", department=cast.kragelund.department)
    TemplateItemFactory(template=msb, day_offset=3, text_en="MSB 3")
    mso = PlanTemplateFactory(name="MSO", department=DepartmentFactory(code="MSO"))
    TemplateItemFactory(template=mso, day_offset=3, text_en="MSO 3")
    TemplateItemFactory(template=PlanTemplateFactory(active=False), day_offset=1, text_en="Old")


@pytest.fixture
def coming(cast, templates):
    """Ana's placement is agreed and begins on a Monday."""
    return PlacementFactory(
        application__applicant=cast.ana,
        seat__site=cast.kragelund,
        supervisor=cast.mette.supervisor,
        status=State.CONFIRMED,
        starts=MONDAY,
        ends=date(2027, 5, 28),
    )


def dates(placement):
    return [(item.text_en, item.due_on) for item in placement.plan.order_by("day_offset", "pk")]


EXPECTED = [
    ("Common -14", date(2027, 2, 15)),
    ("Common 0", MONDAY),
    ("MSB 3", date(2027, 3, 4)),
    ("Common 5", date(2027, 3, 8)),
    ("Common 28", date(2027, 3, 29)),
]


@pytest.mark.promise("helsingor-13")
def test_the_clock_makes_the_plan_of_an_agreed_placement_once(coming):
    assert dates(coming) == []
    tick()
    assert dates(coming) == EXPECTED
    tick()
    assert dates(coming) == EXPECTED


def test_a_suggested_placement_has_no_plan_yet(coming, templates):
    suggested = PlacementFactory(status=State.PROPOSED)
    actions.prepare()
    assert (suggested.plan.count(), coming.plan.count()) == (0, 5)


def test_a_changed_template_does_not_change_a_running_plan(coming):
    actions.prepare()
    TemplateItemFactory(template__department=None, text_en="New")
    actions.prepare()
    actions.plan(coming, by=None)
    assert dates(coming) == EXPECTED


@pytest.mark.promise("helsingor-13")
def test_another_first_day_moves_what_is_open_and_leaves_what_is_done(coming, cast):
    actions.prepare()
    done = coming.plan.get(text_en="Common -14")
    actions.tick_off(done, by=cast.mette)
    type(coming).objects.filter(pk=coming.pk).update(starts=date(2027, 3, 8))
    tick()
    assert dates(coming) == [
        ("Common -14", date(2027, 2, 15)),
        ("Common 0", date(2027, 3, 8)),
        ("MSB 3", date(2027, 3, 11)),
        ("Common 5", date(2027, 3, 15)),
        ("Common 28", date(2027, 4, 5)),
    ]
    before = Event.objects.count()
    tick()
    assert Event.objects.count() == before  # nothing is left behind, so nothing is moved again


@pytest.mark.parametrize("days", [1, 2])
def test_even_a_small_move_of_the_first_day_is_seen(coming, days):
    actions.prepare()
    type(coming).objects.filter(pk=coming.pk).update(starts=MONDAY + timedelta(days=days))
    actions.prepare()
    assert coming.plan.get(text_en="Common 0").due_on == MONDAY + timedelta(days=days)


def test_the_plan_is_dated_by_the_lists_that_the_house_ships(coming):
    PlanItem.objects.all().delete()
    reference.load()
    actions.plan(coming, by=None)
    offsets = set(coming.plan.values_list("day_offset", flat=True))
    assert {-14, 0, 7, 28} <= offsets  # day -14, day 1, week 1, week 4
    assert set(coming.plan.values_list("track", flat=True)) == {"language", "professional"}
    assert all(item.due_on.weekday() < 5 and item.responsible for item in coming.plan.all())


# --- ticking off -----------------------------------------------------------------------------------------
def press(client, item, what="done"):
    return client.post(reverse(f"mentoring:{what}", args=[item.placement_id, item.pk]))


def test_ticking_off_twice_keeps_the_first_time_and_person(coming, cast, client):
    actions.prepare()
    item = coming.plan.first()
    client.force_login(cast.mette)
    assert press(client, item).url == f"/mentoring/{coming.pk}/#plan-professional"
    item.refresh_from_db()
    first = item.done_at
    assert (item.done_by, first is not None) == (cast.mette, True)
    client.force_login(cast.kirsten)
    press(client, item)
    item.refresh_from_db()
    assert (item.done_by, item.done_at) == (cast.mette, first)
    press(client, item, "open")
    item.refresh_from_db()
    assert (item.done_by, item.done_at) == (None, None)


def test_lars_cannot_tick_off_at_another_ward(coming, cast, client):
    actions.prepare()
    item = coming.plan.first()
    client.force_login(cast.lars)
    assert press(client, item).status_code == 404
    assert press(client, item, "open").status_code == 404
    item.refresh_from_db()
    assert item.done_at is None


def test_an_item_of_another_placement_is_not_found_through_ones_own(coming, cast, client):
    """Mette may not reach Lars' item by writing its number behind the number of her own placement."""
    his = PlacementFactory(
        seat__site=cast.sonderskovhus, supervisor=cast.lars.supervisor, status=State.CONFIRMED
    )
    actions.prepare()
    client.force_login(cast.mette)
    for number in (his.plan.first().pk, 0, 10**30):
        url = reverse("mentoring:done", args=[coming.pk, number])
        assert client.post(url).status_code == 404
    assert not his.plan.exclude(done_at=None).exists()


def test_a_look_changes_nothing(coming, cast, client):
    actions.prepare()
    client.force_login(cast.mette)
    assert client.get(reverse("mentoring:done", args=[coming.pk, coming.plan.first().pk])).status_code == 405
    assert client.get(reverse("mentoring:begin", args=[coming.pk])).status_code == 405
    assert not coming.plan.exclude(done_at=None).exists()


# --- the beginning ---------------------------------------------------------------------------------------
def test_mette_begins_and_twice_is_once(coming, cast, client):
    client.force_login(cast.mette)
    url = reverse("mentoring:begin", args=[coming.pk])
    for _press in range(2):
        assert client.post(url).url == reverse("mentoring:placement", args=[coming.pk])
    coming.refresh_from_db()
    assert coming.status == State.ACTIVE
    assert [(step.was, step.now, step.by) for step in coming.history()] == [
        ("confirmed", "active", cast.mette)
    ]
    assert dates(coming) == EXPECTED  # begun before the clock came round, it has its plan all the same


def test_lars_cannot_begin_for_mette(coming, cast, client):
    client.force_login(cast.lars)
    assert client.post(reverse("mentoring:begin", args=[coming.pk])).status_code == 404
    coming.refresh_from_db()
    assert coming.status == State.CONFIRMED


def test_a_cancelled_placement_does_not_begin(coming, cast):
    coming.move(State.CANCELLED, by=cast.kirsten)
    with pytest.raises(Refused):
        actions.begin(coming, by=cast.mette)
    assert coming.plan.count() == 0  # neither is a plan made of it


def test_the_page_before_the_start_says_when_and_offers_to_begin(coming, cast, client):
    client.force_login(cast.mette)
    page = client.get(reverse("mentoring:placement", args=[coming.pk]), headers={"accept-language": "en"})
    assert "Ana starts on Monday 1 March 2027" in page.text
    assert f'action="/mentoring/{coming.pk}/begin/"' in page.text
    log = client.get(reverse("mentoring:log", args=[coming.pk, "language"]))
    assert log.url == reverse("mentoring:placement", args=[coming.pk])


def test_what_is_late_comes_first_and_is_said_in_words(cast, templates, client):
    cast.placement.plan.create(text_en="Forgotten", due_on=timezone.localdate() - timedelta(days=3))
    cast.placement.plan.create(text_en="Soon", due_on=timezone.localdate() + timedelta(days=2))
    client.force_login(cast.mette)
    page = client.get(
        reverse("mentoring:placement", args=[cast.placement.pk]), headers={"accept-language": "en"}
    )
    assert page.text.index("Forgotten") < page.text.index("Soon")
    assert "3 days ago" in page.text
    home = client.get(reverse("mentoring:home"), headers={"accept-language": "en"})
    assert "1 thing is late" in home.text
    assert "1 thing this week" in home.text
