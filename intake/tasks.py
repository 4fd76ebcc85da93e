"""The worker's part: have documents scanned, and pick up those that were lost on the way."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

from . import documents
from .models import Document

AT_ONCE = 200  # picked up in one tick of the clock


@shared_task
def scan_document(number):
    documents.scan_document(number)


def enqueue(number):
    """Hand a document to the scanner. When the queue is down the clock does it."""
    with contextlib.suppress(OperationalError):
        scan_document.delay(number)


def pick_up():
    """Hand over again what still waits, the scanner having been down say."""
    for number in Document.objects.to_scan().values_list("pk", flat=True)[:AT_ONCE]:
        enqueue(number)
