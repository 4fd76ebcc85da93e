"""The trail is written once: neither the product nor the database's own language changes a line of it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from portal.audit import note
from portal.models import Event


@pytest.fixture
def line(cast):
    return note(cast.mette, Event.Act.READ, cast.placement, purpose="called")


def rows():
    return list(Event.objects.order_by("pk").values())


CHANGES = {
    "saving": lambda line: line.save(),
    "updating": lambda line: Event.objects.update(who=None),
    "deleting": lambda line: line.delete(),
    "deleting all": lambda line: Event.objects.all().delete(),
    "deleting the person": lambda line: line.who.delete() and Event.objects.filter(pk=line.pk).delete(),
    "UPDATE": lambda line: connection.cursor().execute("UPDATE portal_event SET act = 'read'"),
    "DELETE": lambda line: connection.cursor().execute("DELETE FROM portal_event"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_line_is_never_changed_and_never_goes(line, change):
    before = rows()
    with pytest.raises(DatabaseError), transaction.atomic():
        CHANGES[change](line)
    assert rows() == before
    assert before[0]["purpose"] == "called"


def test_the_administrator_reads_it_and_can_do_no_more(client, cast, line):
    client.force_login(cast.signe)
    page = client.get(reverse("admin:portal_event_changelist"))
    assert [shown.pk for shown in page.context["cl"].result_list] == [line.pk]
    before = rows()
    for name, args in [("change", [line.pk]), ("delete", [line.pk]), ("add", [])]:
        assert client.post(reverse(f"admin:portal_event_{name}", args=args), {"act": "x"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [line.pk], "post": "yes"}
    client.post(reverse("admin:portal_event_changelist"), sent)
    assert rows() == before


def test_nobody_else_reads_it(client, cast, line):
    for user in [cast.ana, *cast.staff]:
        if user == cast.signe:
            continue
        client.force_login(user)
        page = client.get(reverse("admin:portal_event_changelist"))
        assert page.status_code in {302, 403}, user.role
        assert "placements.placement" not in page.text


def test_a_line_holds_numbers_and_fixed_words_only():
    kinds = {field.name: field.get_internal_type() for field in Event._meta.fields}
    assert kinds == {
        "id": "BigAutoField",
        "at": "DateTimeField",
        "who": "ForeignKey",
        "act": "CharField",
        "of": "CharField",
        "row": "BigIntegerField",
        "purpose": "CharField",
    }
