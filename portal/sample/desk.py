"""What coordinators have asked and noted in the sample year, and two applications that look alike."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from intake.models import Likeness, Question, Remark, SavedFilter, Status
from portal.models import User
from portal.roles import Role

ASKED = [  # the question, its answer, days ago
    ("Hvilke vagter kan du tage fra marts?", "", 2),
    ("Er du stadig interesseret i psykiatrien?", "Ja, meget gerne. Jeg har arbejdet der i tre år.", 4),
    ("Hvornår får du svar om dit opholdskort?", "", 7),
]
NOTES = ["Talte med hende i telefonen. Hun ringer igen på mandag.", "Vil gerne være tæt på bus 5A."]


def build(applications, today):
    """Questions to some who are being read, a note or two, a pair that a coordinator has to look at."""
    kirsten = User.objects.filter(role=Role.COORDINATOR).order_by("pk").first()
    now = timezone.make_aware(datetime.combine(today, time(9)))
    reading = [one for one in applications if one.status == Status.SCREENING]
    new = [one for one in applications if one.status == Status.SUBMITTED]
    for one, (words, answer, days) in zip(reading, ASKED, strict=False):
        at = now - timedelta(days=days)
        answered = at + timedelta(days=1) if answer else None
        Question.objects.create(
            application=one, text=words, asked_at=at, asked_by=kirsten, answer=answer, answered_at=answered
        )
    for one, words in zip(reading, NOTES, strict=False):
        Remark.objects.create(application=one, text=words, at=now - timedelta(days=1), by=kirsten)
    if len(new) > 1:
        first, second = sorted(new[-2:], key=lambda one: one.pk)
        Likeness.objects.create(first=first, second=second, because=Likeness.Because.PHONE)
    SavedFilter.objects.create(
        owner=kirsten, name="Sygeplejersker til MSB", query="department=MSB", shared=True
    )
