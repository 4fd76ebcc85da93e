"""What the tests of the intake share: the cast, the promise of ten days, and answers that would do."""

import pytest
from django.test import Client
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """These tests compare English words."""
    with translation.override("en"):
        yield


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def make(db):
    """The factories, imported only now that Django knows its database."""
    from tests import factories

    return factories


@pytest.fixture
def cast(make):
    return make.Cast()


@pytest.fixture
def lists(make):
    """The lists and the rule that the form and the house need."""
    make.DatedRuleFactory()
    make.ProfessionFactory()
    make.ProfessionFactory(code="OTHER", name_en="Other", requires_authorisation=False)
    make.SettingFactory()
    make.DistrictFactory()


@pytest.fixture
def answers(make, lists):
    """For each section, what a browser sends when everything is answered."""
    return {
        "about": {
            "given_name": "Ana",
            "family_name": "Reyes",
            "phone": "+63 917 123 4567",
            "postcode": "8000",
            "citizenships-0-country": "PH",
        },
        "background": {
            "profession": make.ProfessionFactory().pk,
            "educations-0-country": "PH",
            "educations-0-title": "Bachelor of Science in Nursing",
            "educations-0-level": "bachelor",
            "educations-0-year": "2019",
            "jobs-0-country": "PH",
            "jobs-0-place": "Surgical ward",
            "jobs-0-setting": make.SettingFactory().pk,
            "jobs-0-years": "4",
            "jobs-0-hours": "40",
            "in_own_words": "Three years in a surgical ward.",
        },
        "authorisation": {
            "stage": "applied",
            "applied_on_day": "1",
            "applied_on_month": "3",
            "applied_on_year": "2026",
        },
        "languages": {
            "danish_oral": "30",
            "danish_written": "20",
            "exams-0-kind": "pd2",
            "exams-0-oral": "7",
            "others": ["0", "1"],
            "others-0-language": "en",
            "others-0-level": "50",
            "others-1-language": "tl",
            "others-1-level": "70",
        },
        "residence": {
            "basis": "family",
            "work_right": "unrestricted",
            "cpr_status": "full",
            "mitid_status": "active",
            "settled": ["address", "cycle"],
        },
        "volunteering": {
            "works-0-organisation": "Røde Kors",
            "works-0-tasks": "Sprogcafé",
            "works-0-hours": "60",
        },
        "wishes": {
            "settings": [make.SettingFactory().pk],
            "districts": [make.DistrictFactory().pk],
            "commute_minutes": "45",
            "available_from_day": "1",
            "available_from_month": "3",
            "available_from_year": "2199",
            "weeks": "12",
            "weekly_hours": "30",
            "shifts": ["day", "weekend"],
            "at_seven": "no",
            "earliest_start": "07:30:00",
        },
        "consents": {},
    }
