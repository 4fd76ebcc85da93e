"""What is deleted by itself: drafts nobody goes on with, and accounts nobody used."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake import actions
from intake.models import About, Application, Status
from portal import tick
from portal.models import User
from tests.factories import ApplicationFactory, UserFactory

DAY = timedelta(days=1)


@pytest.mark.parametrize(("age", "kept"), [(89, True), (91, False)])
def test_a_draft_and_its_account_are_kept_for_ninety_days(db, age, kept):
    draft = ApplicationFactory(filled=True, applicant__date_joined=timezone.now() - 200 * DAY)
    Application.objects.update(saved_at=timezone.now() - age * DAY)
    actions.forget()
    assert Application.objects.filter(pk=draft.pk).exists() is kept
    assert About.objects.exists() is kept
    assert User.objects.filter(pk=draft.applicant_id).exists() is kept


def test_nothing_else_is_deleted(cast):
    """Not what was sent, however old; not staff, who never apply; not a newcomer of yesterday."""
    for status in set(Status) - {Status.DRAFT}:
        ApplicationFactory(status=status)
    UserFactory()
    people = len(cast.staff)
    User.objects.exclude(email__startswith="person").update(date_joined=timezone.now() - 400 * DAY)
    Application.objects.update(saved_at=timezone.now() - 400 * DAY)
    before = User.objects.count(), Application.objects.count()
    actions.forget()
    assert (User.objects.count(), Application.objects.count()) == before
    assert before[0] >= people + len(Status)


def test_the_tick_does_it(db):
    assert actions.forget in tick.DUE
