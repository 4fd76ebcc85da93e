"""Vouching: somebody confirms voluntary work by a link that works once, and nothing ever waits for it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from intake import vouching
from intake.models import Application, Partner, VolunteerWork, Vouch
from portal import tick
from portal.models import Letter, Step, User
from tests.pdfua import breaches

DAY = timedelta(days=1)
TODAY = timezone.localdate()
ANSWER = {
    "answer": "1",
    "knows": "yes",
    "did": "Talked Danish with guests.",
    "hours": "48",
    **{"begins_day": "1", "begins_month": "2", "begins_year": "2026"},
    **{"ends_day": "3", "ends_month": "3", "ends_year": "2026"},
}


@pytest.fixture
def work(make, cast):
    """Ana has sent her application and named Inger as somebody who knows."""
    application = make.ApplicationFactory(applicant=cast.ana, status="submitted")
    return make.VolunteerWorkFactory(volunteering=application.volunteering)


@pytest.fixture
def vouch(work):
    vouching.ask_all()
    return Vouch.objects.get()


def door(vouch):
    return reverse("door:vouch", args=[vouch.token])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def letters(name="intake/vouch_asked"):
    return Letter.objects.filter(name=name)


# --- asking -----------------------------------------------------------------------------------------------
def test_a_contact_is_written_to_once_the_application_is_sent(make, cast):
    draft = make.ApplicationFactory(applicant=cast.ana, filled=True)
    make.VolunteerWorkFactory(volunteering=draft.volunteering)
    vouching.ask_all()
    assert letters().count() == 0
    Application.objects.update(status="submitted", submitted_at=timezone.now(), answer_by=TODAY)
    for _again in range(3):
        vouching.ask_all()
    assert [each.address for each in letters()] == ["inger@example.org"]
    assert Vouch.objects.get().status == "asked"


@pytest.mark.parametrize("change", [{"may_ask": False}, {"contact_email": ""}])
def test_nobody_is_written_to_without_a_yes_and_an_address(work, change):
    VolunteerWork.objects.update(**change)
    vouching.ask_all()
    assert Vouch.objects.count() == 0


def test_the_letter_is_in_both_languages_and_names_nobody(vouch):
    letter = letters().get()
    text = letter.subject + letter.body
    assert "Can you confirm it?" in text
    assert "Kan du bekræfte det?" in text
    assert text.count(vouch.token) == 2
    for personal in ("Ana", "Reyes", "Inger", "Sprogcaf", "ana@", str(vouch.work.application)):
        assert personal not in text.replace(vouch.token, "")


def test_the_table_holds_a_hash_and_no_link(vouch):
    assert vouch.token not in (vouch.seed, vouch.digest)
    assert str(vouch.work.application.pk) != vouch.token


# --- the link ---------------------------------------------------------------------------------------------
@pytest.mark.promise("budget-12")
def test_a_link_works_once(client, vouch, work):
    """Inger opens it (as her mail filter did before her), answers, and a second answer changes nothing."""
    for method in ("head", "get", "get"):
        assert getattr(client, method)(door(vouch)).status_code == 200
    assert fresh(vouch).status == "asked"
    page = client.get(door(vouch)).content.decode()
    assert "Can you confirm what Ana has done?" in page
    assert "Reyes" not in page
    thanks = client.post(door(vouch), ANSWER, follow=True).content.decode()
    assert "Thank you for your answer" in thanks
    given = fresh(vouch)
    assert (given.status, given.hours, given.did) == ("given", 48, "Talked Danish with guests.")
    assert given.answered_at is not None
    replay = client.post(door(vouch), ANSWER | {"hours": "4800"})
    assert replay.status_code == 200
    assert fresh(vouch).hours == 48
    assert "Ana" not in replay.content.decode()
    assert [step.now for step in Step.objects.filter(of="intake.vouch")] == ["asked", "given"]


def test_confirmed_hours_count_on_the_work(client, vouch, work):
    client.post(door(vouch), ANSWER)
    row = fresh(work)
    assert (row.verified_on, row.confirmed_hours) == (TODAY, 48)
    assert (str(row.confirmed_from), str(row.confirmed_to)) == ("2026-02-01", "2026-03-03")
    assert letters("intake/vouch_given").get().to == row.application.applicant


def test_one_may_decline_without_saying_why(client, vouch, work):
    page = client.post(door(vouch), {"decline": "1"}, follow=True).content.decode()
    assert "That is all right" in page
    assert (fresh(vouch).status, fresh(vouch).knows_her) == ("declined", None)
    assert fresh(work).verified_on is None


def test_who_does_not_know_her_is_asked_nothing_more(client, vouch):
    client.post(door(vouch), {"answer": "1", "knows": "no"})
    assert (fresh(vouch).status, fresh(vouch).knows_her) == ("declined", False)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"knows": ""}, "Choose yes or no."),
        ({"did": ""}, "Write in a few words what the work was."),
        ({"hours": ""}, "Write the number of hours you can confirm, for example 60."),
        ({"hours": "many"}, "How many hours can you confirm: write a number, for example 12."),
        ({"hours": "0"}, "How many hours can you confirm: write 1 or more."),
        ({"begins_year": ""}, "From which day: write the year too."),
        ({"ends_year": "2199"}, "Until which day: write today or an earlier day."),
        ({"ends_year": "2025"}, "Until which day: write a day after the first one."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, vouch, change, says):
    answer = client.post(door(vouch), ANSWER | change)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert fresh(vouch).status == "asked"


@pytest.mark.parametrize(
    ("become", "code", "says"),
    [
        ("expired", 410, "The link is too old"),
        ("replaced", 410, "Somebody else has been asked instead"),
        ("declined", 200, "That is all right"),
    ],
)
def test_a_link_that_is_closed_says_so_kindly_and_takes_no_answer(client, vouch, become, code, says):
    vouch.move(become, by=None)
    for answer in (client.get(door(vouch)), client.post(door(vouch), ANSWER)):
        assert answer.status_code == code
        assert says in answer.content.decode()
        assert "Ana" not in answer.content.decode()
    assert fresh(vouch).status == become


def test_a_link_is_closed_from_the_minute_it_runs_out(client, vouch):
    Vouch.objects.update(expires_at=timezone.now())
    assert client.post(door(vouch), ANSWER).status_code == 410
    assert fresh(vouch).status == "asked"


def test_a_link_is_closed_when_she_withdraws(client, vouch, cast):
    vouch.work.application.move("withdrawn", by=cast.ana)
    answer = client.post(door(vouch), ANSWER)
    assert answer.status_code == 410
    assert "no longer needed" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "0" * 64, "a-b"])
def test_a_forged_link_opens_nothing(client, vouch, token):
    answer = client.get(reverse("door:vouch", args=[token]))
    assert answer.status_code == 404
    assert "We cannot read this link" in answer.content.decode()


def test_the_link_of_a_partner_is_not_one_of_a_voucher(client, make, vouch):
    partner = make.PartnerFactory()
    assert client.get(reverse("door:vouch", args=[partner.token])).status_code == 404
    assert client.get(reverse("door:partner", args=[vouch.token])).status_code == 404


def test_who_asks_too_often_waits(client, vouch, settings):
    settings.ACCOUNT_RATE_LIMITS = {"secret_link": "2/m/ip"}
    cache.clear()
    codes = [client.post(door(vouch), ANSWER | {"hours": ""}).status_code for _again in range(3)]
    cache.clear()
    assert codes == [400, 400, 429]


# --- the clock --------------------------------------------------------------------------------------------
def test_two_reminders_then_no_more(vouch):
    """After 3 and 7 days, each once however often the clock ticks; after 14 days nobody is asked."""
    counts = []
    for days in (2, 3, 3, 6, 7, 8, 13):
        vouching.remind(vouch.asked_at + days * DAY)
        counts.append(letters().count())
    assert counts == [1, 2, 2, 2, 3, 3, 3]
    vouching.run_out(vouch.asked_at + 13 * DAY)
    assert fresh(vouch).status == "asked"
    for _again in range(2):
        vouching.run_out(vouch.asked_at + 14 * DAY)
    vouching.remind(vouch.asked_at + 15 * DAY)
    assert fresh(vouch).status == "expired"
    assert letters().count() == 3
    assert letters("intake/vouch_silent").count() == 1


def test_after_a_standstill_one_reminder_is_sent(vouch):
    vouching.remind(vouch.asked_at + 9 * DAY)
    vouching.remind(vouch.asked_at + 9 * DAY)
    assert letters().count() == 2
    assert fresh(vouch).reminded == 2


def test_a_reminder_carries_a_link_that_opens(client, vouch, settings):
    vouching.remind(vouch.asked_at + 3 * DAY)
    assert vouch.token in letters().order_by("-pk").first().body
    settings.SECRET_KEY = "another key, as after a change"
    vouching.remind(vouch.asked_at + 7 * DAY)
    newest = letters().order_by("-pk").first().body
    assert fresh(vouch).token in newest
    assert client.get(door(fresh(vouch))).status_code == 200


def test_nobody_is_reminded_about_an_application_that_ended(vouch, cast):
    vouch.work.application.move("withdrawn", by=cast.ana)
    vouching.remind(vouch.asked_at + 3 * DAY)
    assert letters().count() == 1


def test_addresses_are_deleted_after_ninety_days(vouch):
    vouch.move("expired", by=None)
    vouching.forget(vouch.asked_at + 89 * DAY)
    assert fresh(vouch).email == "inger@example.org"
    vouching.forget(vouch.asked_at + 91 * DAY)
    assert fresh(vouch).email == ""


def test_the_tick_does_it():
    assert {vouching.ask_all, vouching.remind, vouching.run_out, vouching.forget} <= set(tick.DUE)


# --- her page ---------------------------------------------------------------------------------------------
def test_she_sees_that_it_was_given_and_not_the_words(client, vouch, cast):
    client.force_login(cast.ana)
    assert "We wrote to <bdi>Inger Vad</bdi>" in client.get(reverse("intake:status")).content.decode()
    Client().post(door(vouch), ANSWER)
    page = client.get(reverse("intake:status")).content.decode()
    assert "48 hours, confirmed" in page
    assert "Talked Danish" not in page


def test_a_coordinator_reads_the_words(client, vouch, cast, lists):
    Client().post(door(vouch), ANSWER)
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:intake_application_change", args=[vouch.work.application.pk]))
    assert "Talked Danish with guests." in page.content.decode()
    assert "48 hours, confirmed" in page.content.decode()


def test_a_silent_voucher_is_replaced(client, vouch, work, cast):
    client.force_login(cast.ana)
    data = {"name": "Poul Aagesen", "email": "Poul@example.org", "agreed": "on"}
    page = client.post(reverse("intake:voucher", args=[work.pk]), data, follow=True)
    assert "Your application goes on in the meantime." in page.content.decode()
    assert [(each.name, each.status) for each in Vouch.objects.order_by("pk")] == [
        ("Inger Vad", "replaced"),
        ("Poul Aagesen", "asked"),
    ]
    assert letters().order_by("-pk").first().address == "poul@example.org"
    assert client.get(door(vouch)).status_code == 410


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "Write the name of the person."),
        ({"email": "poul"}, "Write an e-mail with an @, for example name@example.dk."),
        ({"email": "ANA@example.org"}, "This is your own e-mail."),
        ({"agreed": ""}, "Tick “I have asked the person, and the answer was yes” to go on."),
    ],
)
def test_a_wrong_name_is_explained(client, work, cast, change, says):
    client.force_login(cast.ana)
    data = {"name": "Poul Aagesen", "email": "poul@example.org", "agreed": "on"} | change
    assert cast.ana.email == "ana@example.org"
    page = client.post(reverse("intake:voucher", args=[work.pk]), data).content.decode()
    assert says in page
    assert Vouch.objects.count() == 0


def test_five_people_are_enough(client, work, cast):
    for n in range(vouching.MOST):
        vouching.replace(work, "Somebody", f"a{n}@example.org", by=cast.ana)
    with pytest.raises(vouching.TooMany):
        vouching.replace(work, "Somebody", "b@example.org", by=cast.ana)
    assert Vouch.objects.filter(status="asked").count() == 1


def test_confirmed_work_is_not_asked_about_again(client, vouch, work, cast):
    Client().post(door(vouch), ANSWER)
    with pytest.raises(vouching.Known):
        vouching.replace(work, "Poul", "poul@example.org", by=cast.ana)
    client.force_login(cast.ana)
    assert client.get(reverse("intake:voucher", args=[work.pk])).status_code == 302


def test_another_applicant_finds_none_of_it(client, vouch, work, make):
    """Yusuf has an application of his own and no business with Ana's."""
    yusuf = make.ApplicationFactory(status="submitted").applicant
    client.force_login(yusuf)
    data = {"name": "Poul", "email": "poul@example.org", "agreed": "on"}
    assert client.post(reverse("intake:voucher", args=[work.pk]), data).status_code == 404
    assert fresh(vouch).status == "asked"
    assert client.get(reverse("intake:statement")).status_code == 302


@pytest.mark.promise("budget-12")
def test_an_application_goes_on_whether_or_not_somebody_answers(vouch, cast):
    for status in ("screening", "matchable"):
        vouch.work.application.move(status, by=cast.kirsten)
    assert fresh(vouch).status == "asked"
    assert Application.objects.get(pk=vouch.work.application.pk).status == "matchable"


# --- the statement ----------------------------------------------------------------------------------------
@pytest.mark.promise("budget-14")
@pytest.mark.parametrize(("language", "says"), [("en", "hours confirmed"), ("da", "timer bekræftet")])
def test_her_hours_on_paper(vouch, cast, language, says):
    """What was confirmed is on a tagged PDF, and nothing that nobody has confirmed."""
    Client().post(door(vouch), ANSWER)
    VolunteerWork.objects.create(volunteering=vouch.work.volunteering, organisation="Elsewhere", hours=99)
    reader = Client(headers={"accept-language": language})
    User.objects.filter(pk=cast.ana.pk).update(language=language)
    reader.force_login(cast.ana)
    answer = reader.get(reverse("intake:statement"))
    assert answer["Content-Type"] == "application/pdf"
    assert "Ana" not in answer["Content-Disposition"]
    file = answer.getvalue()
    assert breaches(file) == []
    read = "".join(PdfReader(BytesIO(file)).pages[0].extract_text().split())
    assert f"48{says}".replace(" ", "") in read
    assert "SprogcaféenNord" in read
    assert "Elsewhere" not in read


def test_without_a_confirmation_there_is_no_statement(client, vouch, cast):
    client.force_login(cast.ana)
    assert client.get(reverse("intake:statement")).status_code == 302
    assert "as a PDF" not in client.get(reverse("intake:status")).content.decode()


# --- the register -----------------------------------------------------------------------------------------
def test_an_organisation_in_the_register_is_recognised_by_its_name(make, work):
    partner = make.PartnerFactory()
    work.volunteering.retell([{"organisation": "sprogcaféen NORD"}])
    assert (fresh(work).organisation, fresh(work).partner) == ("sprogcaféen NORD", partner)
    Partner.objects.update(name="Somebody else")
    assert fresh(work).partner == partner
    work.volunteering.retell([{"organisation": "Another café"}])
    assert (fresh(work).organisation, fresh(work).partner) == ("Another café", None)
