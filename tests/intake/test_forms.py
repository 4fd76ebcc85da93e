"""Bad input: every way of getting an answer wrong has words of its own, beside the field, and nothing is lost."""

import html
import unicodedata

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from intake import actions
from intake.forms import FORMS
from intake.models import About, Application
from portal.forms import PARTS
from tests.factories import ProfessionFactory

LONG = "x" * 101
FORGED = "999999999999999999999"
BAD = [  # section, field, what is sent, the beginning of what is said
    ("about", "given_name", "", "Write your first name."),
    ("about", "given_name", "   ", "Write your first name."),
    ("about", "given_name", LONG, "First name(s): use at most 100 characters. You have written 101."),
    ("about", "given_name", "A\x00na", "First name(s): there is a character here that we cannot save."),
    ("about", "given_name", "A\x08na", "First name(s): there is a character here that we cannot save."),
    ("about", "family_name", "Re\nyes", "Last name: there is a character here that we cannot save."),
    ("about", "phone", "", "Write your phone number, for example +45 20 12 34 56."),
    ("about", "phone", "hello", "Write a phone number with its country code, for example +45 20 12 34 56."),
    ("about", "phone", "+45 1", "Write a phone number with its country code, for example +45 20 12 34 56."),
    ("about", "phone", "١٢٣\x00", "Write a phone number with its country code"),
    ("about", "postcode", "<b>", "Write a postcode with letters and numbers, for example 8000."),
    ("about", "postcode", "8000 Aarhus C", "Postcode: use at most 10 characters. You have written 13."),
    ("background", "profession", "", "Choose your profession."),
    ("background", "profession", FORGED, "Choose one of the answers shown: Profession."),
    ("background", "profession", "nurse'; --", "Choose one of the answers shown: Profession."),
    ("about", "citizenships-0-country", "", "Choose your citizenship."),
    ("about", "citizenships-0-country", "ZZ", "Choose one of the answers shown: Citizenship."),
    ("background", "educations-0-country", "", "Choose the country of your education."),
    ("background", "educations-0-country", "ZZ", "Choose one of the answers shown: Country of education."),
    ("background", "educations-0-title", "", "Write the title of your education."),
    ("background", "educations-0-title", "A\x00", "Title, as it is called there: there is a character here"),
    ("background", "educations-0-level", "", "Choose the level of your education."),
    ("background", "educations-0-year", "last year", "Year you finished: write a number, for example 12."),
    ("background", "educations-0-year", "1800", "Year you finished: write 1960 or more."),
    ("background", "educations-0-year", "2999", "Year you finished: write "),
    ("background", "educations-0-language", "klingon", "Choose one of the answers shown: Language of teach"),
    ("background", "jobs-0-country", "", "Choose the country you worked in."),
    ("background", "jobs-0-place", "", "Write an answer: What kind of place was it?"),
    ("background", "jobs-0-years", "-1", "Years of work there: write 0 or more."),
    ("background", "jobs-0-years", "61", "Years of work there: write 60 or less."),
    ("background", "jobs-0-years", "9" * 5000, "Years of work there: write"),
    ("background", "jobs-0-until_year", "2999", "The last year you worked there: write "),
    ("background", "jobs-0-hours", "81", "Hours of work a week: write 80 or less."),
    ("background", "jobs-0-setting", FORGED, "Choose one of the answers shown: Which of our places"),
    ("background", "jobs-0-setting", "a", "Choose one of the answers shown: Which of our places"),
    ("background", "jobs-0-tasks", "x" * 501, "What did you do there: use at most 500 characters."),
    (
        "background",
        "in_own_words",
        "x" * 2001,
        "Your experience in your own words: use at most 2000 characters.",
    ),
    ("authorisation", "stage", "", "Choose an answer: Where are you on the way to Danish authorisation?"),
    ("authorisation", "stage", "king", "Choose one of the answers shown: Where are you on the way"),
    ("authorisation", "applied_on", ("1", "1", "2199"), "This day has not come yet. Check the year."),
    ("residence", "basis", "", "Choose an answer: Why may you stay in Denmark?"),
    ("residence", "permit_to", ("31", "2", "2027"), "Your permit is valid until: this date does not exist"),
    ("residence", "permit_to", ("31", "", "2027"), "Your permit is valid until: write the month too."),
    ("residence", "permit_to", ("x", "2", "2027"), "Your permit is valid until: the day is a number"),
    ("residence", "work_right", "", "Choose an answer: May you work in Denmark?"),
    ("residence", "hours_limit", "201", "If there is a limit on hours: how many a month: write 200 or less."),
    ("residence", "cpr_status", "070761-4285", "Choose one of the answers shown: Do you have a CPR number."),
    ("residence", "mitid_status", "", "Choose an answer: Do you have MitID?"),
    ("residence", "settled", ["yacht"], "Choose one of the answers shown: Which of these do you have."),
    ("languages", "danish_oral", "", "Choose an answer: How well do you speak and understand Danish?"),
    ("languages", "danish_oral", "31", "Choose one of the answers shown: How well do you speak"),
    ("languages", "danish_oral", "\x00", "Choose one of the answers shown: How well do you speak"),
    ("languages", "exams-0-kind", "", "Choose an answer: Which Danish test?"),
    ("languages", "exams-0-oral", "11", "Choose one of the answers shown: Grade in speaking."),
    ("languages", "exams-0-passed_on", ("1", "1", "2199"), "This day has not come yet. Check the year."),
    ("languages", "others-0-language", "klingon", "Choose one of the answers shown: Language."),
    ("languages", "others-1-language", "en", "You have chosen this language already."),
    ("languages", "others-0-level", "", "Choose an answer: How well do you speak it?"),
    ("volunteering", "works-0-organisation", "", "Write the name of the organisation."),
    ("volunteering", "works-0-hours", "many", "Hours in all: write a number, for example 12."),
    ("volunteering", "works-0-hours", "20001", "Hours in all: write 20000 or less."),
    ("volunteering", "works-0-contact_email", "ana@", "Write an e-mail with an @, for example name@"),
    ("volunteering", "works-0-contact_email", "ANA@EXAMPLE.ORG", "This is your own e-mail."),
    ("wishes", "settings", [], "Choose at least one place, or say that you are open to all kinds of places."),
    ("wishes", "settings", [FORGED], "Choose one of the answers shown: Which places would you like best."),
    ("wishes", "weekly_hours", "38", "How many hours a week: write 37 or less."),
    ("wishes", "weekly_hours", "4", "How many hours a week: write 5 or more."),
    ("wishes", "weeks", "", "Write an answer: How many weeks?"),
    ("wishes", "available_from", ("", "", ""), "Write the first day you can start."),
    (
        "wishes",
        "available_from",
        ("1", "1", "2020"),
        "The first day you can start: write today or a later day.",
    ),
    ("wishes", "shifts", [], "Choose an answer: Which shifts can you work?"),
    ("wishes", "shifts", ["noon"], "Choose one of the answers shown: Which shifts can you work."),
    (
        "wishes",
        "earliest_start",
        "25:00",
        "Choose one of the answers shown: If not: the earliest time a shift can begin.",
    ),
    ("wishes", "earliest_start", "", "Choose the earliest time a shift can begin."),
    ("wishes", "at_seven", "", "Choose an answer: Can you be at work at 7 in the morning?"),
    ("wishes", "latest_end", "03:00:00", "Choose one of the answers shown: The latest time you can leave"),
    ("wishes", "care", "x" * 301, "Is there more we should plan around: use at most 300 characters."),
    (
        "wishes",
        "start_until",
        ("1", "2", "2199"),
        "The last day you would like to start is before the first.",
    ),
    ("wishes", "partner_of", "A\x07", "I came as the partner of: there is a character here"),
    ("wishes", "commute_minutes", "5", "Longest travel time, in minutes: write 10 or more."),
]


def sent(data, field, value):
    """The data with one answer changed; a tuple goes into the three fields of a date."""
    if isinstance(value, tuple):
        return data | dict(zip([f"{field}_{part}" for part in PARTS], value, strict=True))
    return data | {field: value}


def bound(form, field):
    """The field of that name in the page, also inside a row."""
    forms = [form, *form.inner]
    return next(each[name] for each in forms for name in each.fields if each.add_prefix(name) == field)


@pytest.mark.parametrize(("section", "field", "value", "words"), BAD)
def test_a_wrong_answer_is_explained_at_its_field_and_kept(
    client, cast, answers, section, field, value, words
):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    if section == "authorisation":
        client.post(reverse("intake:section", args=["about"]), answers["about"])
    page = client.post(reverse("intake:section", args=[section]), sent(answers[section], field, value))
    assert page.status_code == 200
    form = page.context["form"]
    assert set(form.errors) == {field}
    assert form.errors[field][0].startswith(words)
    text = html.unescape(page.content.decode())
    assert text.count(form.errors[field][0]) == 2  # in the summary and at the field
    assert text.index("error-summary") < text.index("<h1")
    assert not getattr(Application.objects.get(), section).complete
    if isinstance(value, str) and value.isprintable():
        assert bound(form, field).value() == value


@pytest.mark.parametrize("section", FORMS)
def test_a_whole_section_is_saved_and_leads_to_the_next(client, cast, answers, section):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    page = client.post(reverse("intake:section", args=[section]), answers[section])
    following = [*FORMS, "documents"][list(FORMS).index(section) + 1]
    assert page.url == f"/apply/{following}/"
    assert getattr(Application.objects.get(), section).complete


def test_an_empty_section_can_be_closed_without_a_word_about_what_is_missing(client, cast, lists):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section in FORMS:
        page = client.post(reverse("intake:section", args=[section]), {"close": "1"}, follow=True)
        assert page.redirect_chain == [("/apply/", 302)]
    application = Application.objects.with_sections().get()
    assert application.missing == ["about", "background", "authorisation", "languages", "residence", "wishes"]


def test_closing_keeps_what_is_right_and_says_what_is_wrong(client, cast, lists):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    url = reverse("intake:section", args=["about"])
    page = client.post(url, {"given_name": "Ana", "phone": "hello", "close": "1"})
    assert list(page.context["form"].errors) == ["phone"]
    assert 'value="hello"' in page.content.decode()
    about = About.objects.get()
    assert (about.given_name, str(about.phone), about.complete) == ("Ana", "", False)


def test_another_profession_is_asked_for_only_by_those_who_chose_other(client, cast, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    url = reverse("intake:section", args=["background"])
    other = answers["background"] | {"profession": ProfessionFactory(code="OTHER").pk}
    page = client.post(url, other)
    assert page.context["form"].errors == {
        "profession_other": ["Write your profession, because you chose Other."]
    }
    assert client.post(url, other | {"profession_other": "Paramedic"}).status_code == 302
    assert Application.objects.get().background.profession_other == "Paramedic"
    client.post(url, answers["background"] | {"profession_other": "Paramedic"})
    assert Application.objects.get().background.profession_other == ""


def test_the_dates_of_an_evaluation_are_asked_for_only_by_those_who_have_one(client, cast, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section in ("about", "background"):
        client.post(reverse("intake:section", args=[section]), answers[section])
    url = reverse("intake:section", args=["authorisation"])
    assert 'name="evaluation_from' not in client.get(url).content.decode()
    stage = {"stage": "evaluation_authorised"}
    assert client.post(url, stage).url == url  # saved, and there is more to ask
    assert not Application.objects.get().authorisation.complete
    assert 'name="evaluation_from_day"' in client.get(url).content.decode()
    asked = stage | {
        "applied_on_day": "",
        "education_approved_on_day": "",
        "evaluation_from_day": "",
        "evaluation_to_day": "",
    }
    assert set(client.post(url, asked).context["form"].errors) == {"evaluation_from", "evaluation_to"}
    dates = sent(sent(asked, "evaluation_from", ("1", "9", "2027")), "evaluation_to", ("1", "3", "2027"))
    assert client.post(url, dates).context["form"].errors == {
        "evaluation_to": ["Your authorisation ends before it begins. Check both dates."]
    }
    assert client.post(url, sent(dates, "evaluation_to", ("28", "2", "2028"))).url != url
    assert client.post(url, {"stage": "not_started"}).url != url
    row = Application.objects.get().authorisation
    assert (row.complete, row.evaluation_from, row.evaluation_to) == (True, None, None)


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=100).filter(
    lambda text: 0 < len(unicodedata.normalize("NFC", text).strip()) <= 100
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_name=NAMES, family_name=NAMES | st.just(""))
@example(given_name="محمد", family_name="الأمين")
@example(given_name="Z̴̡a̷l̶g̸o̵", family_name="O'Brien-Ñandú")
@example(given_name="<script>alert(1)</script>", family_name="\u202egnissap")
@example(given_name="n" * 100, family_name="ﷺ" * 100)
def test_a_name_in_any_script_reads_back_as_it_was_written(cast, given_name, family_name):
    application = actions.start(cast.ana)
    form = FORMS["about"](
        {"given_name": given_name, "family_name": family_name, "phone": "+4520123456"}
        | {"citizenships-0-country": "XX"},
        instance=application.section("about"),
    )
    assert form.errors == {}
    actions.save_section(application, form)
    about = About.objects.get(application=application)
    assert about.given_name == unicodedata.normalize("NFC", given_name).strip()
    assert about.family_name == unicodedata.normalize("NFC", family_name).strip()
