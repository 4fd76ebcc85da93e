"""The pages of an applicant: hers alone, few questions to the database, nothing lost when the log-in runs out."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from intake.forms import FORMS
from intake.models import About, Application, Status
from intake.standing import HAPPENED, STANDINGS
from portal.models import Letter
from tests.factories import ApplicationFactory, SettingFactory, fill

PAGES = ["tasks", "check", "status", "receipt", "withdraw", "copy"]


def address(page):
    return reverse("intake:section", args=[page]) if page in FORMS else reverse(f"intake:{page}")


@pytest.mark.parametrize("page", [*PAGES, *FORMS, "submit"])
def test_an_applicant_reaches_only_her_own(client, cast, lists, page):
    """Ana has sent hers; Yusuf, who has a draft, never sees a word of it."""
    ana = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    yusuf = ApplicationFactory(applicant=cast.yusuf)
    client.force_login(cast.yusuf)
    shown = client.get(address(page), follow=True).content.decode()
    assert ana.reference not in shown
    assert "Reyes" not in shown
    if page in {"submit", "withdraw"}:
        client.post(address(page))
        ana.refresh_from_db()
        assert ana.status == Status.SUBMITTED
    assert Application.objects.visible_to(cast.yusuf).get() == yusuf


@pytest.mark.parametrize("page", [*PAGES, *FORMS, "submit"])
def test_staff_have_no_business_here(client, cast, page):
    for user in cast.staff:
        client.force_login(user)
        assert client.get(address(page)).status_code == 403
        assert client.post(address(page)).status_code == 403
    assert Application.objects.count() == 0


@pytest.mark.parametrize("page", [*PAGES, *FORMS])
def test_a_stranger_is_asked_who_she_is_and_comes_back(client, db, page):
    answer = client.get(address(page))
    assert answer.url == f"{reverse('account_request_login_code')}?next={address(page)}"


def test_the_first_visit_makes_one_draft(client, cast):
    client.force_login(cast.ana)
    for _ in range(3):
        page = client.get(reverse("intake:tasks"), follow=True)
    application = Application.objects.get()
    assert (application.applicant, application.status) == (cast.ana, Status.DRAFT)
    assert re.fullmatch(r"PR-20\d\d-\d{5}", application.reference)
    text = page.content.decode()
    assert "0 of 8 parts are done" in text
    assert text.count("Missing") == 8


def test_the_list_shows_what_is_done_started_and_missing(client, cast, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section in ("about", "background", "languages"):
        client.post(address(section), answers[section])
    client.post(address("wishes"), {"weeks": "12", "close": "1"})
    page = client.get(reverse("intake:tasks"))
    states = {part.name: part.state for part in page.context["parts"]}
    assert states == {
        "about": "done",
        "background": "done",
        "authorisation": "missing",
        "languages": "done",
        "residence": "missing",
        "volunteering": "missing",
        "wishes": "started",
        "consents": "missing",
    }
    assert "3 of 8 parts are done" in page.content.decode()


def test_a_section_that_does_not_exist_is_not_found(client, cast):
    client.force_login(cast.ana)
    assert client.get("/apply/income/").status_code == 404


def test_all_answers_are_read_back_with_a_way_to_change_each(client, cast, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section, data in answers.items():
        client.post(address(section), data)
    page = client.get(reverse("intake:check"))
    facts = {fact["words"]: fact["value"] for part in page.context["parts"] for fact in part.facts}
    assert facts["First name(s)"] == "Ana"
    assert facts["Phone"] == "+63 917 123 4567"
    assert facts["Citizenship"] == "Philippines"
    assert facts["Education"].splitlines()[0] == "Country of education: Philippines"
    assert "Years of work there: 4" in facts["Work"].splitlines()
    assert facts["How well do you speak and understand Danish?"] == "B1"
    assert facts["Language 2"].splitlines()[0] == "Language: Filipino (Tagalog)"
    assert facts["The first day you can start"] == "Friday 1 March 2199"
    assert facts["Which shifts can you work?"] == "Day and Weekend"
    assert facts["If not: the earliest time a shift can begin"] == "07:30"
    assert facts["I am open to all kinds of places"] == "No"
    assert "Your profession, if you chose Other" not in facts
    text = page.content.decode()
    assert 'href="/apply/wishes/#id_available_from_0"' in text
    assert 'href="/apply/languages/#id_danish_oral_0"' in text
    assert "Send the application" in text
    assert text.count("facts-change") == len(facts)
    assert "facts-change" not in client.get(reverse("intake:copy")).content.decode()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
def test_every_status_has_words_for_her(client, cast, status):
    ApplicationFactory(applicant=cast.ana, status=status)
    client.force_login(cast.ana)
    page = client.get(reverse("intake:status"))
    text = page.content.decode()
    assert str(STANDINGS[status].now) in text
    assert status in HAPPENED
    assert ("We answer no later than" in text) == (status in {Status.SUBMITTED, Status.SCREENING})
    assert ("Apply again" in text) == (status in {Status.COMPLETED, Status.DECLINED, Status.WITHDRAWN})


QUESTIONS = {  # session and person come first each time
    **{"tasks": 5, "check": 12, "status": 9, "receipt": 3, "withdraw": 3, "copy": 10},
    **{"about": 3, "background": 5, "authorisation": 3, "languages": 3, "volunteering": 4, "wishes": 7},
    **{"residence": 3, "consents": 4},
}


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize("page", [*PAGES, *FORMS])
def test_a_page_asks_the_database_as_often_for_thirty_wishes_as_for_one(
    client, cast, lists, django_assert_max_num_queries, page, many
):
    sent = page in {"status", "receipt", "withdraw", "copy"}
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED if sent else Status.DRAFT)
    if not sent:
        fill(application)
    places = [SettingFactory(code=f"PLACE_{n}") for n in range(many)]
    application.wishes.settings.set(places)
    application.background.jobs = [{"place": "Ward", "setting": place.pk} for place in places[:12]]
    application.background.save()
    client.force_login(cast.ana)
    with django_assert_max_num_queries(12) as asked:
        assert client.get(address(page)).status_code == 200
    assert len(asked) == QUESTIONS[page]


def test_saving_a_section_needs_few_questions_too(client, cast, answers, django_assert_max_num_queries):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section, data in answers.items():
        for _again in range(2):
            with django_assert_max_num_queries(12):
                assert client.post(address(section), data).status_code == 302


# --- the log-in runs out -------------------------------------------------------------------------------------
def test_what_was_saved_is_there_after_logging_in_again(client, cast, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    url = address("about")
    assert client.post(url, {"given_name": "Ana"}, headers={"X-Autosave": "1"}).status_code == 204
    Session.objects.all().delete()
    answer = client.post(f"{url}?sent", answers["about"])
    assert answer.url.startswith(f"{reverse('account_request_login_code')}?next=/apply/about/")
    client.force_login(cast.ana)
    page = client.get(f"{url}?sent").content.decode()
    assert 'value="Ana"' in page
    assert "This page shows what we have saved." in page


def test_writing_saves_itself(client, cast, lists):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    data = {"given_name": "Ana", "phone": "+45 2"}
    answer = client.post(address("about"), data, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    about = About.objects.get()
    assert (about.given_name, str(about.phone), about.complete) == ("Ana", "", False)


def test_writing_in_an_old_tab_is_told_that_it_is_too_late(client, cast, answers):
    ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    client.force_login(cast.ana)
    answer = client.post(address("about"), answers["about"], headers={"X-Autosave": "1"})
    assert answer.status_code == 409


def test_writing_while_logged_out_is_no_error(client, db):
    assert (
        client.post(address("about"), {"given_name": "Ana"}, headers={"X-Autosave": "1"}).status_code == 302
    )


# --- no personal data where it doesn't belong ----------------------------------------------------------------
def test_letters_and_addresses_say_nothing_about_her(client, cast, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    seen = [client.post(address(section), data).url for section, data in answers.items()]
    seen.append(client.post(reverse("intake:submit")).url)
    seen.append(client.post(reverse("intake:withdraw")).url)
    letters = Letter.objects.all()
    assert [letter.name for letter in letters] == ["intake/received", "intake/withdrawn"]
    told = " ".join([*seen, *(letter.subject + letter.body for letter in letters)])
    secrets = ["Ana", "Reyes", "917", "8000", "PH", "Nurse", "Røde Kors", cast.ana.email, "PR-20"]
    assert [secret for secret in secrets if secret in told] == []
    assert "/apply/status/" in told


def test_a_name_from_right_to_left_stays_in_its_place(client, cast):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    About.objects.filter(application=application).update(given_name="محمد")
    client.force_login(cast.ana)
    assert "Hello <bdi>محمد</bdi>" in client.get(reverse("intake:status")).content.decode()
