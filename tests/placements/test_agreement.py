"""The quality agreement: no seat without it, a new version makes a task, a site's profile, and a site that moves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Report
from intake.models import Status
from placements import actions, agreements, facts
from placements.models import (
    AgreementPoint,
    Kind,
    Placement,
    QualityAgreement,
    Seat,
    SiteAgreement,
    SiteTask,
    State,
)
from portal.models import Letter
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    Cast,
    MemberFactory,
    PlacementFactory,
    ReportFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def day(count):
    return timezone.localdate() + timedelta(days=count)


def version(number, valid_from, accept_by):
    made = QualityAgreement.objects.create(
        number=number,
        valid_from=day(valid_from),
        accept_by=day(accept_by),
        text_da="Vi lover",
        text_en="We promise",
    )
    made.points.create(order=1, text_da="En fast vejleder", text_en="A supervisor of one's own")
    return made


@pytest.fixture
def cast():
    """Birgitte's and Søren's sites each offer a seat; version 1 binds since a hundred days."""
    found = Cast()
    found.seat = SeatFactory(site=found.kragelund)
    found.other = SeatFactory(site=found.sonderskovhus)
    found.agreement = version(1, -200, -100)
    assert found.birgitte and found.soren
    return found


def accepted(site, agreement, on=0):
    return SiteAgreement.objects.create(site=site, agreement=agreement, on=day(on), answers={})


def offered():
    """The seats that are offered, asked both ways."""
    today = timezone.localdate()
    found = set(Seat.objects.offered(today))
    assert {row.seat.pk for row in facts.open_seats(today, facts.Taken([], today))} == {
        row.pk for row in found
    }
    return found


@pytest.mark.promise("answer-25")
def test_without_a_valid_agreement_no_seat_is_offered(cast):
    assert offered() == set()
    accepted(cast.kragelund, cast.agreement)
    assert offered() == {cast.seat}
    with pytest.raises(actions.Blocked):
        actions.propose(
            ApplicationFactory(status=Status.MATCHABLE), cast.other, day(10), day(60), 30, by=cast.kirsten
        )


def test_it_holds_for_a_year_and_until_a_new_version_binds(cast):
    row = accepted(cast.kragelund, cast.agreement, on=-364)
    assert offered() == {cast.seat}
    row.on = day(-365)
    row.save()
    assert offered() == set()
    row.on = day(-1)
    row.save()
    new = version(2, -1, 0)
    assert offered() == {cast.seat}  # today is the last day for it
    QualityAgreement.objects.filter(pk=new.pk).update(accept_by=day(-1))
    assert offered() == set()
    accepted(cast.kragelund, new)
    assert offered() == {cast.seat}


@pytest.mark.promise("mso-06")
def test_a_new_version_makes_a_task_that_the_manager_does_on_one_page(client, cast):
    accepted(cast.kragelund, cast.agreement, on=-50)
    agreements.ask_all()
    assert [letter.to for letter in Letter.objects.filter(name="placements/agreement_asked_site")] == [
        cast.soren
    ]
    new = version(2, 0, 30)
    for _tick in range(2):
        agreements.ask_all()
    asked = Letter.objects.filter(name="placements/agreement_asked_site", to=cast.birgitte)
    assert asked.count() == 1
    client.force_login(cast.birgitte)
    address = reverse("placements:agreement", args=[cast.kragelund.pk])
    assert address in client.get(reverse("placements:home")).content.decode()
    point = AgreementPoint.objects.get(agreement=new)
    assert client.post(address, {"differs": "Alt"}).status_code == 400
    client.post(address, {f"point-{point.pk}": "partly", "differs": "Vi er få om natten"})
    row = SiteAgreement.objects.get(site=cast.kragelund, agreement=new)
    assert (row.answers, row.differs, row.by, row.on) == (
        {str(point.pk): "partly"},
        "Vi er få om natten",
        cast.birgitte,
        day(0),
    )
    assert not SiteTask.objects.filter(site=cast.kragelund, done_on=None).exists()
    client.force_login(cast.soren)
    assert client.get(address).status_code == 404


def test_a_version_somebody_has_accepted_is_not_rewritten(client, cast):
    accepted(cast.kragelund, cast.agreement)
    client.force_login(cast.kirsten)
    address = reverse("admin:placements_qualityagreement_change", args=[cast.agreement.pk])
    assert client.get(address).context["adminform"].readonly_fields == [
        "number",
        "valid_from",
        "text_da",
        "text_en",
    ]


# --- the profile, and a site that moves ------------------------------------------------------------------
@pytest.mark.promise("budget-06")
@pytest.mark.parametrize("column, kind", [("company", Kind.COMPANY_PLACEMENT), ("job", Kind.ORDINARY_JOB)])
def test_a_site_says_which_legal_kinds_it_hosts(cast, column, kind):
    accepted(cast.kragelund, cast.agreement)
    setattr(cast.kragelund, column, "no")
    cast.kragelund.save()
    application = ApplicationFactory(status=Status.MATCHABLE)
    placement = actions.propose(
        application, Seat.objects.get(pk=cast.seat.pk), day(10), day(60), 30, kind=kind, by=cast.kirsten
    )
    assert [each["kind"] for each in placement.reasons if each["name"] == "legal_kind"] == ["blocker"]
    actions.accept(placement, by=cast.birgitte)
    with pytest.raises(actions.Blocked) as refused:
        actions.confirm(placement, cast.mette.supervisor, by=cast.kirsten)
    assert refused.value.args == (actions.NOT_THIS_KIND,)


@pytest.mark.promise("helsingor-03")
def test_a_site_that_moves_takes_the_rights_along_and_leaves_the_reports(client, cast):
    old = cast.kragelund.area
    leader = MemberFactory(site=None, area=old).user
    new_leader = MemberFactory(site=None, area=AreaFactory(department=old.department, name="Ny")).user
    placement = PlacementFactory(seat=cast.seat, status=State.EVALUATED)
    report = ReportFactory(placement=placement, status="ready", file="reports/as-it-was.pdf", pages=4)
    before = Report.objects.filter(pk=report.pk).values().get()
    assert list(Placement.objects.visible_to(leader)) == [placement]
    cast.kragelund.area = new_leader.memberships.get().area
    cast.kragelund.save()
    assert list(Placement.objects.visible_to(leader)) == []
    assert list(Placement.objects.visible_to(new_leader)) == [placement]
    assert list(Report.objects.visible_to(new_leader)) == [report]
    assert list(Report.objects.visible_to(leader)) == []
    assert Report.objects.filter(pk=report.pk).values().get() == before
