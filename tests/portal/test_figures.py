"""Figures across departments: each person once, small groups not told apart."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from placements.models import State
from portal.figures import across
from tests.factories import ApplicationFactory, Cast, PlacementFactory, SeatFactory, SupervisorFactory

pytestmark = pytest.mark.django_db


def day(count):
    return timezone.localdate() + timedelta(days=count)


def values():
    with override("en"):
        return {figure.name: figure.value for figure in across()}


@pytest.mark.promise("budget-19")
def test_who_learns_in_both_departments_keeps_one_record_and_counts_once():
    cast = Cast()
    seats = [SeatFactory(site=site, number=9) for site in (cast.sonderskovhus, cast.kragelund)]
    for place in range(6):
        application = ApplicationFactory()
        for turn, seat in enumerate(seats + seats if place < 5 else seats[:1]):
            first = day(-1000 + 140 * place + 30 * turn)
            ends = first + timedelta(days=20)
            PlacementFactory(
                application=application, seat=seat, status=State.EVALUATED, starts=first, ends=ends
            )
        assert application.placements.count() == (4 if place < 5 else 1)
    assert values()["Learn in both departments"] == 5
    application.placements.update(seat=seats[1])
    assert values()["Learn in both departments"] == 5


@pytest.mark.promise("answer-27")
def test_the_share_of_trained_supervisors_has_its_lists(client):
    cast = Cast()
    assert cast.mette and cast.lars  # both trained, one in each department
    for count in range(6):
        SupervisorFactory(sites=[cast.kragelund, cast.sonderskovhus], trained=count < 4)
    SupervisorFactory(trained=False)  # at no site
    assert values() == {
        "Learn in both departments": 0,
        "Shared supervisors": 6,
        "Supervisors": 8,
        "Trained supervisors": 75,
    }
    client.force_login(cast.kirsten)
    with override("en"):
        page = client.get(reverse("figures"), headers={"accept-language": "en"})
        sites = client.get(reverse("admin:placements_site_changelist"), headers={"accept-language": "en"})
    address = reverse("admin:placements_supervisor_changelist") + "?training=none"
    assert "75 %" in page.text and f'href="{address}"' in page.text
    assert "5 of 7" in sites.text
    assert len(client.get(address).context["cl"].result_list) == 3
    client.force_login(cast.peter)
    assert address not in client.get(reverse("figures")).text


def test_a_few_are_not_told_from_one_another():
    cast = Cast()
    SupervisorFactory(sites=[cast.kragelund, cast.sonderskovhus])
    assert (values()["Shared supervisors"], values()["Supervisors"]) == (None, None)
