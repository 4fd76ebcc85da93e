"""A referral to support: read and written by those with the act for it, with her consent alone."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake import rights
from intake.models import Status
from mentoring import actions
from mentoring.models import SupportReferral
from placements.models import State
from portal.audit import Event
from portal.flow import Refused, Step
from portal.forms import PARTS
from portal.roles import MAY, Act, Role
from tests.factories import ApplicationFactory, PlacementFactory, SupportReferralFactory

pytestmark = pytest.mark.promise("helsingor-26")
ENGLISH = {"accept-language": "en"}
FACT = "Support is in progress"
CONTENT = ["debt or housing", "gæld", "Gældsrådgivningen", "Nørregade", "boligforeningen", "The jobcentre"]
EVERYBODY = ["ana", "yusuf", "mette", "lars", "birgitte", "soren", "hanne", "peter", "signe"]
KINDS = SupportReferral.State


@pytest.fixture
def helped(cast, ana):
    """Ana's support, in progress beside her placement; Yusuf, who has applied too, is the stranger."""
    ApplicationFactory(applicant=cast.yusuf, status=Status.SUBMITTED)
    return SupportReferralFactory(application=ana.application, status=KINDS.ACTIVE)


def pages(placement, referral):
    """Where her referral, her placement or her application might be read."""
    application = placement.application_id
    return {
        "support": reverse("mentoring:support", args=[application]),
        "referral": reverse("mentoring:support_referral", args=[application, referral.pk]),
        "trainee": reverse("mentoring:placement", args=[placement.pk]),
        "goals": reverse("mentoring:goals", args=[placement.pk]),
        "trainees": reverse("mentoring:home"),
        "site": reverse("placements:home"),
        "reports": reverse("evaluation:reports"),
        "evaluate": reverse("evaluation:evaluate", args=[placement.pk]),
        "figures": reverse("figures"),
        "desk": reverse("admin:index"),
        "application": reverse("admin:intake_application_change", args=[application]),
        "placement": reverse("admin:placements_placement_change", args=[placement.pk]),
        "hers": reverse("intake:status"),
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_but_the_coordinator_reads_it_and_her_supervisor_knows_only_that_it_is(
    cast, ana, helped, client, who
):
    client.force_login(getattr(cast, who))
    told = {
        name: client.get(url, headers=ENGLISH, follow=True).text for name, url in pages(ana, helped).items()
    }
    assert [(name, word) for name, text in told.items() for word in CONTENT if word in text] == []
    assert [name for name, text in told.items() if FACT in text] == (["trainee"] if who == "mette" else [])
    for url in (pages(ana, helped)[name] for name in ("support", "referral")):
        assert (client.get(url).status_code, client.post(url, {"act": "end"}).status_code) == (403, 403)
    helped.refresh_from_db()
    assert helped.status == KINDS.ACTIVE
    assert Event.objects.filter(of="mentoring.supportreferral").count() == 0


def test_the_fact_is_there_only_while_support_and_placement_are(cast, ana, helped, client):
    url = reverse("mentoring:placement", args=[ana.pk])
    client.force_login(cast.mette)

    def said():
        return FACT in client.get(url, headers=ENGLISH).text

    assert said() is True
    asked = SupportReferralFactory(application=ana.application)
    actions.step(helped, KINDS.ENDED, by=cast.kirsten)
    assert said() is False
    actions.step(asked, KINDS.ACTIVE, by=cast.kirsten)
    assert said() is True
    ana.move(State.COMPLETED, by=cast.mette)
    assert said() is False


def test_each_view_of_a_coordinator_is_in_the_trail(cast, ana, helped, client):
    client.force_login(cast.kirsten)
    stranger = SupportReferralFactory()
    for url in (pages(ana, helped)[name] for name in ("support", "referral")):
        assert "Nørregade" in client.get(url, headers=ENGLISH).text
    lines = Event.objects.filter(who=cast.kirsten, act=Event.Act.READ, purpose="support")
    assert sorted(lines.values_list("of", "row")) == [
        ("intake.application", ana.application_id),
        *[("mentoring.supportreferral", helped.pk)] * 2,
    ]
    assert (
        client.get(reverse("mentoring:support_referral", args=[ana.application_id, stranger.pk])).status_code
        == 404
    )


def test_a_coordinator_without_the_act_finds_no_way_in(cast, ana, helped, client, monkeypatch):
    client.force_login(cast.kirsten)
    here, door = pages(ana, helped), reverse("mentoring:support", args=[ana.application_id])
    assert [name for name in ("application", "placement") if door in client.get(here[name]).text] == [
        "application",
        "placement",
    ]
    monkeypatch.setattr(
        "portal.models.MAY", {**MAY, Role.COORDINATOR: MAY[Role.COORDINATOR] - {Act.SEE_SUPPORT}}
    )
    assert [
        name for name in ("application", "placement", "trainee") if door in client.get(here[name]).text
    ] == []
    assert FACT not in client.get(here["trainee"], headers=ENGLISH).text
    assert client.get(here["support"]).status_code == 403
    assert list(SupportReferral.objects.visible_to(cast.kirsten)) == []


def typed(day, **more):
    """The form of a referral as somebody fills it in; `day` is the day of her consent."""
    today = timezone.localdate()
    parts = {"asked_on": today, "consent_on": day}
    dates = {
        f"{name}_{PARTS[n]}": part
        for name, on in parts.items()
        for n, part in enumerate((on.day, on.month, on.year) if on else ("", "", ""))
    }
    said = {
        "kind": "language",
        "asked_by": "site",
        "where_to": "Lokalcenter Nord",
        "note": "Torsdage kl. 15.",
    }
    return {**said, **dates, "token": str(uuid4()), **more}


def test_without_her_consent_nothing_is_stored_and_nothing_typed_is_lost(cast, ana, client):
    client.force_login(cast.kirsten)
    url = reverse("mentoring:support", args=[ana.application_id])
    refused = client.post(url, typed(None), headers=ENGLISH)
    assert (refused.status_code, SupportReferral.objects.count()) == (200, 0)
    assert list(refused.context["form"].errors) == ["consent_on"]
    assert (
        refused.text.count("Without her consent we refer nobody and store nothing.") == 2
    )  # summary and field
    assert [word for word in ("Lokalcenter Nord", "Torsdage kl. 15.") if word not in refused.text] == []
    ahead = client.post(url, typed(timezone.localdate() + timedelta(days=1)), headers=ENGLISH)
    assert (list(ahead.context["form"].errors), SupportReferral.objects.count()) == (["consent_on"], 0)
    sent = typed(timezone.localdate())
    for _press in range(2):
        assert client.post(url, sent).url == url
    row = SupportReferral.objects.get()
    assert (row.status, row.consent_on, row.note) == (KINDS.ASKED, timezone.localdate(), "Torsdage kl. 15.")
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportReferral.objects.filter(pk=row.pk).update(consent_on=None)


def test_of_a_psychologist_or_doctor_only_the_days_are_stored(cast, ana, client):
    client.force_login(cast.kirsten)
    url = reverse("mentoring:support", args=[ana.application_id])
    refused = client.post(url, typed(timezone.localdate(), kind="care"))
    assert (list(refused.context["form"].errors), SupportReferral.objects.count()) == (["note"], 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportReferralFactory(kind="care")
    client.post(url, typed(timezone.localdate(), kind="care", note=""))
    assert SupportReferral.objects.get().kind == "care"


def test_a_coordinator_corrects_it_and_moves_it_along(cast, ana, client):
    row = SupportReferralFactory(application=ana.application)
    client.force_login(cast.kirsten)
    url = reverse("mentoring:support_referral", args=[ana.application_id, row.pk])
    for sent in (typed(timezone.localdate(), act="write", note="Fredage."), {"act": "begin"}, {"act": "end"}):
        client.post(url, sent)
    client.post(url, typed(timezone.localdate(), act="write", note="Too late."))
    row.refresh_from_db()
    assert (row.status, row.note, row.kind) == (KINDS.ENDED, "Fredage.", "language")
    steps = Step.objects.filter(of="mentoring.supportreferral", row=row.pk, by=cast.kirsten)
    assert list(steps.values_list("was", "now")) == [("asked", "active"), ("active", "ended")]
    changes = Event.objects.filter(of="mentoring.supportreferral", act=Event.Act.CHANGE).order_by("pk")
    assert list(changes.values_list("purpose", flat=True)) == ["written", "active", "ended"]
    assert client.post(url, {"act": "explode"}).status_code == 400


@pytest.mark.parametrize("status", KINDS.values)
def test_taking_her_consent_back_ends_it_and_removes_the_words(cast, ana, client, status):
    row = SupportReferralFactory(application=ana.application, status=status)
    client.force_login(cast.kirsten)
    url = reverse("mentoring:support_referral", args=[ana.application_id, row.pk])
    for _press in range(2):
        client.post(url, {"act": "take_back"})
    row.refresh_from_db()
    assert (row.status, row.note, row.where_to) == (KINDS.ENDED, "", "")
    assert row.taken_back_on == timezone.localdate()
    page = client.get(reverse("mentoring:support", args=[ana.application_id]), headers=ENGLISH).text
    assert ("taken back" in page, "Nørregade" in page, "boligforeningen" in page) == (True, False, False)
    assert Event.objects.filter(row=row.pk, purpose="consent-taken-back").count() == 1


def test_she_takes_her_own_home_and_it_goes_with_her(cast, client):
    application = ApplicationFactory(applicant=cast.ana, status=Status.MATCHABLE)
    SupportReferralFactory(application=application)
    SupportReferralFactory(application=ApplicationFactory(applicant=cast.yusuf), where_to="Et andet sted")
    client.force_login(cast.ana)
    answer = client.post(reverse("intake:my_data"))
    with ZipFile(BytesIO(answer.content)) as box:
        hers = json.loads(box.read("my-data.json"))["mentoring.SupportReferral"]
    assert [(row["where_to"], row["note"]) for row in hers] == [
        ("Gældsrådgivningen i Nørregade", "Afdrag aftales med boligforeningen.")
    ]
    rights.erase(rights.ask_erasure(cast.ana), by=cast.kirsten)
    assert [row.where_to for row in SupportReferral.objects.all()] == ["Et andet sted"]


def test_nothing_new_is_referred_once_the_application_has_ended(cast):
    ended = PlacementFactory(status=State.EVALUATED).application
    said = {"kind": "other", "asked_by": "site", "asked_on": timezone.localdate()}
    with pytest.raises(Refused):
        actions.refer(ended, by=cast.kirsten, token=uuid4(), consent_on=timezone.localdate(), **said)
    assert SupportReferral.objects.count() == 0
