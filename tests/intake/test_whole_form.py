"""Made-up people of every profession and way fill the whole form: what is accepted reads back, the rest is told."""

import html
import unicodedata
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from phonenumber_field.phonenumber import PhoneNumber

from intake import rules
from intake.forms import FORMS
from intake.models import Application, District, Profession, Setting, Tongue
from intake.models.background import EducationLevel
from intake.models.exams import MODULES, ExamKind, Grade
from intake.models.path import Basis, CprStatus, Known, MitidStatus, Settled, Stage, WorkRight
from intake.models.sections import AtSeven, Shift
from portal import reference
from portal.forms import problems

COUNTRIES = ["DK", "SE", "PL", "PH", "UA", "GB", "GL", "FO", "XK", "XX"]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAUGHTY = st.sampled_from(
    ["", "  ", "\x00", "A\x07", "<script>", "\u202egnissap", "ﷺ" * 30, "محمد", "'; --", "99"]
)
TEXT = WORDS | NAUGHTY
NUMBER = st.integers(-5, 2100).map(str) | st.sampled_from(["", "x", "1e3", "٣", "9" * 30])
DAY = st.tuples(
    st.sampled_from(["1", "28", "31", "", "x"]),
    st.sampled_from(["1", "2", "13", ""]),
    st.sampled_from(["2019", "2026", "2199", ""]),
)
TIMES = st.sampled_from(["", "07:15:00", "08:00:00", "16:00:00", "25:00"])


def one(choices):
    return st.sampled_from([*choices, "", "king"]).map(str)


def some(choices):
    return st.lists(st.sampled_from([str(choice) for choice in choices]), unique=True, max_size=4)


def rows(name, most, **fields):
    """Up to so many rows of one kind, as the page sends them."""
    return st.lists(st.fixed_dictionaries(fields), max_size=most).map(
        lambda found: (
            {name: [str(n) for n in range(len(found))]}
            | {f"{name}-{n}-{field}": value for n, row in enumerate(found) for field, value in row.items()}
        )
    )


def together(*strategies, **fields):
    return st.tuples(st.fixed_dictionaries(fields), *strategies).map(
        lambda parts: {k: v for p in parts for k, v in p.items()}
    )


def person(professions, places, districts):
    """What somebody types into each part of the form, right and wrong."""
    country = one(COUNTRIES)
    return st.fixed_dictionaries(
        {
            "about": together(
                rows("citizenships", 3, country=country),
                given_name=TEXT,
                family_name=TEXT,
                phone=st.sampled_from(["+45 20 12 34 56", "+63 917 123 4567", "hello", ""]),
                postcode=st.sampled_from(["8000", "", "<b>", "SW1A 1AA"]),
            ),
            "background": together(
                rows(
                    "educations",
                    3,
                    country=country,
                    title=TEXT,
                    level=one(EducationLevel.values),
                    year=NUMBER,
                    language=one(["da", "uk"]),
                ),
                rows(
                    "jobs",
                    3,
                    country=country,
                    place=TEXT,
                    setting=one(places),
                    years=NUMBER,
                    until_year=NUMBER,
                    hours=NUMBER,
                    tasks=TEXT,
                ),
                profession=st.sampled_from([str(pk) for pk in professions]),
                profession_other=TEXT,
                in_own_words=TEXT,
            ),
            "authorisation": st.fixed_dictionaries(
                {
                    "stage": one([s for s in Stage.values if s != Stage.NOT_APPLICABLE]),
                    "recognised_in_eu": one(Known.values),
                    "eu_practice_months": NUMBER,
                    "applied_on": DAY,
                    "education_approved_on": DAY,
                    "evaluation_from": DAY,
                    "evaluation_to": DAY,
                    "authorisation_id": st.sampled_from(["", "0A1BC", "<b>", "x" * 30]),
                }
            ),
            "languages": together(
                rows(
                    "exams",
                    2,
                    kind=one(ExamKind.values),
                    module=one([code for code, _words in MODULES]),
                    passed_on=DAY,
                    reading=one(Grade.values),
                    writing=one(Grade.values),
                    oral=one(Grade.values),
                ),
                rows("others", 3, language=one(Tongue.values[:6]), level=one([20, 50, 70])),
                danish_oral=one([0, 10, 20, 30, 40, 50, 70]),
                danish_written=one([0, 10, 20, 30, 40, 50, 70]),
            ),
            "residence": st.fixed_dictionaries(
                {
                    "basis": one(Basis.values),
                    "permit_to": DAY,
                    "work_right": one(WorkRight.values),
                    "hours_limit": NUMBER,
                    "cpr_status": one(CprStatus.values),
                    "mitid_status": one(MitidStatus.values),
                    "settled": some(Settled.values),
                }
            ),
            "volunteering": rows(
                "works",
                3,
                organisation=TEXT,
                tasks=TEXT,
                hours=NUMBER,
                contact_name=TEXT,
                contact_email=st.sampled_from(["", "inger@example.org", "Inger", "ana@example.org"]),
                may_ask=st.sampled_from(["on", ""]),
            ),
            "wishes": st.fixed_dictionaries(
                {
                    "anywhere": st.sampled_from(["on", ""]),
                    "settings": some(places),
                    "districts": some(districts),
                    "commute_minutes": NUMBER,
                    "available_from": DAY,
                    "start_until": DAY,
                    "weeks": NUMBER,
                    "weekly_hours": NUMBER,
                    "shifts": some(Shift.values),
                    "at_seven": one(AtSeven.values),
                    "earliest_start": TIMES,
                    "latest_end": TIMES,
                    "care": TEXT,
                    "partner_of": TEXT,
                }
            ),
            "consents": st.dictionaries(st.sampled_from(["PARTNERS", "POOL", "RESEARCH"]), st.just("on")),
        }
    )


def typed(data):
    """As a browser sends it: a day is three fields."""
    found = {}
    for name, value in data.items():
        days = (
            dict(zip([f"{name}_{part}" for part in ("day", "month", "year")], value, strict=True))
            if isinstance(value, tuple)
            else {name: value}
        )
        found |= {key: each for key, each in days.items() if not (name == "anywhere" and each == "")}
    return found


def meant(value):
    """A typed answer and a stored one, in the same shape."""
    if isinstance(value, tuple):
        day, month, year = value
        return str(date(int(year), int(month), int(day))) if all(value) else ""
    if isinstance(value, list):
        return {str(getattr(each, "pk", each)) for each in value}
    if isinstance(value, PhoneNumber):
        return value.as_e164
    text = unicodedata.normalize("NFC", "" if value is None else str(value).replace("\r\n", "\n")).strip()
    return str(int(text)) if text.isdecimal() else text


def fields(form):
    return {each.add_prefix(name): each[name] for each in [form, *form.inner] for name in each.fields}


@pytest.fixture
def house(lists):
    reference.load()


def pressed(client, url, data):
    """Save and continue, as often as the page asks for more."""
    page = client.post(url, typed(data))
    return client.post(url, typed(data)) if page.status_code == 302 and page.url == url else page


def accepted(client, url, data):
    """Every answer the page still asks for stands there as it was typed."""
    shown = fields(client.get(url).context["form"])
    for name, bound in shown.items():
        if name in data and name not in FORGOTTEN:
            sent, kept = data[name], bound.value()
            if name == "phone":
                sent, kept = (
                    PhoneNumber.from_string(sent).as_e164,
                    kept and PhoneNumber.from_string(str(kept)).as_e164,
                )
            if isinstance(kept, bool):
                sent, kept = sent == "on", kept
            assert meant(sent) == meant(kept), (name, sent, kept)


# answers that another answer makes pointless are let go, and the page doesn't read them back
FORGOTTEN = {"profession_other", "hours_limit", "earliest_start", *(f"exams-{n}-module" for n in range(3))}


def explained(page, data):
    """Everything that is wrong has words of its own, at a field that is there, in the summary and at the field."""
    form, text = page.context["form"], html.unescape(page.content.decode())
    assert form.errors
    shown = fields(form)
    for name, said in form.errors.items():
        assert name in shown and said[0]
        assert text.count(said[0]) >= 2
        assert f'id="{shown[name].auto_id}_error"' in text


@pytest.mark.promise("budget-01")
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whoever_fills_the_form_finds_it_again_or_is_told_why_not(client, cast, house, data):
    Application.objects.all().delete()
    professions = list(Profession.objects.values_list("pk", flat=True))
    told = data.draw(
        person(
            professions, *(list(kind.objects.values_list("pk", flat=True)) for kind in (Setting, District))
        )
    )
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section, answers in told.items():
        url = reverse("intake:section", args=[section])
        page = pressed(client, url, answers)
        if page.status_code == 302:
            accepted(client, url, answers)
            assert Application.objects.get().section(section).complete
        else:
            explained(page, answers)
            row = Application.objects.get().section(section)
            assert row is None or not row.complete
    assert Application.objects.get().base_track in rules.TRACKS


@pytest.mark.parametrize(
    ("profession", "citizenship", "education", "track", "asked"),
    [
        ("NURSE", "PH", "PH", "THIRD_COUNTRY", {"stage"}),
        ("NURSE", "PL", "PL", "NORDIC_EU_EEA", {"stage"}),
        ("NURSE", "PL", "UA", "UNCLEAR", {"stage", "recognised_in_eu", "eu_practice_months"}),
        ("NURSE", "SE", "DK", "DK", {"stage"}),
        ("NURSE", "DK", "FO", "GL_FO", {"stage"}),
        ("SOSU_HELPER", "PH", "PH", "NOT_REGULATED", set()),
    ],
)
def test_each_way_is_asked_only_what_it_needs(
    client, cast, house, answers, profession, citizenship, education, track, asked
):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    about = answers["about"] | {"citizenships-0-country": citizenship}
    background = answers["background"] | {
        "profession": Profession.objects.get(code=profession).pk,
        "educations-0-country": education,
    }
    for section, data in {"about": about, "background": background}.items():
        assert client.post(reverse("intake:section", args=[section]), data).status_code == 302
    url = reverse("intake:section", args=["authorisation"])
    page = client.get(url)
    form = page.context["form"]
    assert (form.track, set(form.fields)) == (track, asked)
    stages = [value for value, _label in form.fields["stage"].choices] if "stage" in asked else []
    assert ("professional_tests" in stages) is False
    assert ("seeking_evaluation" in stages) is (track in {"THIRD_COUNTRY", "UNCLEAR"})
    if not asked:
        assert "Your profession needs no Danish authorisation" in page.content.decode()
        client.post(url, {})
        row = Application.objects.get().authorisation
        assert (row.stage, row.complete) == (Stage.NOT_APPLICABLE, True)


def test_a_doctor_meets_the_professional_tests(client, cast, house, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    background = answers["background"] | {"profession": Profession.objects.get(code="DOCTOR").pk}
    for section, data in {"about": answers["about"], "background": background}.items():
        client.post(reverse("intake:section", args=[section]), data)
    form = client.get(reverse("intake:section", args=["authorisation"])).context["form"]
    assert "professional_tests" in dict(form.fields["stage"].choices)


def test_another_profession_asks_about_authorisation_again(client, cast, house, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    for section in ("about", "background", "authorisation"):
        client.post(reverse("intake:section", args=[section]), answers[section])
    assert Application.objects.get().authorisation.complete
    helper = answers["background"] | {"profession": Profession.objects.get(code="SOSU_HELPER").pk}
    client.post(reverse("intake:section", args=["background"]), helper)
    assert not Application.objects.get().authorisation.complete


# --- rows ----------------------------------------------------------------------------------------------------
def test_a_row_more_and_a_row_less_lose_nothing_without_javascript(client, cast, house, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    url = reverse("intake:section", args=["background"])
    data = answers["background"] | {"jobs-0-years": "many", "in_own_words": "Three years."}
    page = client.post(url, data | {"add": "educations"})
    shown = fields(page.context["form"])
    assert "educations-1-country" in shown and "educations-2-country" not in shown
    assert shown["jobs-0-years"].value() == "many"  # wrong, and still there
    assert shown["in_own_words"].value() == "Three years."
    kept = Application.objects.get().background
    assert [row["country"] for row in kept.educations] == ["PH"]
    assert kept.jobs[0]["place"] == "Surgical ward" and "years" not in kept.jobs[0]
    second = {
        "educations": ["0", "1"],
        "educations-1-country": "DK",
        "educations-1-title": "Course",
        "educations-1-level": "other",
        "educations-1-year": "2025",
    }
    page = client.post(url, answers["background"] | second | {"drop": "educations-0"})
    assert set(fields(page.context["form"])) & {"educations-0-country", "educations-1-country"} == {
        "educations-1-country"
    }
    assert [row["country"] for row in Application.objects.get().background.educations] == ["DK"]
    assert client.post(url, answers["background"] | second).status_code == 302
    assert [row["year"] for row in Application.objects.get().background.educations] == [2019, 2025]


def test_what_is_wrong_in_one_of_several_rows_says_which(client, cast, house, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    url = reverse("intake:section", args=["background"])
    wrong = answers["background"] | {"educations-0-year": "soon"}
    said = "Year you finished: write a number, for example 12."
    alone = client.post(url, wrong)
    assert [problem["text"] for problem in problems(alone.context["form"])] == [said]
    both = client.post(url, wrong | {"educations": ["0", "4"], "educations-4-country": "DK"})
    told = [(problem["text"], problem["to"]) for problem in problems(both.context["form"])]
    assert told[0] == (f"Education 1: {said}", "id_educations-0-year")
    assert told[1][0].startswith("Education 2: ") and told[1][1] == "id_educations-4-title"
    assert "Education 2: " in html.unescape(both.content.decode())


def test_more_rows_than_anybody_needs_are_left_out(client, cast, house, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))
    url = reverse("intake:section", args=["languages"])
    forged = {"others": [*map(str, range(40)), "x", "-1", "٣", "9" * 50]}
    page = client.post(url, answers["languages"] | forged | {"add": "others"})
    assert len(page.context["form"].rowsets["others"].forms) == 12
    assert "Add one more language" not in page.content.decode()


def test_the_same_save_twice_changes_nothing(client, cast, house, answers):
    client.force_login(cast.ana)
    client.get(reverse("intake:tasks"))

    def kept():
        row = Application.objects.with_sections().get()
        return [
            {k: v for k, v in row.section(name).__dict__.items() if k not in {"_state", "saved_at"}}
            for name in FORMS
        ]

    def all_sections():
        for section, data in answers.items():
            assert client.post(reverse("intake:section", args=[section]), data).status_code == 302

    all_sections()
    first = [str(each) for each in kept()]
    all_sections()
    assert [str(each) for each in kept()] == first
