"""The cast of these tests."""

import pytest


@pytest.fixture
def cast(db):
    """Mette supervises Ana at Kragelund; Lars supervises nobody there and is the stranger."""
    from tests.factories import Cast  # the models are there once the servers are

    return Cast()


@pytest.fixture
def ana(cast):
    """Ana's placement, in progress since two weeks."""
    return cast.placement


@pytest.fixture(autouse=True)
def in_english():
    """These tests compare English words."""
    from django.utils import translation

    with translation.override("en"):
        yield
