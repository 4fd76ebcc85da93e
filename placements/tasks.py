"""The worker's part: a cohort run, a file of seats, those that were lost on the way, and sweeping up."""

import contextlib
from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from . import seat_work
from .cohort import run
from .models import Change, Kept, Proposal, Ruling, Run, SeatFile

PATIENCE = timedelta(minutes=2)  # after that without a beginning, a run was lost by the queue
SILENCE = timedelta(minutes=12)  # longer than a task may take: its worker is gone
KEPT = timedelta(days=2)  # lines of what has changed: a process reads everything anew each day
RUN_KEPT = timedelta(days=183)  # people, rulings and arrays of a run: half a year; its figures stay
BREATH = 10  # seconds before a file that failed is tried again
AT_ONCE = 20  # taken up in one tick of the clock


@shared_task
def match_cohort(number):
    run.perform(number)


def enqueue(number):
    """Hand a run to the worker. When the queue is down the clock does it."""
    with contextlib.suppress(OperationalError):
        match_cohort.delay(number)


@shared_task
def work_on_seats(number):
    if seat_work.perform(number):
        enqueue_seats(number, countdown=BREATH)


def enqueue_seats(number, countdown=0):
    """Hand a file of seats to the worker, likewise."""
    with contextlib.suppress(OperationalError):
        work_on_seats.apply_async([number], countdown=countdown)


def pick_up():
    """Hand over again the runs and files that nobody has begun, or whose worker was lost."""
    since = timezone.now() - PATIENCE, timezone.now() - SILENCE
    for rows, hand_over in ((Run.objects, enqueue), (SeatFile.objects, enqueue_seats)):
        for number in rows.stuck(*since).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
            hand_over(number)


def forget_changes():
    """Sweep away the lines that every process has read."""
    Change.objects.filter(at__lt=timezone.now() - KEPT).delete()


def forget_runs(now=None):
    """Leave only the figures of runs that are long over. Safe to run twice."""
    over = Run.objects.filter(asked_at__lt=(now or timezone.now()) - RUN_KEPT)
    for rows in (Kept, Ruling, Proposal):
        rows.objects.filter(run__in=over).delete()
