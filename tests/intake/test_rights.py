"""Her rights: reach her elsewhere, take everything home, be erased; and nobody else's data in any of it."""

import json
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from intake import rights, rules
from intake.models import Application, DataRequest, Status
from portal import mail
from portal.flow import Refused
from portal.models import Event, Letter, Search, User
from tests.factories import ApplicationFactory, LogEntryFactory, PlacementFactory, fill


def taken_home(client):
    answer = client.post(reverse("intake:my_data"))
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert answer["Cache-Control"] == "no-store"
    with ZipFile(BytesIO(answer.content)) as box:
        return json.loads(box.read("my-data.json")), box.read("my-data.html").decode()


# --- download ------------------------------------------------------------------------------------------------
def test_she_takes_home_everything_of_every_stage_and_nothing_of_others(client, cast):
    """Ana's application and placement are in it; Yusuf, and what Mette noted about the house, are not."""
    placement = cast.placement
    placement.application.about.phone = "+4520999888"
    placement.application.about.save()
    LogEntryFactory(placement=placement, note="Fru Olsen var urolig.")
    mail.send("intake/received", cast.ana, key="x", answer_by=date(2027, 3, 1))
    yusuf = ApplicationFactory(applicant=cast.yusuf, status=Status.SUBMITTED)
    yusuf.about.given_name = "Yusuf"
    yusuf.about.save()
    client.force_login(cast.ana)
    data, page = taken_home(client)
    assert {"portal.User", "intake.Application", "intake.About", "intake.Wishes", "portal.Letter"} < set(data)
    assert data["intake.About"][0]["given_name"] == "Ana"
    assert data["placements.Placement"][0]["weekly_hours"] == "30"
    assert data["intake.Wishes"][0]["settings"]
    told = json.dumps(data) + page
    assert "20999888" in told
    assert [word for word in ("Yusuf", "Olsen", "Mette", yusuf.reference) if word in told] == []
    assert Event.objects.filter(act=Event.Act.EXPORT, who=cast.ana).count() == 1


def test_every_table_with_personal_data_that_leads_to_her_is_in_the_file_or_handed_out_by_a_person(cast):
    """A table somebody adds tomorrow is found by itself."""
    from portal import dossier

    reached, ahead = {User}, [User]
    while ahead:
        for relation in ahead.pop()._meta.related_objects:
            inner = relation.related_model
            if inner not in reached and dossier.is_ours(inner):
                reached.add(inner)
                ahead.append(inner)
    assert {Application, DataRequest} < reached
    assert all(hasattr(model, "personal") for model in apps.get_models() if getattr(model, "by_hand", False))


def test_nobody_gets_anything_by_asking_for_somebody_else(client, cast):
    ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    ApplicationFactory(applicant=cast.yusuf, status=Status.SUBMITTED)
    client.force_login(cast.yusuf)
    data, page = taken_home(client)
    assert cast.ana.email not in page
    assert len(data["intake.Application"]) == 1


# --- contact details -----------------------------------------------------------------------------------------
def test_she_changes_how_to_reach_her_after_sending(client, cast):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SCREENING)
    client.force_login(cast.ana)
    told = {"given_name": "Ana Maria", "family_name": "Reyes", "phone": "+45 20 99 98 88", "postcode": "8200"}
    page = client.post(reverse("intake:contact_details"), {**told, "phone": "12", "language": "da"})
    assert "error-summary" in page.content.decode()
    assert client.post(reverse("intake:contact_details"), {**told, "language": "da"}).status_code == 302
    application = Application.objects.with_sections().get(pk=application.pk)
    assert (application.about.given_name, application.about.postcode) == ("Ana Maria", "8200")
    assert application.about.complete
    assert (application.applicant.language, application.applicant.name) == ("da", "Ana Maria Reyes")
    assert Event.objects.filter(purpose="contact-details", who=cast.ana).exists()


# --- erasure -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_a_request_is_answered_within_a_month(asked, due):
    assert rules.a_month_later(asked) == due


def test_she_asks_once_and_sees_by_when(client, cast):
    ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    client.force_login(cast.ana)
    assert "be undone" in client.get(reverse("intake:erase")).content.decode()
    for _again in range(2):
        client.post(reverse("intake:erase"))
    asked = DataRequest.objects.get()
    assert (asked.applicant, asked.due_on) == (cast.ana, rules.a_month_later(timezone.localdate()))
    assert "Asked for" in client.get(reverse("intake:my_data")).content.decode()
    assert Letter.objects.filter(name="intake/erasure_asked").count() == 1


def words_left():
    """Every text in every table of the database, but the trail's and the steps' own numbers."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608, a name from the database itself
            found += [(table, row[0]) for row in cursor.fetchall()]
    return found


def test_nothing_of_hers_is_left_after_erasing(client, cast, django_capture_on_commit_callbacks):
    """Every table is searched for her name, address, phone and words."""
    application = ApplicationFactory(applicant=cast.ana)
    about = {"given_name": "Anabella", "family_name": "Reyesova", "phone": "+4520999888"}
    fill(application, about=about, background={"in_own_words": "Kirurgisk afsnit i Cebu."})
    ApplicationFactory(applicant=cast.yusuf, status=Status.SUBMITTED)
    mail.send("intake/received", cast.ana, key="x", answer_by=date(2027, 3, 1))
    cast.ana.email = "anabella@example.org"
    cast.ana.save()
    asked = rights.ask_erasure(cast.ana)
    mail.post("account/login_code", cast.ana.email, key="y", language="da", code="ABC-123")
    Search.objects.create(user=cast.kirsten, words="anabella reyesova")
    secrets = ["anabella", "reyesova", "20999888", "kirurgisk", application.reference.lower()]
    assert {word for word in secrets for _table, row in words_left() if word in row.lower()} == set(secrets)
    client.force_login(cast.kirsten)
    address = reverse("admin:intake_datarequest_change", args=[asked.pk])
    page = client.post(address, {"erase": "1"})
    assert "gone for good" in page.content.decode()
    assert User.objects.filter(pk=cast.ana.pk).exists()  # asked once more, on a page, before anything is gone
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {**dict(page.context["sent"]), "sure": "1"})
    asked.refresh_from_db()
    assert (asked.status, asked.applicant) == (DataRequest.Status.DONE, None)
    last = Letter.objects.get(name="intake/erased")
    Letter.objects.filter(pk=last.pk).update(sent_at=timezone.now(), body="")
    rights.forget_addresses()
    left = [(table, word) for word in secrets for table, row in words_left() if word in row.lower()]
    assert left == []
    assert Application.objects.get().applicant == cast.yusuf


def test_a_case_with_a_placement_is_kept_with_a_reason(client, cast):
    placement = PlacementFactory(application__applicant=cast.ana)
    asked = rights.ask_erasure(cast.ana)
    with pytest.raises(Refused):
        rights.erase(asked, by=cast.kirsten)
    placement.refresh_from_db()
    assert User.objects.filter(pk=cast.ana.pk).exists()
    asked.refresh_from_db()
    assert asked.status == DataRequest.Status.OPEN
    client.force_login(cast.signe)
    client.post(reverse("admin:intake_datarequest_change", args=[asked.pk]), {"why_not": "placement"})
    asked.refresh_from_db()
    assert (asked.status, asked.answered_on) == (DataRequest.Status.REFUSED, timezone.localdate())
    letter = Letter.objects.get(name="intake/erasure_refused")
    assert "law on archives" in letter.body
    assert cast.ana.email not in letter.body


@pytest.mark.parametrize("name", ["mette", "birgitte", "hanne", "peter"])
def test_others_cannot_see_requests(client, cast, name):
    asked = rights.ask_erasure(cast.ana)
    client.force_login(getattr(cast, name))
    assert not DataRequest.objects.visible_to(getattr(cast, name)).exists()
    client.post(reverse("admin:intake_datarequest_change", args=[asked.pk]), {"erase": "1", "sure": "1"})
    assert User.objects.filter(pk=cast.ana.pk).exists()


def test_a_worklist_begins_with_the_most_urgent(client, cast):
    late = DataRequest.objects.create(applicant=cast.ana, due_on=timezone.localdate() + timedelta(days=2))
    DataRequest.objects.create(applicant=cast.yusuf, due_on=timezone.localdate() + timedelta(days=20))
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:intake_datarequest_changelist"))
    assert page.context["cl"].result_list[0] == late
    assert "in 2 days" in page.content.decode()
    assert isinstance(DataRequest._meta.get_field("due_on"), models.DateField)
