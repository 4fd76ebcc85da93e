"""Logs say what went wrong and where, and nothing of what people typed."""

import io
import logging

import pytest
from django.db import IntegrityError, transaction

from portal.celery import write_without_words
from portal.models import User

ADDRESS = "only-hers@example.org"


@pytest.fixture
def written(db):
    """What stands in the log of a worker after an error that quotes an address: given how it is told."""

    def tell(how):
        lines, log = io.StringIO(), logging.Logger("worker")
        log.addHandler(logging.StreamHandler(lines))
        write_without_words(log)
        User.objects.create(email=ADDRESS, name="Ana")
        try:
            with transaction.atomic():
                User.objects.create(email=ADDRESS, name="Ana")
        except IntegrityError as error:
            assert ADDRESS in str(error)
            how(log, error)
        return lines.getvalue()

    return tell


@pytest.mark.parametrize(
    "how",
    [
        lambda log, error: log.exception("one failed"),
        lambda log, error: log.error("one raised unexpected: %r", error, exc_info=True),
        lambda log, error: log.error("one raised: %s", error, exc_info=error),
    ],
    ids=["exception", "as Celery does", "in its own words"],
)
def test_an_error_in_the_log_is_its_kind_and_place(written, how):
    text = written(how)
    assert ADDRESS not in text
    assert "IntegrityError" in text
    assert "UniqueViolation" in text
    assert "test_logs.py" in text


def test_every_log_of_the_portal_is_written_that_way():
    import portal.logs

    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            assert isinstance(handler.formatter, portal.logs.Wordless)
