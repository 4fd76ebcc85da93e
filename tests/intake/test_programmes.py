"""Programmes: conditions as data, modules that add up, the calendar of a first day, and her own choice."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from intake import programmes, rules
from intake.models import Interest, Module, Programme, Status
from portal import reference
from tests.factories import ApplicationFactory, ConditionFactory, ModuleFactory, ProgrammeFactory, fill

MON = date(2027, 3, 1)


@pytest.fixture
def shelf(db):
    """The programmes a new house begins with."""
    reference.load()
    return {each.code: each for each in Programme.objects.whole()}


def module(weeks, part=False, kind="school", placement_weeks=None, days=0):
    return SimpleNamespace(weeks=weeks, days=days, part=part, kind=kind, placement_weeks=placement_weeks)


# --- conditions ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "parameter", "fact", "answer"),
    [
        ("danish", "B1", {"danish": 30}, "met"),
        ("danish", "B1", {"danish": 25}, "missing"),
        ("danish", "B1", {}, "unknown"),
        ("profession", "NURSE, OT", {"profession": "OT"}, "met"),
        ("profession", "NURSE, OT", {"profession": "PT"}, "missing"),
        ("profession", "NURSE, OT", {}, "unknown"),
        ("authorisation", "yes", {"authorisation": False}, "missing"),
        ("authorisation", "no", {"authorisation": False}, "met"),
        ("track", "THIRD_COUNTRY", {"track": "UNCLEAR"}, "unknown"),
        ("track", "THIRD_COUNTRY", {"track": "EU_EEA"}, "missing"),
        ("stage", "language_passed", {"stage": "language_passed"}, "met"),
        ("stage", "language_passed", {"stage": "unknown"}, "unknown"),
        ("work_right", "unrestricted", {"work_right": "needs_check"}, "unknown"),
        ("work_right", "unrestricted", {"work_right": "none"}, "missing"),
        ("education", "yes", {"education": True}, "met"),
        ("education", "no", {"education": True}, "missing"),
        ("volunteer", "yes", {"volunteer": False}, "missing"),
        ("age_over", "25", {"age": 25}, "missing"),
        ("age_over", "25", {"age": 26}, "met"),
        ("age_over", "25", {}, "unknown"),
        ("age_under", "25", {"age": 24}, "met"),
        ("age_under", "25", {"age": 25}, "missing"),
        ("talk", "", {"age": 40}, "unknown"),
    ],
)
def test_a_condition_is_met_missing_or_unknown(kind, parameter, fact, answer):
    assert rules.judge(kind, parameter, rules.Facts(**fact)) == answer


def test_sex_religion_and_nationality_are_nothing_a_condition_can_ask_for():
    asked = set(rules.Facts.__dataclass_fields__)
    assert asked == {
        *("profession", "authorisation", "track", "stage", "danish"),
        *("work_right", "residence", "education", "volunteer", "age"),
    }


@pytest.mark.parametrize(
    ("kind", "parameter", "good"),
    [
        ("danish", "B1+", True),
        ("danish", "good", False),
        ("age_over", "25", True),
        ("age_over", "twenty", False),
        ("education", "yes", True),
        ("education", "", False),
        ("stage", "applied, authorised", True),
        ("stage", " , ", False),
        ("talk", "", True),
    ],
)
def test_a_condition_that_compares_with_nothing_is_refused(kind, parameter, good):
    assert rules.can_be_asked(kind, parameter) is good


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], "open"),
        (["met", "met"], "open"),
        (["met", "unknown"], "ask"),
        (["unknown", "missing", "met"], "closed"),
    ],
)
def test_a_programme_is_as_open_as_its_weakest_condition(answers, verdict):
    assert rules.verdict(answers) == verdict


# --- age and pay ---------------------------------------------------------------------------------------------
@pytest.mark.promise("answer-07")
@pytest.mark.parametrize(
    ("day", "age", "text"),
    [
        (date(2027, 2, 28), 25, "elevløn"),
        (date(2027, 3, 1), 26, "voksenelevløn"),
        (date(2027, 3, 2), 26, "voksenelevløn"),
        (date(2026, 3, 1), 25, "elevløn"),
    ],
)
def test_the_text_on_pay_follows_the_age_on_the_day(shelf, day, age, text):
    """Somebody born on 1 March 2001 is over 25 from 1 March 2027."""
    born = date(2001, 3, 1)
    assert rules.age_on(born, day) == age
    hers = [row["text"] for row in programmes.pay(shelf["SOSU_PLUS"], born, day) if row["hers"]]
    assert len(hers) == 1
    assert ("adult trainee pay" in hers[0]) == (text == "voksenelevløn")
    assert not any(row["hers"] for row in programmes.pay(shelf["SOSU_PLUS"], None, day))


# --- modules that add up -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("modules", "wrong"),
    [
        ([module(8), module(32)], []),
        ([module(32, placement_weeks=9), module(23, True), module(9, True, "placement")], []),
        ([module(32, placement_weeks=9), module(22, True), module(9, True, "placement")], ["whole"]),
        ([module(32, placement_weeks=9), module(24, True), module(8, True, "placement")], ["placement"]),
        ([module(32, placement_weeks=9)], ["placement"]),
        ([module(9, True, "placement"), module(32)], ["head"]),
    ],
)
def test_thirty_two_weeks_with_nine_in_them_add_up_or_are_told(modules, wrong):
    assert [code for code, *_rest in rules.wrong_sums(modules)] == wrong


@pytest.mark.promise("answer-18")
def test_the_chain_for_immigrants_is_thirty_two_weeks_with_nine_of_placement(shelf):
    chain = shelf["IMMIGRANT_TRACK"]
    assert list(rules.wrong_sums(chain.modules.all())) == []
    plan = programmes.calendar(chain, MON)
    amu = next(row for row in plan if row["module"].kind == "amu")
    inside = [row for row in plan if row["module"].part]
    assert (amu["last"] - amu["first"]).days + 1 == 32 * 7
    assert sum(row["module"].weeks for row in inside if row["module"].kind == "placement") == 9
    assert (inside[0]["first"], inside[-1]["last"]) == (amu["first"], amu["last"])
    tops = [row for row in plan if not row["module"].part]
    assert tops[0]["first"] == MON
    for before, after in pairwise(tops):
        assert (after["first"] - before["last"]).days == 1
    assert tops[-1]["module"].school_days == 1


@pytest.mark.promise("answer-18")
@pytest.mark.parametrize("weeks", [8, 10])
def test_postgresql_refuses_a_chain_that_does_not_add_up(shelf, weeks):
    """Also what goes round the admin."""
    placement = shelf["IMMIGRANT_TRACK"].modules.filter(part=True, kind="placement").first()
    with pytest.raises(IntegrityError, match="do not add up"), transaction.atomic():
        Module.objects.filter(pk=placement.pk).update(weeks=weeks)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_programme_of_a_new_house_adds_up_and_can_be_asked(shelf):
    assert {"TASTER", "EVALUATION", "SOSU_PLUS", "SOSU_U", "VIL_DU_I_JOB", "VOLUNTEER_PATH"} < set(shelf)
    for programme in shelf.values():
        assert list(rules.wrong_sums(programme.modules.all())) == []
        programme.full_clean()
        for condition in programme.conditions.all():
            condition.full_clean()
        for language in ("da", "en"):
            for text in ("name", "summary", "text", "audience", "legal", "terms", "payer"):
                assert getattr(programme, f"{text}_{language}"), (programme.code, text)


@pytest.mark.promise("answer-08")
def test_vil_du_i_job_is_one_course_of_eighteen_months_with_several_short_placements(shelf):
    plan = programmes.calendar(shelf["VIL_DU_I_JOB"], MON)
    assert len([row for row in plan if not row["module"].part]) == 1
    assert (plan[0]["first"], plan[0]["last"]) == (MON, date(2028, 8, 27))
    assert len([row for row in plan if row["module"].kind == "placement"]) == 4


def test_weeks_are_said_as_in_the_calendar_on_the_wall():
    assert programmes.iso_weeks(MON, date(2027, 3, 7)) == "week 9, 2027"
    assert programmes.iso_weeks(MON, date(2027, 3, 8)) == "weeks 9-10, 2027"
    assert programmes.iso_weeks(date(2026, 12, 28), date(2027, 1, 4)) == "week 53, 2026 to week 1, 2027"


# --- the pages -----------------------------------------------------------------------------------------------
@pytest.mark.promise("answer-03")
def test_she_sees_which_condition_is_missing_and_what_she_can_do(client, cast, shelf):
    """Ana is a nurse on B1 with an education; the law's programmes don't know her age yet."""
    application = fill(ApplicationFactory(applicant=cast.ana))
    client.force_login(cast.ana)
    page = client.get(reverse("intake:programmes"))
    found = {each.programme.code: each for group in page.context["groups"] for each in group["shown"]}
    assert found["TASTER"].verdict == "open"
    assert found["EVALUATION"].verdict == "closed"
    assert "Ask your language school about Danish Education 3, module 5." in page.content.decode()
    assert found["SOSU_PLUS"].unknown[0].explanation == "You are over 25."
    for born, verdict in [("2010", "closed"), ("1990", "ask")]:
        told = {"born_on_day": "1", "born_on_month": "3", "born_on_year": born}
        assert client.post(reverse("intake:programmes_age"), told).url == reverse("intake:programmes")
        page = client.get(reverse("intake:programmes"))
        found = {each.programme.code: each for group in page.context["groups"] for each in group["shown"]}
        assert found["SOSU_PLUS"].verdict == verdict
    assert Interest.objects.get().application == application


def test_a_date_of_birth_that_cannot_be_is_explained(client, cast, shelf):
    fill(ApplicationFactory(applicant=cast.ana))
    client.force_login(cast.ana)
    told = {"born_on_day": "31", "born_on_month": "2", "born_on_year": "1990"}
    page = client.post(reverse("intake:programmes_age"), told)
    assert "this date does not exist" in page.content.decode()
    assert not Interest.objects.exists()


def test_everybody_may_read_and_is_told_nothing_of_anybody(client, cast, shelf):
    ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    page = client.get(reverse("intake:programmes"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "SOSU Plus" in text
    assert "date of birth" not in text
    one = client.get(reverse("intake:programme", args=["EVALUATION"])).content.decode()
    assert "You speak Danish at B2." in one
    assert "Missing" not in one


@pytest.mark.promise("answer-06")
@pytest.mark.parametrize(
    ("language", "said"), [("da", "orlov fra dit arbejde"), ("en", "leave from your job")]
)
def test_the_terms_of_a_programme_are_shown_in_both_languages(client, shelf, language, said):
    page = client.get(
        reverse("intake:programme", args=["HELPER_TO_ASSISTANT"]), headers={"accept-language": language}
    )
    assert said in page.content.decode()


def test_a_first_day_gives_the_whole_calendar(client, shelf):
    address = reverse("intake:programme", args=["IMMIGRANT_TRACK"])
    page = client.get(address, {"start_day": "5", "start_month": "3", "start_year": "2029"})
    text = page.content.decode()
    assert len(page.context["plan"]) == 7
    assert "Monday 30 April 2029" in text  # eight weeks of Danish later
    assert "week 18, 2029 to" not in text
    assert "<svg" in text
    assert "The figures as a table" in text
    wrong = client.get(address, {"start_day": "5", "start_month": "13", "start_year": "2029"})
    assert wrong.context["plan"] == []
    assert "error-summary" in wrong.content.decode()


def test_what_is_switched_off_or_over_is_not_shown(client, cast):
    hidden = ProgrammeFactory(active=False)
    over = ProgrammeFactory(valid_to=date(2021, 1, 1))
    here = ProgrammeFactory()
    page = client.get(reverse("intake:programmes"))
    assert [each.programme for group in page.context["groups"] for each in group["shown"]] == [here]
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(over.get_absolute_url()).status_code == 200  # whoever is in it can still read it
    client.force_login(cast.signe)
    assert "This is a preview" in client.get(hidden.get_absolute_url()).content.decode()


def test_she_chooses_takes_back_and_the_coordinator_sees_it(client, cast, shelf):
    application = ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)
    yusuf = ApplicationFactory(applicant=cast.yusuf, status=Status.SUBMITTED)
    client.force_login(cast.ana)
    address = reverse("intake:choose_programme", args=["SOSU_PLUS"])
    client.post(address)
    assert application.interest.programme == shelf["SOSU_PLUS"]
    assert not Interest.objects.filter(application=yusuf).exists()
    client.force_login(cast.kirsten)
    seen = client.get(reverse("admin:intake_application_change", args=[application.pk]))
    assert {"words": "Interested in", "value": "SOSU Plus"} in seen.context["at_a_glance"]
    assert client.post(address).status_code == 403
    client.force_login(cast.ana)
    client.post(address, {"no": "1"})
    assert Interest.objects.get().programme is None


@pytest.mark.parametrize("many", [1, 10])
def test_the_list_asks_the_database_as_often_for_ten_programmes_as_for_one(
    client, cast, django_assert_max_num_queries, many
):
    for _each in range(many):
        programme = ProgrammeFactory()
        ModuleFactory(programme=programme)
        ConditionFactory(programme=programme)
    fill(ApplicationFactory(applicant=cast.ana))
    client.force_login(cast.ana)
    with django_assert_max_num_queries(12) as asked:
        client.get(reverse("intake:programmes"))
    assert len(asked) == 8


# --- the admin -----------------------------------------------------------------------------------------------
def form(**changes):
    """What the admin's page of a programme sends: one whole of 32 weeks with its two parts, and a condition."""
    data = {
        "code": "NEW",
        "kind": "education",
        "name_da": "Ny",
        "name_en": "New",
        "summary_da": "Ny vej.",
        "summary_en": "A new way.",
        "order": "1",
        "active": "on",
        "valid_from": "2020-01-01",
    }
    rows = [
        {"kind": "amu", "weeks": "32", "placement_weeks": "9"},
        {"kind": "school", "weeks": "23", "part": "on"},
        {"kind": "placement", "weeks": "9", "part": "on"},
    ]
    for n, row in enumerate(rows):
        row = {"order": n + 1, "days": "0", "school_days": "0", "name_da": "x", "name_en": "x", **row}
        data |= {f"modules-{n}-{name}": value for name, value in row.items()}
    condition = {"order": 1, "kind": "danish", "parameter": "B1"}
    condition |= {"explanation_da": "Du kan B1.", "explanation_en": "You know B1."}
    data |= {f"conditions-0-{name}": value for name, value in condition.items()}
    for name, total in [("modules", 3), ("conditions", 1), ("pay", 0)]:
        data |= {f"{name}-TOTAL_FORMS": total, f"{name}-INITIAL_FORMS": 0}
    return data | changes


@pytest.mark.promise("budget-05")
def test_a_profession_and_a_programme_for_it_are_added_without_a_deploy(client, cast, lists):
    client.force_login(cast.signe)
    profession = {"code": "PODIATRIST", "name_da": "Fodterapeut", "name_en": "Podiatrist", "order": "9"}
    client.post(reverse("admin:intake_profession_add"), {**profession, "active": "on"})
    changes = {"conditions-0-kind": "profession", "conditions-0-parameter": "PODIATRIST"}
    answer = client.post(reverse("admin:intake_programme_add"), form(**changes))
    assert answer.status_code == 302
    ApplicationFactory(applicant=cast.ana)
    client.force_login(cast.ana)
    assert "Podiatrist" in client.get(reverse("intake:section", args=["background"])).content.decode()
    page = client.get(reverse("intake:programme", args=["NEW"])).content.decode()
    assert "You know B1." in page


@pytest.mark.promise("answer-18")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"modules-2-weeks": "8"}, "its parts are 31 weeks together, but the whole is 32 weeks"),
        (
            {"modules-2-weeks": "8", "modules-1-weeks": "24"},
            "the placements in it are 8 weeks together, but it says 9 weeks",
        ),
        ({"modules-2-order": "2"}, "Two modules have the same place"),
        ({"conditions-0-parameter": "good"}, "compared with an answer"),
    ],
)
def test_what_does_not_add_up_cannot_be_saved(client, cast, changes, said):
    client.force_login(cast.signe)
    page = client.post(reverse("admin:intake_programme_add"), form(**changes))
    assert said in page.content.decode()
    assert not Programme.objects.exists()


def test_a_coordinator_reads_programmes_and_does_not_write_them(client, cast, shelf):
    client.force_login(cast.kirsten)
    address = reverse("admin:intake_programme_change", args=[shelf["TASTER"].pk])
    assert client.get(address).status_code == 200
    assert client.post(address, form()).status_code == 403
    assert client.get(reverse("admin:intake_programme_add")).status_code == 403


@pytest.mark.promise("answer-02")
def test_a_taster_lasts_one_to_five_days_and_is_a_kind_of_its_own(shelf):
    taster = shelf["TASTER"]
    assert (taster.kind, [each.length for each in taster.modules.all()]) == ("taster", [5])
    assert Programme.objects.filter(kind="taster").count() == 1
