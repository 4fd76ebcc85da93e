"""What the clock sees to: a word before a promised day runs out, and reminders before a permit ends."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal import mail

from . import actions, deadlines, rules
from .models import Application, Delay, Status
from .models.application import ENDED, WAITING_FOR_US


def still_processing(today=None):
    """Write to everybody whose answer was promised for today and promise a new day. Safe to run twice."""
    today = today or timezone.localdate()
    late = Application.objects.filter(status__in=WAITING_FOR_US, answer_by__lte=today)
    for key in late.order_by("answer_by").values_list("pk", flat=True):
        postpone(key, today)


@transaction.atomic
def postpone(key, today):
    """One application: a new day by the rule of the day it was sent in, with the reason kept, and a letter."""
    found = Application.objects.select_for_update(of=["self"]).select_related("applicant")
    application = found.filter(pk=key, status__in=WAITING_FOR_US, answer_by__lte=today).first()
    if application is None:
        return
    days = actions.answer_days(timezone.localdate(application.submitted_at))
    was, now = application.answer_by, rules.answer_by(today, days)
    why = Delay.Why.NOT_READ if application.status == Status.SUBMITTED else Delay.Why.BEING_READ
    Delay.objects.create(application=application, was=was, now=now, why=why)
    Application.objects.filter(pk=key).update(answer_by=now)
    mail.send("intake/still", application.applicant, key=f"{key}-{was}", answer_by=now)


def remind(today=None):
    """Write that a day comes closer, so long before it as the dated rule says. Safe to run twice."""
    today = today or timezone.localdate()
    steps, due = deadlines.steps(today), Q(pk__in=[])
    for step in steps:
        due |= deadlines.within(today + timedelta(days=step - rules.CATCH_UP + 1), rules.CATCH_UP - 1)
    rows = Application.objects.filter(due, submitted_at__isnull=False).exclude(status__in=ENDED)
    for application in rows.select_related("applicant", "residence", "authorisation"):
        for letter, ends in deadlines.ends(application):
            if step := rules.reminder(ends, today, steps):
                mail.send(letter, application.applicant, key=f"{application.pk}-{ends}-{step}", step=step)
