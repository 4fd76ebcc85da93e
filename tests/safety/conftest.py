"""What the tests of safety share: the cast, an English reader, and one whole application."""

import pytest
from django.test import Client


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def cast(db):
    from tests.factories import Cast  # the models are there once the servers are

    return Cast()


@pytest.fixture
def lists(db):
    """The lists and the rule that the form needs."""
    from tests import factories

    for row in ("DatedRule", "Profession", "Setting", "District"):
        getattr(factories, f"{row}Factory")()
