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
        },
        "background": {
            "profession": make.ProfessionFactory().pk,
            "education_country": "PH",
            "education_year": "2019",
            "years_worked": "4",
            "experience": [make.SettingFactory().pk],
            "in_own_words": "Three years in a surgical ward.",
        },
        "authorisation": {
            "citizenship": "PH",
            "stage": "applied",
            "residence": "family",
            "work_right": "unrestricted",
        },
        "languages": {
            "danish_oral": "30",
            "danish_written": "20",
            "danish_test": "pd2",
            "others": ["en", "tl"],
        },
        "volunteering": {"organisation": "Røde Kors", "tasks": "Sprogcafé", "hours": "60"},
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
            "earliest_start": "07:30:00",
        },
    }
