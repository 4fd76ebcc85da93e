"""Which certificates were in order is read and written by those who have the act for it."""

import pytest
from django.urls import reverse

from intake.models import Status
from placements.models import Check, Groundwork
from portal.roles import MAY, Act, Role
from tests.factories import ApplicationFactory, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    """Somebody who is ready to match, with a certificate that was in order."""
    application = ApplicationFactory(status=Status.MATCHABLE)
    Groundwork.objects.create(application=application, checks=[Check.values[0]])
    return application


@pytest.fixture
def bench(client, ready):
    client.force_login(Cast().kirsten)
    return reverse("admin:placements_workbench", args=[ready.pk])


def test_a_coordinator_reads_and_writes_them(client, bench, ready):
    assert list(client.get(bench).context["groundwork"].fields) == [
        "plan_on",
        "checks",
        "refused",
        "knows",
        "goals",
    ]
    client.post(bench, {"act": "groundwork", "refused": [Check.values[0]]})
    ready.groundwork.refresh_from_db()
    assert (ready.groundwork.checks, ready.groundwork.refused) == ([], [Check.values[0]])


def test_without_the_act_they_are_neither_shown_nor_changed(client, bench, ready, monkeypatch):
    monkeypatch.setattr(
        "portal.models.MAY", {**MAY, Role.COORDINATOR: MAY[Role.COORDINATOR] - {Act.SEE_CHECKS}}
    )
    assert list(client.get(bench).context["groundwork"].fields) == ["plan_on", "knows", "goals"]
    client.post(bench, {"act": "groundwork", "checks": [], "refused": [Check.values[0]]})
    ready.groundwork.refresh_from_db()
    assert (ready.groundwork.checks, ready.groundwork.refused) == ([Check.values[0]], [])
