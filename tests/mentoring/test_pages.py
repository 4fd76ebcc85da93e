"""The supervisor's pages: what they say, whom they let in, and how much they ask the database."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import Goal
from placements.models import State
from portal.flow import Refused
from tests.factories import (
    GoalFactory,
    LanguageSessionFactory,
    LogEntryFactory,
    PlacementFactory,
    PlanItemFactory,
)

ENGLISH = {"accept-language": "en"}


def test_home_says_who_is_here_and_what_waits(cast, ana, client):
    client.force_login(cast.mette)
    page = client.get(reverse("mentoring:home"), headers=ENGLISH)
    assert "Ana Reyes" in page.text
    card = page.context["cards"][0]
    assert f"Day {card.day} of {card.days}" in page.text
    assert "Nothing waits" in page.text
    assert "You guide 1 of at most" in page.text
    assert "Training is valid" in page.text


def test_home_of_somebody_without_trainees_says_what_will_be_here(cast, ana, client):
    client.force_login(cast.lars)
    page = client.get(reverse("mentoring:home"), headers=ENGLISH)
    assert "Nobody is with you right now" in page.text
    assert "Ana Reyes" not in page.text


def test_a_training_that_has_expired_is_said(cast, ana, client):
    cast.mette.supervisor.trainings.update(valid_to=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.mette)
    assert "Training has expired" in client.get(reverse("mentoring:home"), headers=ENGLISH).text


@pytest.mark.parametrize("name", ["placement", "goals"])
def test_another_supervisor_finds_nothing(cast, ana, client, name):
    url = reverse(f"mentoring:{name}", args=[ana.pk])
    client.force_login(cast.lars)
    assert client.get(url).status_code == 404
    client.force_login(cast.mette)
    page = client.get(url)
    assert (page.status_code, "Ana" in page.text) == (200, True)


@pytest.mark.parametrize("who", ["ana", "birgitte", "hanne", "peter", "signe"])
def test_those_who_guide_nobody_are_turned_away(cast, ana, client, who):
    client.force_login(getattr(cast, who))
    for url in [reverse("mentoring:home"), reverse("mentoring:placement", args=[ana.pk])]:
        assert client.get(url).status_code == 403


def test_a_supervisor_does_not_see_who_is_only_suggested(cast, client):
    suggested = PlacementFactory(
        seat__site=cast.kragelund, supervisor=cast.mette.supervisor, status=State.PROPOSED
    )
    client.force_login(cast.mette)
    assert client.get(reverse("mentoring:placement", args=[suggested.pk])).status_code == 404


# --- goals -----------------------------------------------------------------------------------------------
def test_goals_are_set_once_and_levels_are_written(cast, ana, client):
    client.force_login(cast.mette)
    url = reverse("mentoring:goals", args=[ana.pk])
    new = {"text": "Give en overlevering", "area": "language", "start": "1", "target": "3", "add": "1"}
    for _press in range(2):
        assert client.post(url, new).url == url
    goal = Goal.objects.get()
    assert (goal.placement, goal.start, goal.now, goal.target) == (ana, 1, 1, 3)
    client.post(url, {f"goal_{goal.pk}": "3"})
    goal.refresh_from_db()
    assert (goal.now, goal.met) == (3, True)


def test_a_goal_below_where_she_is_gets_a_clear_message(cast, ana, client):
    client.force_login(cast.mette)
    new = {"text": "Mit mål", "area": "skill", "start": "3", "target": "2", "add": "1"}
    page = client.post(reverse("mentoring:goals", args=[ana.pk]), new, headers=ENGLISH)
    assert "Choose a level above the one of today." in page.text
    assert "Mit mål" in page.text
    assert Goal.objects.count() == 0


def test_the_goal_of_another_trainee_cannot_be_moved_by_its_number(cast, ana, client):
    mine, his = GoalFactory(placement=ana), GoalFactory(placement__supervisor=cast.lars.supervisor)
    client.force_login(cast.mette)
    client.post(reverse("mentoring:goals", args=[ana.pk]), {f"goal_{mine.pk}": "4", f"goal_{his.pk}": "5"})
    mine.refresh_from_db()
    his.refresh_from_db()
    assert (mine.now, his.now) == (4, 1)


def test_goals_of_a_closed_placement_stay(cast, ana):
    goal = GoalFactory(placement=ana)
    ana.move(State.COMPLETED, by=cast.mette)
    with pytest.raises(Refused):
        actions.set_levels(ana, {goal.pk: 5}, by=cast.mette)
    with pytest.raises(Refused):
        actions.add_goal(ana, by=cast.mette, area="skill", text="Mere", start=1, target=3)
    assert list(ana.goals.values_list("pk", "now")) == [(goal.pk, 1)]


# --- how much is asked -----------------------------------------------------------------------------------
@pytest.mark.parametrize("n", [1, 29])
def test_home_asks_as_often_for_many_as_for_one(cast, client, n, django_assert_num_queries):
    for _one in range(n):
        row = PlacementFactory(seat__site=cast.kragelund, supervisor=cast.mette.supervisor)
        PlanItemFactory(placement=row)
        LogEntryFactory(placement=row)
    client.force_login(cast.mette)
    with django_assert_num_queries(6):
        page = client.get(reverse("mentoring:home"))
    assert len(page.context["cards"]) == n


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_of_a_trainee_asks_as_often_for_many_rows_as_for_one(
    cast, ana, client, n, django_assert_num_queries
):
    for factory in (PlanItemFactory, LanguageSessionFactory, LogEntryFactory, GoalFactory):
        factory.create_batch(n, placement=ana)
    client.force_login(cast.mette)
    with django_assert_num_queries(9):
        page = client.get(reverse("mentoring:placement", args=[ana.pk]))
    assert len(page.context["latest"]) + len(page.context["older"]) == 2 * n


@pytest.mark.parametrize("n", [1, 30])
def test_the_goals_ask_as_often_for_many_as_for_one(cast, ana, client, n, django_assert_num_queries):
    GoalFactory.create_batch(n, placement=ana)
    client.force_login(cast.mette)
    with django_assert_num_queries(4):
        client.get(reverse("mentoring:goals", args=[ana.pk]))
