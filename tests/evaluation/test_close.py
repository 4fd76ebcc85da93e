"""A placement is closed with an evaluation: once, by those who may, and with the report asked for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import actions
from evaluation.models import Answer, Evaluation, Progress, Report
from intake.models import Status
from placements.models import State
from portal import reference
from portal.flow import Refused
from portal.levels import Level
from tests.factories import FormVersionFactory, GoalFactory, LanguageSessionFactory, PlacementFactory

ENGLISH = {"accept-language": "en"}
KINDS = ["observation", "guidance", "teaching", "follow_up"]


@pytest.fixture
def practised(ana):
    """All four kinds of language support are in Ana's log."""
    for kind in KINDS:
        LanguageSessionFactory(placement=ana, activity=kind)


@pytest.fixture
def said(ana, form, practised):
    """Everything the page asks for, as the browser sends it."""
    questions = list(form.questions.all())
    return {
        "danish_oral": str(Level.B1_PLUS),
        "danish_written": str(Level.B1),
        f"question_{questions[0].pk}": "5",
        f"question_{questions[1].pk}": "none",
        "conclusion": "Ana er klar.",
        "plan_ahead": "",
    }


def address(placement):
    return reverse("evaluation:evaluate", args=[placement.pk])


def post(client, placement, said, step):
    return client.post(address(placement), said | {"step": step}, headers=ENGLISH)


def test_mette_looks_it_over_and_closes(cast, ana, said, client, django_capture_on_commit_callbacks):
    goal = GoalFactory(placement=ana)
    said[f"goal_{goal.pk}"] = "3"
    client.force_login(cast.mette)
    look = post(client, ana, said, "check")
    assert "Close the placement?" in look.text
    assert "Gives a handover: Don&#x27;t know" in look.text
    assert Evaluation.objects.count() == 0  # nothing is final before the last click
    with django_capture_on_commit_callbacks() as after:
        answer = post(client, ana, said, "close")
    held, asked = Evaluation.objects.get(), Report.objects.get()
    assert answer.url == reverse("evaluation:report", args=[asked.pk])
    assert (held.placement, held.by, held.danish_oral, held.danish_written) == (ana, cast.mette, 35, 30)
    assert list(held.answers.order_by("question__order").values_list("value", flat=True)) == [5, None]
    assert (held.conclusion, held.plan_ahead, held.language_reason) == ("Ana er klar.", "", "")
    ana.refresh_from_db()
    goal.refresh_from_db()
    assert (ana.status, ana.application.status, goal.now) == (State.EVALUATED, Status.COMPLETED, 3)
    assert [step.now for step in ana.history()] == ["completed", "evaluated"]
    assert (asked.status, asked.language, len(asked.inputs)) == (Progress.QUEUED, "da", 64)
    assert len(after) == 2  # the worker is told of the report and of Ana's letter once all of it is there


def test_closing_twice_is_closing_once(cast, ana, said, client):
    client.force_login(cast.mette)
    urls = {post(client, ana, said, "close").url for _press in range(3)}
    assert urls == {reverse("evaluation:report", args=[Report.objects.get().pk])}
    assert (Evaluation.objects.count(), Answer.objects.count()) == (1, 2)


def test_who_comes_second_is_refused_as_a_whole(cast, ana, form, said):
    """Two windows with the same placement: the later one changes nothing, not even a goal."""
    late = type(ana).objects.get(pk=ana.pk)
    words = {"danish_oral": 30, "danish_written": 30, "plan_ahead": "", "form": form, "answers": {}}
    actions.close(ana, by=cast.mette, levels={}, conclusion="Først", **words)
    with pytest.raises(Refused):
        actions.close(late, by=cast.mette, levels={}, conclusion="Sidst", **words)
    assert [held.conclusion for held in Evaluation.objects.all()] == ["Først"]


def test_changing_something_brings_every_answer_back(cast, ana, said, client):
    client.force_login(cast.mette)
    page = post(client, ana, said, "change")
    assert page.context["form"].data["conclusion"] == "Ana er klar."
    assert page.text.count(" checked") == 2
    assert "There is a problem" not in page.text


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"danish_oral": ""}, "Choose the level of Danish, speaking and understanding."),
        ({"danish_oral": "31"}, "Choose one of the answers shown"),
        ({"conclusion": ""}, "Write your conclusion."),
        ({"conclusion": "x" * 4001}, "use at most 4000 characters"),
        ({"plan_ahead": "x" * 2001}, "use at most 2000 characters"),
    ],
)
@pytest.mark.parametrize("step", ["check", "close"])
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, ana, said, client, wrong, told, step):
    client.force_login(cast.mette)
    page = post(client, ana, said | {"plan_ahead": "Bliver stående"} | wrong, step)
    assert told in page.text
    assert wrong.get("plan_ahead", "Bliver stående") in page.text
    assert page.text.count(" checked") == 2
    assert (Evaluation.objects.count(), Report.objects.count()) == (0, 0)


def test_each_statement_wants_an_answer_and_dont_know_is_one(cast, ana, form, said, client):
    client.force_login(cast.mette)
    first = f"question_{form.questions.first().pk}"
    for value in ("", "6", "0", "x"):
        page = post(client, ana, said | {first: value}, "close")
        assert page.context["form"].errors.keys() == {first}
    assert "Choose an answer: Part of the team" in post(client, ana, said | {first: ""}, "close").text
    assert Evaluation.objects.count() == 0
    post(client, ana, said | {first: "none"}, "close")
    assert Evaluation.objects.get().answers.filter(value=None).count() == 2


@pytest.mark.promise("answer-34")
def test_a_kind_of_support_that_never_happened_needs_a_reason(cast, ana, said, client):
    ana.language_sessions.filter(activity="follow_up").delete()
    client.force_login(cast.mette)
    page = post(client, ana, said, "close")
    assert "These are not in the log: Follow-up." in page.text
    assert page.context["form"].errors.keys() == {"language_reason"}
    assert Evaluation.objects.count() == 0
    post(client, ana, said | {"language_reason": "Sprogskolen havde ferie."}, "close")
    assert Evaluation.objects.get().language_reason == "Sprogskolen havde ferie."


@pytest.mark.promise("answer-34")
def test_with_all_four_kinds_no_reason_is_asked(cast, ana, said, client):
    client.force_login(cast.mette)
    page = client.get(address(ana), headers=ENGLISH)
    assert "language_reason" not in page.context["form"].fields
    assert "Language support has four parts" not in page.text


def test_more_fields_than_the_page_has_change_nothing_more(cast, ana, said, client):
    """Mass assignment: status, placement, by and the number of a goal of somebody else's are not taken."""
    other = GoalFactory(placement__supervisor=cast.lars.supervisor)
    forged = {"placement": "1", "by": str(cast.lars.pk), "status": "active", f"goal_{other.pk}": "5"}
    client.force_login(cast.mette)
    post(client, ana, said | forged, "close")
    other.refresh_from_db()
    held = Evaluation.objects.get()
    assert (held.placement, held.by, other.now) == (ana, cast.mette, 1)


# --- who, and when ---------------------------------------------------------------------------------------
def test_lars_cannot_evaluate_at_another_ward(cast, ana, said, client):
    client.force_login(cast.lars)
    assert client.get(address(ana)).status_code == 404
    assert post(client, ana, said, "close").status_code == 404
    ana.refresh_from_db()
    assert ana.status == State.ACTIVE


@pytest.mark.parametrize("who", ["ana", "birgitte", "kirsten", "hanne", "peter", "signe"])
def test_only_the_supervisor_evaluates(cast, ana, said, client, who):
    client.force_login(getattr(cast, who))
    assert post(client, ana, said, "close").status_code == 403
    assert Evaluation.objects.count() == 0


def test_a_placement_that_has_not_begun_leads_back_to_its_page(cast, form, client):
    coming = PlacementFactory(
        seat__site=cast.kragelund, supervisor=cast.mette.supervisor, status=State.CONFIRMED
    )
    client.force_login(cast.mette)
    assert client.get(address(coming)).url == reverse("mentoring:placement", args=[coming.pk])


def test_without_a_form_the_page_says_who_can_help(cast, ana, client):
    client.force_login(cast.mette)
    page = client.get(address(ana), headers=ENGLISH)
    assert "The system administrator can load it." in page.text
    assert post(client, ana, {"conclusion": "x"}, "close").status_code == 200
    assert Evaluation.objects.count() == 0


def test_the_newest_form_in_force_is_asked(cast, ana, form, client):
    FormVersionFactory(version=2, valid_from=timezone.localdate())
    FormVersionFactory(version=3, valid_from=timezone.localdate() + timedelta(days=1))
    client.force_login(cast.mette)
    assert client.get(address(ana)).context["form"].version.version == 2


def test_the_form_that_the_house_ships_has_five_areas(cast, ana, client):
    reference.load()
    client.force_login(cast.mette)
    domains = list(client.get(address(ana), headers=ENGLISH).context["form"].domains)
    assert len(domains) == 5
    assert sum(len(fields) for _domain, fields in domains) == 12


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_asks_as_often_for_many_as_for_one(cast, ana, form, client, n, django_assert_num_queries):
    GoalFactory.create_batch(n, placement=ana)
    LanguageSessionFactory.create_batch(n, placement=ana)
    client.force_login(cast.mette)
    with django_assert_num_queries(7):
        client.get(address(ana))
