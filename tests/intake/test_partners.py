"""Partners: the register, the link they refer by, and agreements that run out."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake import actions, consent, partners, rules
from intake.models import Agreement, Application, Partner, Programme, PurposeText, Referral
from intake.models.partners import validate_cvr
from portal import consents, mail, reference, tick
from portal.models import Letter, Step

DAY = timedelta(days=1)
REFER = {"email": "nadia@example.org", "language": "da", "agreed": "on"}


@pytest.fixture
def partner(make):
    return make.PartnerFactory()


def door(partner):
    return reverse("door:partner", args=[partner.token])


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("55133018", True),
        ("13748136", True),
        ("24256790", True),
        ("12345678", False),
        ("5513301", False),
        ("551330188", False),
        ("5513301a", False),
        ("００００００００", False),
        ("00000000", False),
    ],
)
def test_a_cvr_number_checks_itself(number, right):
    assert rules.is_cvr(number) is right
    if not right:
        with pytest.raises(ValidationError):
            validate_cvr(number)


# --- the register -----------------------------------------------------------------------------------------
@pytest.mark.promise("answer-10")
def test_a_status_keeps_its_history(client, cast, db):
    """Kirsten enters a partner, works with it, pauses it; the page tells who did what."""
    client.force_login(cast.kirsten)
    rows = {
        f"{name}-{field}": "0"
        for name in ("contacts", "agreements")
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    data = {"name": "Nabohjælpen", "kind": "association", "cvr": "13748136", **rows}
    client.post(reverse("admin:intake_partner_add"), data)
    partner = Partner.objects.get(name="Nabohjælpen")
    page = reverse("admin:intake_partner_change", args=[partner.pk])
    client.post(page, {"act": "active"})
    client.post(page, {"act": "paused"})
    assert [(step.now, step.by) for step in partner.history()] == [
        ("new", cast.kirsten),
        ("active", cast.kirsten),
        ("paused", cast.kirsten),
    ]
    shown = client.get(page).content.decode()
    assert shown.count("timeline-item") == 3
    assert "Paused" in shown


def test_a_wrong_cvr_is_explained(client, cast, partner):
    client.force_login(cast.kirsten)
    page = reverse("admin:intake_partner_change", args=[partner.pk])
    rows = {
        f"{name}-{field}": "0"
        for name in ("contacts", "agreements")
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = client.post(page, {"name": partner.name, "kind": "association", "cvr": "12345678", **rows})
    assert "This is not a CVR number" in answer.content.decode()
    partner.refresh_from_db()
    assert partner.cvr == ""


def test_a_step_the_map_does_not_show_is_refused_kindly(client, cast, partner):
    client.force_login(cast.kirsten)
    Partner.objects.update(status="new")
    page = reverse("admin:intake_partner_change", args=[partner.pk])
    answer = client.post(page, {"act": "paused"}, follow=True)
    assert "Somebody else was quicker" in answer.content.decode()
    assert client.post(page, {"act": "nonsense"}).status_code == 400
    assert Partner.objects.get().status == "new"


def test_the_register_is_closed_to_strangers(client, cast, partner):
    """Lars, a supervisor, and Ana, an applicant, see none of it; the leader neither."""
    page = reverse("admin:intake_partner_change", args=[partner.pk])
    for person in (cast.lars, cast.ana, cast.peter):
        client.force_login(person)
        assert Partner.objects.visible_to(person).count() == 0
        assert client.post(page, {"act": "ended"}).status_code == 302
    assert Partner.objects.get().status == "active"


@pytest.mark.promise("answer-12")
def test_an_agreement_is_warned_of_ninety_days_before_and_once(cast, partner):
    """Kirsten gets one letter at 90 days, none at 91, and none again; a new last day is warned of anew."""
    today = timezone.localdate()
    deal = Agreement.objects.create(partner=partner, subject="AMU", begins=today, ends=today + 91 * DAY)
    assert cast.kirsten
    partners.warn(today)
    assert Letter.objects.count() == 0
    for _again in range(3):
        partners.warn(today + DAY)
    assert [(each.name, each.address) for each in Letter.objects.all()] == [
        ("intake/agreement_runs_out", cast.kirsten.email)
    ]
    Agreement.objects.update(ends=today + 60 * DAY)
    partners.warn(today + DAY)
    assert Letter.objects.count() == 2
    assert deal.partner == partner


def test_an_agreement_with_a_successor_is_not_warned_of(cast, partner):
    today = timezone.localdate()
    Agreement.objects.create(partner=partner, subject="Old", begins=today - 300 * DAY, ends=today + 10 * DAY)
    assert list(Partner.objects.running_out(today)) == [partner]
    Agreement.objects.create(partner=partner, subject="New", begins=today + 11 * DAY)
    assert list(Partner.objects.running_out(today)) == []
    assert list(Partner.objects.without_agreement(today)) == []


def test_the_front_page_counts_what_the_list_shows(client, cast, partner, lists):
    today = timezone.localdate()
    Agreement.objects.create(partner=partner, subject="AMU", begins=today, ends=today + 10 * DAY)
    client.force_login(cast.kirsten)
    front = client.get(reverse("admin:index")).content.decode()
    assert re.search(r'queue=running_out"><span class="count">1<', front)
    found = client.get(reverse("admin:intake_partner_changelist") + "?queue=running_out")
    assert [row.pk for row in found.context["cl"].result_list] == [partner.pk]


# --- the link ---------------------------------------------------------------------------------------------
@pytest.mark.promise("helsingor-30")
def test_a_partner_refers_somebody_and_gets_a_receipt(client, partner, lists):
    """The person gets one letter in her language without anything about her; her application knows its source."""
    answer = client.post(door(partner), REFER, follow=True)
    referral = Referral.objects.get()
    assert referral.reference in answer.content.decode()
    assert "nadia" not in answer.content.decode()
    letter = Letter.objects.get()
    assert (letter.name, letter.address) == ("intake/referred", "nadia@example.org")
    assert "nadia" not in letter.subject + letter.body
    assert f"/apply/?source={partner.code}" in letter.body
    mail.deliver()
    assert len(outbox.outbox) == 1


def test_the_same_person_twice_is_one_letter_and_the_same_receipt(client, partner):
    first = client.post(door(partner), REFER)
    second = client.post(door(partner), REFER | {"email": "NADIA@example.org"})
    assert first["Location"] == second["Location"]
    assert (Referral.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "", "Write your e-mail, for example name@example.dk."),
        ("email", "nadia", "Write an e-mail with an @, for example name@example.dk."),
        ("language", "xx", "Choose one of the answers shown: Language of the letter."),
        ("agreed", "", "Tick “The person knows about it and wants the letter” to go on."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, partner, field, value, says):
    answer = client.post(door(partner), REFER | {field: value})
    assert says in answer.content.decode()
    assert Letter.objects.count() == 0


def test_the_source_follows_the_application(client, cast, partner, make, lists):
    """By the link, or by the address the letter went to; a word that isn't one is left out."""
    ana = cast.ana
    client.force_login(ana)
    client.get(reverse("intake:tasks") + f"?source={partner.code}")
    assert Application.objects.get(applicant=ana).source == partner.code
    referred = make.UserFactory(email="nadia@example.org")
    partners.refer(partner, "Nadia@example.org", "en")
    assert actions.start(referred).source == partner.code
    other = make.UserFactory()
    stranger = Client()
    stranger.force_login(other)
    stranger.get(reverse("intake:tasks") + "?source=<b>x</b>")
    assert Application.objects.get(applicant=other).source == ""


def test_a_partner_sees_numbers_and_no_persons(client, partner, make):
    make.ApplicationFactory(source=partner.code, status="draft")
    make.ApplicationFactory(source=partner.code, status="placed")
    make.ApplicationFactory(source="elsewhere", status="placed")
    assert partner.counts() == {"referred": 0, "begun": 2, "sent": 1, "placed": 1}
    page = client.get(door(partner)).content.decode()
    for word in ("Ana", "Reyes", "PR-", "@example.org"):
        assert word not in page


def test_a_link_works_while_the_partner_is_active_and_until_it_is_renewed(client, cast, partner):
    old = door(partner)
    assert client.get(old).status_code == 200
    partners.renew_link(partner, by=cast.kirsten)
    assert client.get(old).status_code == 404
    assert "This link does not work" in client.get(old).content.decode()
    new = door(partner)
    partner.move("paused", by=cast.kirsten)
    assert client.get(new).status_code == 404
    partner.move("active", by=cast.kirsten)
    assert client.get(new).status_code == 200
    partners.revoke_link(partner, by=cast.kirsten)
    assert client.get(new).status_code == 404
    assert client.get(reverse("door:partner", args=["forged"])).status_code == 404


def test_the_table_holds_no_link(partner):
    assert partner.token not in (partner.digest, partner.seed)
    assert len(partner.token) == 64


def test_a_day_has_an_end(client, partner, monkeypatch):
    monkeypatch.setattr(partners, "MOST_A_DAY", 1)
    client.post(door(partner), REFER)
    answer = client.post(door(partner), REFER | {"email": "omar@example.org"})
    assert answer.status_code == 429
    assert "That was a lot for one day" in answer.content.decode()
    assert Letter.objects.count() == 1


def test_the_address_is_deleted_after_ninety_days(partner):
    partners.refer(partner, "nadia@example.org", "en")
    partners.forget(timezone.now() + 89 * DAY)
    assert Referral.objects.get().email == "nadia@example.org"
    partners.forget(timezone.now() + 91 * DAY)
    assert Referral.objects.get().email == ""


def test_the_tick_does_it():
    assert {partners.forget, partners.warn} <= set(tick.DUE)


def test_two_partners_of_one_name_stem_have_two_codes(cast, db):
    for name in ("Café", "Cafe"):
        partners.enter(Partner(name=name, kind="association"), by=cast.kirsten)
    assert sorted(Partner.objects.values_list("code", flat=True)) == ["cafe", "cafe-2"]
    assert Step.objects.filter(of="intake.partner", now="new").count() == 2


@pytest.mark.parametrize("allows", [True, False])
@pytest.mark.parametrize("status", ["draft", "screening"])
def test_a_partner_reads_that_an_application_came_when_the_person_allows_it(
    client, make, cast, partner, allows, status
):
    """Received, and nothing else: no name, no address, no status; and it is gone with the consent."""
    consents.load()
    text = PurposeText.objects.get(purpose__code="PARTNERS")
    application = make.ApplicationFactory(applicant=cast.ana, status=status)
    referral = partners.refer(partner, cast.ana.email, "en")
    if allows:
        consent.answer(application, text, yes=True)
    page = client.get(reverse("door:partner", args=[partner.token])).content.decode()
    assert referral.reference in page
    assert ("Application received" in page) == (allows and status != "draft")
    assert [word for word in ("Ana", "Reyes", cast.ana.email, application.reference) if word in page] == []
    consent.answer(application, text, yes=False)
    page = client.get(reverse("door:partner", args=[partner.token])).content.decode()
    assert "Application received" not in page


def test_a_partner_has_a_list_of_the_programmes_it_sends_people_to(client, cast, partner):
    reference.load()
    taster, path = Programme.objects.filter(active=True)[:2]
    rows = {f"{n}-{f}": "0" for n in ("contacts", "agreements") for f in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.force_login(cast.kirsten)
    address = reverse("admin:intake_partner_change", args=[partner.pk])
    client.post(address, {"name": partner.name, "kind": "association", "programmes": [taster.pk], **rows})
    assert [*partner.programmes.all()] == [taster]
    found = client.get(reverse("admin:intake_partner_changelist"), {"programmes": path.pk})
    assert found.context["cl"].result_count == 0
    page = client.get(reverse("door:partner", args=[partner.token])).content.decode()
    assert (taster.name in page, path.name in page) == (True, False)
