"""The worker's part: make a report, and pick up those that were lost on the way."""

import contextlib
from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from . import actions
from .models import Report

PATIENCE = timedelta(minutes=2)  # after that without a try, a report was lost by the queue or the worker
BREATH = 10  # seconds before a report that failed is tried again
AT_ONCE = 200  # picked up in one tick of the clock


@shared_task
def issue_report(number):
    if actions.issue_report(number):
        enqueue(number, countdown=BREATH)


def enqueue(number, countdown=0):
    """Hand a report to the worker. When the queue is down the clock does it."""
    with contextlib.suppress(OperationalError):
        issue_report.apply_async([number], countdown=countdown)


def pick_up():
    """Hand over again what nobody has worked on for a while."""
    lost = Report.objects.stuck(timezone.now() - PATIENCE).order_by("asked_at", "pk")
    for number in lost.values_list("pk", flat=True)[:AT_ONCE]:
        enqueue(number)
