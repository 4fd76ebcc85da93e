"""Volunteer work that somebody has confirmed weighs in the match; what nobody has confirmed does not."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.models import Status
from placements.fits import kept
from tests.factories import (
    ApplicationFactory,
    Cast,
    PartnerFactory,
    SeatFactory,
    SiteFactory,
    SupervisorFactory,
    VolunteerWorkFactory,
)


@pytest.fixture
def cast(db):
    """Ana is ready to match; Kirsten looks for a place."""
    found = Cast()
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    return found


@pytest.fixture
def tied(cast):
    """Two like sites; one of them works with the association where Ana has helped."""
    partner = PartnerFactory()
    sites = [SiteFactory(), SiteFactory()]
    for site in sites:
        SeatFactory(site=site)
        SupervisorFactory(sites=[site])
    sites[1].partners.add(partner)
    work = VolunteerWorkFactory(volunteering=cast.application.volunteering, partner=partner)
    return sites, work


def confirm(work):
    work.verified_on, work.confirmed_hours = timezone.localdate(), 60
    work.save()


def fit(application, site):
    """How well she fits there, and whether somebody vouches for her."""
    application = type(application).objects.with_sections().get(pk=application.pk)
    points, reasons = kept(application, site.seats.get(), timezone.localdate(), "")
    return points, [reason["da"] for reason in reasons if reason["name"] == "volunteer_tie"]


@pytest.mark.promise("budget-13")
def test_a_confirmed_tie_lifts_the_site_and_says_why(cast, tied):
    (plain, knows), work = tied
    before = fit(cast.application, plain)
    assert fit(cast.application, knows) == before == (before[0], [])
    confirm(work)
    assert fit(cast.application, plain) == before
    points, reasons = fit(cast.application, knows)
    assert points > before[0]
    assert len(reasons) == 1


def test_a_site_where_she_volunteered_counts_in_full(cast, tied):
    (plain, knows), work = tied
    confirm(work)
    half = fit(cast.application, knows)[0]
    plain.partner = work.partner
    plain.save()
    assert fit(cast.application, plain)[0] > half


def test_what_she_says_herself_counts_for_nothing(cast, tied):
    (plain, knows), work = tied
    work.hours = 9000
    work.save()
    assert fit(cast.application, knows) == fit(cast.application, plain)


def test_the_coordinator_reads_what_is_confirmed(cast, tied):
    _sites, work = tied
    confirm(work)
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.kirsten)
    page = client.get(reverse("admin:intake_application_change", args=[cast.application.pk]))
    assert "60 hours, confirmed" in page.content.decode()
