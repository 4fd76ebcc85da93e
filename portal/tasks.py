"""Work that the clock starts."""

from celery import shared_task

from . import mail  # noqa: F401 - its task is found through this module
from .tick import tick as fall_due


@shared_task
def tick():
    fall_due()
