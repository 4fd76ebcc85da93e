"""What applicants of the sample year would like, and what a few of them asked about their data."""

from datetime import timedelta

from intake.models import DataRequest, Interest, Programme, Status
from intake.rules import a_month_later

from .pour import pour

NO_PLACEMENT = {Status.WITHDRAWN, Status.DECLINED, Status.SCREENING}
ASKED = (27, 12, 1)  # days ago


def build(rng, applications, ana, today):
    """A programme for every fourth applicant, and some requests for erasure, the oldest nearly due."""
    programmes = {each.code: each for each in Programme.objects.all()}
    chosen = [application for application in applications if application is not ana and rng.random() < 0.25]
    rows = [Interest(application=each, programme=rng.choice(list(programmes.values()))) for each in chosen]
    pour(Interest, [Interest(application=ana, programme=programmes["EVALUATION"]), *rows])
    without_a_placement = [each for each in applications if each.status in NO_PLACEMENT and each is not ana]
    asked = [
        (each, today - timedelta(days=days))
        for each, days in zip(without_a_placement[-len(ASKED) :], ASKED, strict=False)
    ]
    DataRequest.objects.bulk_create(
        DataRequest(applicant_id=each.applicant_id, asked_on=day, due_on=a_month_later(day))
        for each, day in asked
    )
