"""The report: what it says, who may read and download it, and that each look is in the trail."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import actions, facts
from evaluation import report as document
from evaluation.models import Progress, Report
from portal.audit import Event
from portal.models import Letter
from tests.factories import (
    EvaluationFactory,
    GoalFactory,
    LanguageSessionFactory,
    LogEntryFactory,
    PlacementFactory,
    PlanItemFactory,
    ReportFactory,
)

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def ready(closed):
    actions.issue_report(closed.pk)
    closed.refresh_from_db()
    return closed


def at(name, made):
    return reverse(f"evaluation:{name}", args=[made.pk])


def download(client, made):
    return get(client, at("report_pdf", made))


def get(client, url):
    """The answer; a file is read as a whole, which closes it."""
    answer = client.get(url)
    if answer.streaming:
        answer.file = answer.getvalue()
    return answer


# --- what it says ----------------------------------------------------------------------------------------
def test_the_danish_level_travels_from_the_form_to_the_paper(cast, closed):
    told = facts.of(facts.placements().get(pk=closed.placement_id))
    languages = cast.placement.application.languages
    assert told.danish_arrival == languages.oral
    assert told.danish_needed == cast.kragelund.min_oral
    assert told.danish_leaving == 35


def test_the_facts_are_what_was_planned_logged_and_said(cast, form):
    ana = cast.placement
    PlanItemFactory(placement=ana, done_at=timezone.now())
    PlanItemFactory.create_batch(2, placement=ana)
    GoalFactory(placement=ana, text="Nået", start=1, now=3, target=3)
    GoalFactory(placement=ana, text="I gang", start=1, now=2, target=4)
    LanguageSessionFactory(placement=ana, minutes=45, note="God snak")
    LanguageSessionFactory(placement=ana, minutes=15)
    LogEntryFactory(placement=ana, kind="shift", mood=3, note="")
    questions = list(form.questions.all())
    actions.close(
        ana,
        by=cast.mette,
        form=form,
        answers={questions[0].pk: 5, questions[1].pk: None},
        levels={},
        danish_oral=40,
        danish_written=30,
        conclusion="Godt gået",
        plan_ahead="",
    )
    told = facts.of(facts.placements().get(pk=ana.pk))
    assert (told.reference, told.name, told.called) == (ana.application.reference, "Ana Reyes", "Ana")
    assert told.background == "Trained nurse from Philippines"
    assert (told.site, told.supervisor) == ("Botilbuddet Kragelund", "Mette Krog")
    assert (told.language_minutes, told.log_days, told.onboarding) == (60, 1, 33)
    assert told.can_now == ["Nået"]
    assert [(goal.text, goal.status) for goal in told.goals] == [
        ("Nået", "Reached"),
        ("I gang", "On the way"),
    ]
    assert sorted((entry.kind, entry.text, entry.minutes) for entry in told.log) == [
        ("Individual guidance", "God snak", 45),
        ("Shift", "Very well", None),
    ]
    assert [(answer.question, answer.score) for answer in told.answers] == [
        ("Part of the team", 5),
        ("Gives a handover", None),
    ]


def test_a_placement_where_nothing_was_written_has_a_report_too(closed):
    told = facts.of(facts.placements().get(pk=closed.placement_id))
    assert (told.onboarding, told.log_days, told.goals, told.log) == (None, 0, [], [])


def test_the_same_facts_make_one_report_and_a_correction_a_new_version(cast, closed):
    assert actions.ask(closed.placement, by=cast.mette) == closed
    closed.placement.evaluation.conclusion = "Rettet"
    closed.placement.evaluation.save()
    later = actions.ask(closed.placement, by=cast.kirsten)
    assert (Report.objects.count(), facts.version(closed), facts.version(later)) == (2, 1, 2)


def test_the_file_is_a_pdf_in_the_language_of_the_report(ready):
    with ready.file.open("rb") as file, pikepdf.open(BytesIO(file.read())) as pdf:
        assert (str(pdf.Root.Lang), len(pdf.pages)) == ("da", ready.pages)
        assert "Evaluering" in str(pdf.docinfo.Title) or "Ana Reyes" in str(pdf.docinfo.Title)
    assert (ready.status, ready.size) == (Progress.READY, ready.file.size)
    assert ready.made_at is not None
    assert "Ana" not in ready.file.name


def test_screen_and_paper_show_the_same(cast, ready, client):
    client.force_login(cast.birgitte)
    page = client.get(at("report", ready), headers=ENGLISH)
    assert "Ana giver selv en overlevering." in page.text
    assert page.context["report"] == facts.of(facts.placements().get(pk=ready.placement_id))
    assert [template.name for template in page.templates].count("evaluation/report_body.html") == 1
    assert document.context(page.context["report"])["danish"].rows[2] == ("On leaving", "B1+")


# --- who may ---------------------------------------------------------------------------------------------
READERS = ["mette", "birgitte", "kirsten", "jonas"]
STRANGERS = ["lars", "soren"]  # the supervisor and the manager of another site
OUTSIDE = ["ana", "hanne", "peter", "signe"]  # those who read no reports


@pytest.mark.parametrize("name", ["report", "report_state", "report_pdf"])
def test_only_those_of_the_site_and_the_coordinators_read_it(cast, ready, client, name):
    codes = {}
    for who in READERS + STRANGERS + OUTSIDE:
        client.force_login(getattr(cast, who))
        codes[who] = get(client, at(name, ready)).status_code
    expected = {who: 200 for who in READERS} | {who: 404 for who in STRANGERS} | {who: 403 for who in OUTSIDE}
    assert codes == expected
    client.logout()
    assert client.get(at(name, ready)).status_code == 302


def test_a_number_that_nobody_has_is_not_found(cast, ready, client):
    client.force_login(cast.birgitte)
    for number in (0, ready.pk + 1, 10**30):
        assert client.get(reverse("evaluation:report_pdf", args=[number])).status_code == 404


def test_the_list_shows_those_of_ones_own_sites(cast, ready, client):
    other = EvaluationFactory(placement__seat__site=cast.sonderskovhus)
    ReportFactory(placement=other.placement)
    found = {}
    for who in ("birgitte", "soren", "kirsten", "mette", "lars"):
        client.force_login(getattr(cast, who))
        page = client.get(reverse("evaluation:reports"))
        found[who] = {held.placement.site.name for held in page.context["page"]}
    kragelund, sonderskovhus = {"Botilbuddet Kragelund"}, {"Plejehjemmet Sønderskovhus"}
    assert found == {
        "birgitte": kragelund,
        "soren": sonderskovhus,
        "kirsten": kragelund | sonderskovhus,
        "mette": kragelund,
        "lars": set(),
    }


def test_an_empty_list_says_what_will_be_here(cast, client):
    client.force_login(cast.birgitte)
    assert "No reports yet" in client.get(reverse("evaluation:reports"), headers=ENGLISH).text


def test_an_evaluation_without_a_report_offers_to_make_one(cast, client, form):
    held = EvaluationFactory(placement__seat__site=cast.kragelund, form=form)
    client.force_login(cast.soren)
    assert client.post(reverse("evaluation:ask", args=[held.placement_id])).status_code == 404
    client.force_login(cast.birgitte)
    assert "Make the report" in client.get(reverse("evaluation:reports"), headers=ENGLISH).text
    urls = {client.post(reverse("evaluation:ask", args=[held.placement_id])).url for _press in range(2)}
    assert urls == {Report.objects.get().get_absolute_url()}


# --- the download ----------------------------------------------------------------------------------------
def test_the_file_is_served_inert_and_without_a_name_in_it(cast, ready, client):
    client.force_login(cast.birgitte)
    answer = download(client, ready)
    assert answer.file.startswith(b"%PDF-1.7")
    reference = ready.placement.application.reference
    assert {name: answer[name] for name in HEADERS} == HEADERS | {
        "Content-Disposition": f'attachment; filename="evaluering-{reference}.pdf"',
        "Content-Length": str(ready.size),
    }


HEADERS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "",
    "Content-Length": "",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


def test_every_look_and_every_download_is_in_the_trail(cast, ready, client):
    client.force_login(cast.birgitte)
    client.get(at("report", ready))
    for _twice in range(2):
        download(client, ready)
    client.force_login(cast.soren)
    download(client, ready)
    looks = Event.objects.filter(of="evaluation.report", act__in=["read", "download"]).order_by("pk")
    assert [(event.who, event.act, event.row) for event in looks] == [
        (cast.birgitte, "read", ready.pk),
        (cast.birgitte, "download", ready.pk),
        (cast.birgitte, "download", ready.pk),
    ]


def test_a_report_under_way_leads_back_to_its_page(cast, closed, client):
    client.force_login(cast.birgitte)
    assert client.get(at("report_pdf", closed)).url == closed.get_absolute_url()
    page = client.get(closed.get_absolute_url(), headers=ENGLISH)
    assert "We are making the PDF." in page.text
    assert f'data-poll="{at("report_state", closed)}"' in page.text
    assert "See if it is done" in page.text  # the way without JavaScript


def test_the_fragment_asks_on_until_the_file_is_there(cast, closed, client):
    client.force_login(cast.birgitte)
    assert "data-poll" in client.get(at("report_state", closed)).text
    actions.issue_report(closed.pk)
    fragment = client.get(at("report_state", closed), headers=ENGLISH).text
    assert "data-poll" not in fragment
    assert f'href="{at("report_pdf", closed)}"' in fragment
    assert "Download PDF" in fragment


def test_a_lost_file_is_made_again(cast, ready, client):
    ready.file.storage.delete(ready.file.name)
    client.force_login(cast.birgitte)
    assert client.get(at("report_pdf", ready)).url == ready.get_absolute_url()
    ready.refresh_from_db()
    assert ready.status == Progress.QUEUED
    actions.issue_report(ready.pk)
    assert download(client, ready).file.startswith(b"%PDF-1.7")


# --- the letter ------------------------------------------------------------------------------------------
def test_the_manager_of_the_site_gets_one_letter_with_a_link_and_nothing_more(cast, ready):
    actions.issue_report(ready.pk)
    letter = Letter.objects.get(name="evaluation/report_ready")
    assert letter.to == cast.birgitte
    assert ready.get_absolute_url() in letter.body
    for word in ("Ana", "Reyes", "Kragelund", ready.placement.application.reference):
        assert word not in letter.subject + letter.body


# --- how much is asked -----------------------------------------------------------------------------------
@pytest.mark.parametrize("n", [1, 30])
def test_the_list_asks_as_often_for_many_as_for_one(cast, form, client, n, django_assert_num_queries):
    for _one in range(n):
        held = EvaluationFactory(placement__seat__site=cast.kragelund, form=form)
        ReportFactory(placement=held.placement)
    client.force_login(cast.birgitte)
    with django_assert_num_queries(5):
        page = client.get(reverse("evaluation:reports"))
    assert len(page.context["page"]) == n


@pytest.mark.parametrize("n", [1, 30])
def test_a_supervisors_list_asks_as_often_for_many_as_for_one(
    cast, form, client, n, django_assert_num_queries
):
    for _one in range(n):
        EvaluationFactory(
            placement__seat__site=cast.kragelund, placement__supervisor=cast.mette.supervisor, form=form
        )
        PlacementFactory(seat__site=cast.kragelund, supervisor=cast.mette.supervisor)
    client.force_login(cast.mette)
    with django_assert_num_queries(6):
        page = client.get(reverse("evaluation:reports"))
    assert (len(page.context["page"]), len(page.context["to_do"])) == (n, n)


@pytest.mark.parametrize("n", [1, 30])
def test_the_report_asks_as_often_for_many_rows_as_for_one(
    cast, closed, client, n, django_assert_num_queries
):
    for factory in (PlanItemFactory, LanguageSessionFactory, LogEntryFactory, GoalFactory):
        factory.create_batch(n, placement=closed.placement)
    client.force_login(cast.birgitte)
    with django_assert_num_queries(11):
        client.get(closed.get_absolute_url())
