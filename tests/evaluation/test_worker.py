"""The worker makes the report: once, also when it runs twice, fails, is killed, or the queue is down."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from kombu import Connection

from evaluation import actions, tasks
from evaluation.models import Progress, Report
from portal import pdf
from portal.celery import app
from portal.models import Letter
from portal.services.house import House
from tests.factories import LogEntryFactory

ENGLISH = {"accept-language": "en"}


def files():
    folder = Path(settings.MEDIA_ROOT, "reports")
    return {path.name for path in folder.glob("*")} if folder.exists() else set()


@pytest.fixture
def before():
    return files()


def made_since(before):
    return files() - before


# --- twice, and failing ----------------------------------------------------------------------------------
def test_a_task_run_twice_makes_one_file_and_one_letter(closed, before):
    tasks.issue_report(closed.pk)
    closed.refresh_from_db()
    first = (closed.file.name, closed.made_at, closed.size)
    tasks.issue_report(closed.pk)
    closed.refresh_from_db()
    assert (closed.file.name, closed.made_at, closed.size) == first
    assert made_since(before) == {Path(closed.file.name).name}
    assert Letter.objects.filter(name="evaluation/report_ready").count() == 1


def test_a_report_that_is_gone_is_no_work(closed):
    number = closed.pk
    closed.delete()
    assert actions.issue_report(number) is False


@pytest.fixture
def no_paper(monkeypatch):
    """Whatever is printed turns out too long for paper."""
    monkeypatch.setattr(pdf, "MOST_PAGES", 0)


def test_three_failures_and_it_is_said_with_a_way_on(cast, closed, no_paper, client, before, monkeypatch):
    assert [actions.issue_report(closed.pk) for _try in range(3)] == [True, True, False]
    closed.refresh_from_db()
    assert (closed.status, closed.tries) == (Progress.FAILED, 3)
    assert actions.issue_report(closed.pk) is False  # a fourth does nothing
    assert made_since(before) == set()
    client.force_login(cast.birgitte)
    page = client.get(closed.get_absolute_url(), headers=ENGLISH)
    assert "The PDF could not be made." in page.text
    monkeypatch.undo()
    assert client.post(reverse("evaluation:again", args=[closed.pk])).url == closed.get_absolute_url()
    closed.refresh_from_db()
    assert (closed.status, closed.tries) == (Progress.QUEUED, 0)
    actions.issue_report(closed.pk)
    closed.refresh_from_db()
    assert (closed.status, closed.tries) == (Progress.READY, 1)


def test_a_coordinator_finds_what_failed_in_the_admin(cast, closed, no_paper, client):
    for _try in range(3):
        actions.issue_report(closed.pk)
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:evaluation_report_changelist"), {"status": "failed"}, headers=ENGLISH)
    assert closed.placement.application.reference in page.text
    page = client.get(reverse("admin:evaluation_report_change", args=[closed.pk]), headers=ENGLISH)
    assert "Failed" in page.text
    assert f'href="{closed.get_absolute_url()}"' in page.text  # where "Try again" is
    client.force_login(cast.birgitte)
    assert client.get(reverse("admin:evaluation_report_changelist")).status_code == 302


def test_soren_cannot_press_try_again_for_another_site(cast, closed, no_paper, client):
    for _try in range(3):
        actions.issue_report(closed.pk)
    client.force_login(cast.soren)
    assert client.post(reverse("evaluation:again", args=[closed.pk])).status_code == 404
    closed.refresh_from_db()
    assert closed.status == Progress.FAILED


def test_a_report_that_ends_the_worker_each_time_is_given_up(closed):
    """The tries are counted before the work, so a page that kills its worker stops after three."""
    Report.objects.filter(pk=closed.pk).update(tries=3)
    assert actions.issue_report(closed.pk) is False
    closed.refresh_from_db()
    assert closed.status == Progress.FAILED


# --- the clock picks up ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "status, asked, tried, lost",
    [
        (Progress.QUEUED, 3, None, True),
        (Progress.QUEUED, 1, None, False),
        (Progress.QUEUED, 60, 1, False),
        (Progress.WORKING, 60, 3, True),
        (Progress.WORKING, 60, 1, False),
        (Progress.READY, 60, 60, False),
        (Progress.FAILED, 60, 60, False),
    ],
)
def test_what_counts_as_lost(closed, status, asked, tried, lost):
    """Minutes since it was asked for and since it was last tried."""
    now = timezone.now()
    Report.objects.filter(pk=closed.pk).update(
        status=status,
        asked_at=now - timedelta(minutes=asked),
        tried_at=None if tried is None else now - timedelta(minutes=tried),
    )
    assert Report.objects.stuck(now - tasks.PATIENCE).exists() == lost


# --- real processes --------------------------------------------------------------------------------------
def wait_for(closed, *statuses, seconds=60):
    until = time.monotonic() + seconds
    while closed.status not in statuses:
        assert time.monotonic() < until, f"still {closed.status}"
        time.sleep(0.05)
        closed.refresh_from_db()


@pytest.mark.slow
def test_the_worker_makes_the_file_and_the_page_gives_it(worker, cast, closed, client, before):
    tasks.enqueue(closed.pk)
    tasks.enqueue(closed.pk)
    wait_for(closed, Progress.READY)
    worker.wait()
    assert made_since(before) == {Path(closed.file.name).name}
    client.force_login(cast.birgitte)
    answer = client.get(reverse("evaluation:report_pdf", args=[closed.pk]))
    assert answer.getvalue().startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing(services, worker, closed, before):
    """kill -9 while the page is being set: the row is free again at once, and another worker makes one file."""
    LogEntryFactory.create_batch(400, placement=closed.placement, note="En lang dag med mange ord. " * 8)
    queue = services.redis_url(5)
    own = {"DATABASE_URL": services.postgres.url(connection.settings_dict["NAME"]), "REDIS_URL": queue}
    doomed = House(services, services.env | own)
    doomed.start("worker", prefix="doomed-")
    with Connection(queue.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")) as door:
        tasks.issue_report.apply_async([closed.pk], connection=door)
    wait_for(closed, Progress.WORKING)
    time.sleep(0.5)
    os.killpg(services.running["doomed-worker"].pid, signal.SIGKILL)
    services.stop("doomed-worker")
    closed.refresh_from_db()
    assert (closed.status, closed.tries, made_since(before)) == (Progress.WORKING, 1, set())
    name = closed.file.name
    Report.objects.update(
        asked_at=timezone.now() - timedelta(hours=1), tried_at=timezone.now() - timedelta(hours=1)
    )
    tasks.pick_up()
    wait_for(closed, Progress.READY)
    worker.wait()
    assert (closed.file.name, made_since(before)) == (name, {Path(name).name})


@pytest.fixture
def no_queue(tmp_path):
    """Redis is gone: the address of the queue leads nowhere."""
    was = app.conf.broker_url
    _forget_connections()
    app.conf.broker_url = f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0"
    yield
    _forget_connections()
    app.conf.broker_url = was


def _forget_connections():
    app._pool = None
    app.amqp._producer_pool = None


def test_closing_works_while_the_queue_is_down(
    no_queue, cast, form, client, django_capture_on_commit_callbacks
):
    ana = cast.placement
    said = {f"question_{question.pk}": "4" for question in form.questions.all()}
    said |= {"danish_oral": "30", "danish_written": "30", "conclusion": "God", "language_reason": "Tid"}
    client.force_login(cast.mette)
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True) as after:
        answer = client.post(reverse("evaluation:evaluate", args=[ana.pk]), said | {"step": "close"})
    asked = Report.objects.get()
    assert answer.url == asked.get_absolute_url()
    assert len(after) == 2  # her letter, and the report
    assert time.monotonic() - began < 5  # the page doesn't hang either
    page = client.get(answer.url, headers=ENGLISH)
    assert "We are making the PDF." in page.text
    assert Report.objects.stuck(timezone.now() + timedelta(minutes=1)).get() == asked  # for the clock to find
