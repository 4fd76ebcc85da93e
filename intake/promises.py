"""What the clock sees to: a word before a promised day runs out, and reminders before a permit ends."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal import mail

from . import actions, rules
from .models import Application, Delay, Residence, Status
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
    """Write half a year, a quarter and a month before her permit ends. Safe to run twice."""
    today = today or timezone.localdate()
    soon = Q()
    for step in rules.REMINDED:
        last = today + timedelta(days=step)
        soon |= Q(permit_to__range=(last - timedelta(days=rules.CATCH_UP - 1), last))
    rows = Residence.objects.filter(soon, application__submitted_at__isnull=False)
    rows = rows.exclude(application__status__in=ENDED).select_related("application__applicant")
    for row in rows:
        step = rules.reminder(row.permit_to, today)
        key = f"{row.pk}-{row.permit_to}-{step}"
        mail.send("intake/permit_ends", row.application.applicant, key=key, step=step)
