"""Who may see what is sensitive: by an act of its own, on the page of an application, in its papers and in lists."""

from datetime import date

import pytest
from django.urls import reverse

from intake import export
from intake.models import Application, Document, Status
from portal.roles import MAY, SENSITIVE, Act, Role

SECRETS = {  # a word of each, as the page of an application says it
    Act.SEE_RESIDENCE: ["Special Act", "3 May 2031", "Kiribati", "0A1BC"],
    Act.SEE_SUPPORT: ["every second week"],
}
PEOPLE = ["ana", "mette", "birgitte", "kirsten", "hanne", "peter", "signe"]


@pytest.fixture
def told(make, cast):
    """Yusuf's application, with something of each sort in it."""
    application = make.ApplicationFactory(applicant=cast.yusuf, status=Status.SCREENING)
    application.about.citizenships = ["KI"]
    application.about.save()
    application.residence.basis, application.residence.permit_to = "ua_special_act", date(2031, 5, 3)
    application.residence.save()
    application.authorisation.authorisation_id = "0A1BC"
    application.authorisation.save()
    application.wishes.care = "Alone with two children every second week"
    application.wishes.save()
    return application


@pytest.fixture
def without(monkeypatch):
    """Coordinators for whom one act was taken away on the page of the roles."""

    def take(act):
        less = {**MAY, Role.COORDINATOR: MAY[Role.COORDINATOR] - {act}}
        monkeypatch.setattr("portal.models.MAY", less)

    return take


def page(client, application):
    address = reverse("admin:intake_application_change", args=[application.pk])
    return client.get(address, follow=True).content.decode()


def test_the_page_of_the_roles_gives_them_to_coordinators_alone():
    assert {role for role, acts in MAY.items() if acts & set(SENSITIVE)} == {Role.COORDINATOR}
    assert set(SENSITIVE) <= MAY[Role.COORDINATOR]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_reads_exactly_what_its_acts_allow(client, cast, told, name):
    person = getattr(cast, name)
    client.force_login(person)
    text = page(client, told)
    for act, words in SECRETS.items():
        assert [word for word in words if word in text] == (words if person.may(act) else [])


@pytest.mark.parametrize("act", SECRETS)
def test_without_its_act_a_coordinator_reads_the_rest(client, cast, told, without, act):
    without(act)
    client.force_login(cast.kirsten)
    text = page(client, told)
    shown = {each: [word for word in words if word in text] for each, words in SECRETS.items()}
    assert shown == SECRETS | {act: []}
    assert told.reference in text


def test_without_the_act_nothing_of_residence_is_written_or_opened(client, cast, told, without):
    for kind in ("cv", "residence_card", "passport_id"):
        paper = {"name": f"{kind}.pdf", "type": "pdf", "size": 1, "sha256": kind}
        Document.objects.create(application=told, kind=kind, **paper)
    assert Document.objects.visible_to(cast.kirsten).count() == 3
    without(Act.SEE_RESIDENCE)
    assert [each.kind for each in Document.objects.visible_to(cast.kirsten)] == ["cv"]
    client.force_login(cast.kirsten)
    shelves = client.get(reverse("admin:intake_application_change", args=[told.pk])).content.decode()
    assert [kind for kind in ("cv", "residence_card", "passport_id") if f"{kind}.pdf" in shelves] == ["cv"]
    for sent in ({"act": "papers", "work_right": "none"}, {"act": "track", "track": "DK", "text": "x"}):
        assert (
            client.post(reverse("admin:intake_application_change", args=[told.pk]), sent).status_code == 403
        )
    told.refresh_from_db()
    assert (told.ruled_track, told.residence.work_right != "none") == ("", True)


def test_lists_and_spreadsheets_hold_nothing_sensitive(client, cast, told):
    client.force_login(cast.kirsten)
    line = " ".join(str(cell) for row in export.rows(Application.objects.filter(pk=told.pk)) for cell in row)
    listed = client.get(reverse("admin:intake_application_changelist")).content.decode()
    assert told.reference in line and told.reference in listed
    words = [word for words in SECRETS.values() for word in [*words, "ua_special_act", "2031-05-03"]]
    assert [word for word in words if word in line or word in listed] == []
    for word in ("Kiribati", "0A1BC", "second"):
        assert not Application.objects.filter(card__words__begin=f"'{word.lower()}':*").exists()
