"""Dated rules: one value a day, the rule of the case's own day, and a warning when nobody looks them up."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal import reference
from portal.models import DatedRule
from tests.factories import DatedRuleFactory

DAY = timedelta(days=1)


def test_the_rule_of_a_day_is_the_one_that_held_then(db):
    reference.load()

    def test(day):
        return DatedRule.objects.rule_on("danish-test", day, "NURSE", "THIRD_COUNTRY").value["required"]

    assert [
        test(date(2023, 6, 18)),
        test(date(2023, 6, 19)),
        test(date(2025, 6, 30)),
        test(date(2025, 7, 1)),
    ] == [*(True, False, False, True)]
    assert DatedRule.objects.rule_on("danish-test", date(2026, 1, 1), "MIDWIFE", "THIRD_COUNTRY") is None
    fees = [DatedRule.objects.rule_on("authorisation-fee-dkk", date(year, 1, 1)) for year in (2025, 2026)]
    assert [fee.value["amount"] for fee in fees] == [1295, 1362]


def test_a_rule_has_one_value_on_a_day(db):
    """Two periods that touch are refused, by the form and by PostgreSQL; another profession is another rule."""
    first = DatedRuleFactory(key="quota", profession="NURSE", valid_to=date(2026, 12, 31))
    again = DatedRule(
        key="quota", profession="NURSE", valid_from=date(2026, 12, 31), value={}, source=first.source
    )
    again.last_verified = date(2026, 11, 1)
    with pytest.raises(ValidationError, match="already has a value"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    again.valid_from = date(2027, 1, 1)
    again.full_clean(exclude=["value"])
    again.save()
    DatedRuleFactory(key="quota", profession="DOCTOR")
    assert DatedRule.objects.filter(key="quota").count() == 3


@pytest.mark.parametrize(("age", "warned"), [(180, False), (181, True)])
def test_the_admin_warns_of_a_rule_nobody_looked_up_for_half_a_year(client, cast, age, warned):
    today = timezone.localdate()
    rule = DatedRuleFactory(last_verified=today - age * DAY)
    DatedRuleFactory(
        key="old", valid_to=today - DAY, last_verified=today - 900 * DAY
    )  # over, so nobody minds
    client.force_login(cast.signe)
    front = client.get(reverse("admin:index")).content.decode()
    assert ("1 dated rule has not been looked up for half a year" in front) is warned
    rows = client.get(reverse("admin:portal_datedrule_changelist"), {"verified": "no"}).context["cl"].queryset
    assert list(rows) == ([rule] if warned else [])
    shown = client.get(reverse("admin:portal_datedrule_changelist")).content.decode()
    assert shown.count("Look it up again") == (2 if warned else 1)


def test_only_those_who_configure_write_rules(client, cast):
    rule = DatedRuleFactory()
    client.force_login(cast.kirsten)
    assert client.get(reverse("admin:portal_datedrule_change", args=[rule.pk])).status_code == 200
    assert client.post(reverse("admin:portal_datedrule_change", args=[rule.pk])).status_code == 403
    assert "has not been looked up" not in client.get(reverse("admin:index")).content.decode()
