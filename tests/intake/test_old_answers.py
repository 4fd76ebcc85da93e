"""What was answered before the form asked for several of each is still there afterwards."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from intake.models import Application
from intake.models.path import Basis

BEFORE = [("intake", "0011_rights")]


def migrate(targets):
    connection.check_constraints()  # nothing may wait when a table is altered
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def applied(apps, email, **answers):
    """An application as it was kept then."""
    user = apps.get_model("portal", "User").objects.create(email=email)
    application = apps.get_model("intake", "Application").objects.create(
        applicant=user, reference=email[:20], status="draft"
    )
    for section, told in answers.items():
        apps.get_model("intake", section).objects.create(application=application, **told)
    return application


@pytest.mark.django_db
def test_old_answers_become_the_first_row_of_their_kind():
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    old = migrate(BEFORE)
    house = old.get_model("intake", "Department").objects.create(code="OLD", name_da="MSO", name_en="MSO")
    ward = old.get_model("intake", "Setting").objects.create(
        code="OLD", name_da="Sengeafsnit", name_en="Ward", department=house
    )
    ana = applied(
        old,
        "ana@example.org",
        Background={"education_country": "PH", "education_year": 2015, "years_worked": 6},
        Authorisation={
            "citizenship": "PH",
            "residence": "family",
            "permit_to": date(2029, 6, 30),
            "work_right": "none",
        },
        Languages={"danish_test": "pd2"},
        Volunteering={"organisation": "Sprogcaféen", "hours": 60, "verified_on": date(2026, 5, 4)},
    )
    ana.background.experience.add(ward)
    bo = applied(
        old,
        "bo@example.org",
        Background={},
        Authorisation={"residence": "work"},
        Languages={"danish_test": "none"},
    )
    migrate(newest)
    ana, bo = (Application.objects.get(pk=old.pk) for old in (ana, bo))
    assert ana.background.educations == [{"country": "PH", "year": 2015}]
    assert ana.background.jobs == [{"place": "Sengeafsnit", "setting": ward.pk, "years": 6}]
    assert ana.about.citizenships == ["PH"]
    assert (ana.residence.basis, ana.residence.permit_to) == (Basis.FAMILY, date(2029, 6, 30))
    assert (ana.residence.work_right, ana.residence.complete) == ("none", False)
    assert ana.languages.exams == [{"kind": "pd2"}]
    work = ana.volunteering.works.get()
    assert (work.organisation, work.hours, work.confirmed_hours) == ("Sprogcaféen", 60, 60)
    assert (bo.background.educations, bo.background.jobs, bo.languages.exams) == ([], [], [])
    assert bo.residence.basis == ""  # a permit to work is of several kinds: she is asked which
