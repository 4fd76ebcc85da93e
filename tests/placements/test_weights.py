"""What weighs in a match: rows with a history, tried before they are saved, by the right people only."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.models import Status
from placements.fits import Fits
from placements.matching.preferences import WEIGHTS
from placements.models import Weight, Weighting
from tests.factories import (
    ApplicationFactory,
    Cast,
    FacilityFactory,
    SeatFactory,
    SettingFactory,
    SiteFactory,
    SupervisorFactory,
)

ADD = "admin:placements_weighting_add"
pytestmark = pytest.mark.django_db


def typed(values=None, **more):
    """What the form sends."""
    return {**WEIGHTS, "why": "Kortere vej til arbejde", "act": "preview", **(values or {}), **more}


@pytest.fixture
def torn(today):
    """Somebody who wishes psychiatry, which is far away, and lives beside a care home."""
    near, far = SiteFactory(name="Nær"), FacilityFactory(name="Fjern", latitude=56.05, longitude=10.1)
    for site in (near, far):
        SeatFactory(site=site)
        SupervisorFactory(sites=[site])
    person = ApplicationFactory(status=Status.MATCHABLE)
    person.wishes.settings.set([SettingFactory(code="RESIDENTIAL_PSYCHIATRY_LONG")])
    person.wishes.commute_minutes = None
    person.wishes.save()
    return person


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def client(client):
    """Somebody who reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def cast(db):
    return Cast()


def first_place(person, on):
    fits = Fits(person, on)
    return fits.places(fits.possible[:1])[0].site.name


def test_a_set_is_kept_with_who_when_and_why_and_the_newest_counts(cast, torn, today):
    assert Weighting.objects.now() == WEIGHTS
    assert first_place(torn, today) == "Fjern"
    kept = Weighting.objects.write(WEIGHTS | {"travel_time": 900}, "Kortere vej", by=cast.signe)
    assert (kept.by, kept.why, kept.values()["travel_time"]) == (cast.signe, "Kortere vej", 900)
    assert first_place(torn, today) == "Nær"


def test_a_preference_nobody_has_weighed_has_its_own_weight(cast):
    kept = Weighting.objects.create(by=cast.signe, why="")
    Weight.objects.create(weighting=kept, name="waiting", points=5)
    assert Weighting.objects.now() == WEIGHTS | {"waiting": 5}


def test_history_can_not_be_rewritten(cast):
    kept = Weighting.objects.write(WEIGHTS, "Først", by=cast.signe)
    for rewrite in (
        kept.weights.all().delete,
        lambda: kept.weights.update(points=1),
        lambda: Weighting.objects.update(why="Aldrig"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rewrite()
    assert Weighting.objects.get().values() == WEIGHTS


def test_it_is_shown_what_would_change_before_anything_is_saved(client, cast, torn, today):
    client.force_login(cast.signe)
    new = {"travel_time": 900}
    page = client.post(reverse(ADD), typed(new))
    assert "1 of 1 who are ready to match would get another first place." in page.text
    assert [(c.was.name, c.now.name) for c in page.context["changes"]] == [("Fjern", "Nær")]
    assert torn.name not in page.text  # an administrator keeps rules and reads no applications
    assert Weighting.objects.count() == 0
    client.post(reverse(ADD), typed(new, act="save", seen="something else"))
    assert Weighting.objects.count() == 0
    saved = client.post(reverse(ADD), typed(new, act="save", seen=page.context["seen"]))
    assert saved.status_code == 302
    assert Weighting.objects.now() == WEIGHTS | new
    assert Weighting.objects.get().by == cast.signe


def test_a_coordinator_tries_weights_with_names_and_can_not_save_them(client, cast, torn):
    client.force_login(cast.kirsten)
    page = client.post(reverse(ADD), typed({"travel_time": 900}))
    assert torn.name in page.text
    refused = client.post(reverse(ADD), typed({"travel_time": 900}, act="save", seen=page.context["seen"]))
    assert refused.status_code == 403
    assert Weighting.objects.count() == 0


def test_a_stranger_finds_no_weights(client, cast):
    Weighting.objects.write(WEIGHTS, "Først", by=cast.signe)
    client.force_login(cast.soren)
    assert client.get(reverse(ADD)).status_code == 302  # to the sign-in of the admin
    assert list(Weighting.objects.visible_to(cast.soren)) == []


@pytest.mark.parametrize(
    "wrong, field, says",
    [
        ({"waiting": "-1"}, "waiting", "A weight can't be negative. 0 means that it doesn't count."),
        ({"waiting": ""}, "waiting", "Write a number. 0 means that it doesn't count."),
        ({"waiting": "many"}, "waiting", "Write a whole number, such as 150."),
        ({"waiting": "1001"}, "waiting", "Write at most 1000."),
        ({"why": ""}, "why", "Write in a few words why. It is kept in the history."),
        (dict.fromkeys(WEIGHTS, "0"), None, "Not all weights can be 0"),
    ],
)
def test_weights_that_make_no_sense_are_told_at_the_field(client, cast, wrong, field, says):
    client.force_login(cast.signe)
    page = client.post(reverse(ADD), typed(wrong, act="save"))
    assert page.status_code == 400
    form = page.context["form"]
    errors = form.errors[field] if field else form.non_field_errors()
    assert errors[0].startswith(says)
    assert says.split(".")[0].replace("'", "&#x27;") in page.text
    assert Weighting.objects.count() == 0
