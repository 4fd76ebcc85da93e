"""How it ends: the placement is closed with an evaluation, and the report on it is made."""

import hashlib
import json
import logging
from dataclasses import asdict
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from intake.models import Status
from mentoring import actions as mentoring
from placements.models import State
from portal import mail, pdf
from portal.audit import Event, note

from . import facts, report
from .models import Answer, Evaluation, Progress, Report

log = logging.getLogger(__name__)
MAX_TRIES = 3


@transaction.atomic
def close(placement, *, by, form, answers, levels, **said):
    """Close a placement with the supervisor's evaluation, and ask for the report.

    `answers` is {number of the question: 1 to 5 or None}, `levels` is {number of the goal: 1 to 5}. It can't be
    undone: of two who close at once the second is Refused.
    """
    mentoring.set_levels(placement, levels, by=by)
    placement.move(State.COMPLETED, by=by)
    held = Evaluation.objects.create(placement=placement, form=form, by=by, **said)
    Answer.objects.bulk_create(
        Answer(evaluation=held, question_id=question, value=value) for question, value in answers.items()
    )
    placement.move(State.EVALUATED, by=by)
    placement.application.move(Status.COMPLETED, by=by)
    mail.send("evaluation/completed", placement.application.applicant, key=placement.pk)
    return ask(placement, by=by)


@transaction.atomic
def ask(placement, *, by, language=settings.LANGUAGE_CODE):
    """The report on an evaluated placement as things stand: the one there is, or a new one to be made."""
    asked, new = Report.objects.get_or_create(
        placement=placement, language=language, inputs=fingerprint(placement, language)
    )
    if new:
        asked.begin(by=by)
        note(by, Event.Act.CHANGE, asked, purpose="ask")
    return asked


def fingerprint(placement, language) -> str:
    """A number for everything the report says: the same facts give the same number, in hex (SHA-256)."""
    with translation.override(language):
        said = asdict(facts.of(facts.placements().get(pk=placement.pk)))
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def ask_again(asked, *, by):
    """Give a report that failed, or whose file was lost, three more tries."""
    asked.move(Progress.QUEUED, by=by, tries=0, asked_at=timezone.now())


def issue_report(number):
    """Make a report that waits: its file is there as a whole, or the report still waits.

    Safe to run twice and to be killed: the file's name is chosen before the work and the row is locked while it
    lasts, so a second run writes the same file and one at the same time does nothing. True when it should be
    tried again soon.
    """
    taken = _take(number)
    if taken is None:
        return False
    try:
        _make(taken)
    except Exception as error:  # whatever is wrong with one report, the worker goes on
        log.warning("report %s was not made: %s", number, type(error).__name__)
        return _give_up_or_wait(number)
    return False


@transaction.atomic
def _take(number):
    """The report, one try more on it and a name for its file; None when it's made, given up or in hand."""
    waiting = Report.objects.unfinished().select_for_update(skip_locked=True)
    found = waiting.filter(pk=number).first()
    if found is None:
        return None
    name = found.file.name or f"reports/{uuid4()}.pdf"
    found.move(Progress.WORKING, by=None, tries=found.tries + 1, tried_at=timezone.now(), file=name)
    if found.tries > MAX_TRIES:  # the tries before ended the worker itself
        found.move(Progress.FAILED, by=None)
        return None
    return found


@transaction.atomic
def _make(taken):
    locked = Report.objects.select_for_update(skip_locked=True).filter(pk=taken.pk, status=Progress.WORKING)
    if not locked.exists():
        return
    paper = render(taken)
    storage, name = taken.file.storage, taken.file.name
    storage.delete(name)  # what a killed worker left
    storage.save(name, ContentFile(paper))
    taken.move(Progress.READY, by=None, pages=paper.pages, size=len(paper), made_at=timezone.now())
    tell_managers(taken)


def render(asked):
    """The report on paper, as bytes that know their number of `pages`."""
    placement = facts.placements().get(pk=asked.placement_id)
    with translation.override(asked.language):
        context = report.context(facts.of(placement, facts.version(asked)), paper=True)
    return pdf.render("evaluation/report_paper.html", context, asked.language)


@transaction.atomic
def _give_up_or_wait(number) -> bool:
    found = Report.objects.select_for_update().get(pk=number)
    if found.status == Progress.WORKING and found.tries >= MAX_TRIES:
        found.move(Progress.FAILED, by=None)
    return found.status == Progress.WORKING


def tell_managers(made):
    """A letter with the link to those who lead the site. Nothing about the trainee is in it."""
    for manager in made.placement.seat.site.managers():
        mail.send("evaluation/report_ready", manager, key=f"{made.pk}-{manager.pk}", report=made)
