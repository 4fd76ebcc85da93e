"""We ask an applicant, she answers on her own page, and we remind her once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal import mail
from portal.audit import Event, note
from portal.flow import Refused

from .models import Application, Question
from .models.desk import BEFORE_A_PLACE

PATIENCE = timedelta(days=5)  # until we remind her


@transaction.atomic
def ask(application, text, *, by):
    """Put a question on her page and write to her that there is one; the letter doesn't say what it is."""
    Application.objects.select_for_update().get(pk=application.pk)
    application.refresh_from_db(fields=["status"])
    if application.status not in BEFORE_A_PLACE:
        raise Refused(f"{application} is {application.status}: nobody waits for an answer")
    question = Question.objects.create(application=application, text=text, asked_by=by)
    note(by, Event.Act.CHANGE, application, purpose="asked")
    mail.send("intake/question", application.applicant, key=question.pk)
    return question


@transaction.atomic
def answer(question, text, *, by):
    """Keep her answer; the first one stays."""
    new = Question.objects.filter(pk=question.pk, answered_at=None)
    if not new.update(answer=text, answered_at=timezone.now()):
        raise Refused(f"question {question.pk} is answered")
    note(by, Event.Act.CHANGE, question, purpose="answered")


@transaction.atomic
def read(application, *, by):
    """Take the answers off the list of those to read."""
    application.questions.unread().update(read_at=timezone.now())
    note(by, Event.Act.CHANGE, application, purpose="answers-read")


@transaction.atomic
def chase(now=None):
    """Remind everybody who has not answered for some days, once for each question."""
    now = now or timezone.now()
    silent = Question.objects.unanswered().filter(chased_at=None, asked_at__lt=now - PATIENCE)
    for question in silent.select_for_update(skip_locked=True, of=["self"]).select_related(
        "application__applicant"
    ):
        mail.send("intake/question_again", question.application.applicant, key=question.pk)
        question.chased_at = now
        question.save(update_fields=["chased_at"])
