"""What falls due now: one list, run every minute, each entry safe to run twice."""

import logging

from django.utils import timezone

from evaluation import tasks as evaluation
from intake import actions as intake
from intake import documents, partners, promises, questions, rights, vouching
from intake import tasks as scanning
from mentoring import actions as mentoring
from placements import actions as placements
from placements import agreements, seat_work, seats, training
from placements import tasks as cohorts

from . import mail, searching

log = logging.getLogger(__name__)

DUE = [
    intake.forget,
    promises.still_processing,
    promises.remind,
    rights.forget_addresses,
    partners.forget,
    partners.warn,
    vouching.ask_all,
    vouching.remind,
    vouching.run_out,
    vouching.forget,
    questions.chase,
    placements.release_withdrawn,
    seats.ask_all,
    agreements.ask_all,
    training.warn,
    mentoring.prepare,
    evaluation.pick_up,
    scanning.pick_up,
    cohorts.pick_up,
    cohorts.forget_changes,
    cohorts.forget_runs,
    seat_work.forget,
    documents.sweep,
    searching.forget,
    mail.deliver,
]


def tick(now=None):
    """Run everything that is due at `now`. One failing entry doesn't stop the others; the log tells."""
    now = now or timezone.localtime()
    for due in DUE:
        try:
            due()
        except Exception:  # whatever it was, the others are due all the same
            log.exception("%s failed at the tick of %s", due.__name__, now)
