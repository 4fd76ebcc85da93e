"""PostgreSQL stops while people are at work, and comes back: plain words meanwhile, and then all goes on."""

import urllib.error
import urllib.request

import pytest

from portal.services import Services
from tests.product import Product

PAGES = ["/healthz", "/", "/demo/", "/account/login/"]


@pytest.fixture
def lonely(tmp_path):
    """A web server with a PostgreSQL that nobody else needs."""
    with (
        Services("test", base=tmp_path, forgetful=True) as services,
        Product(services, "lonely").prepared() as product,
    ):
        product.start("web", prefix="lonely-")
        yield product


def ask(product, path):
    try:
        with urllib.request.urlopen(f"{product.url}{path}", timeout=10) as answer:  # noqa: S310, our own
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.slow
def test_the_portal_outlives_its_database(lonely):
    before = {path: ask(lonely, path)[0] for path in PAGES}
    assert set(before.values()) == {200}

    lonely.services.stop("postgres")
    assert ask(lonely, "/healthz") == (503, '{"ok": false, "down": ["database"]}')
    status, text = ask(lonely, "/demo/")
    assert status >= 500
    assert "<h1" in text
    for secret in ("Traceback", "OperationalError", "postgres"):
        assert secret not in text

    lonely.services.postgres.run(lonely.services)
    assert {path: ask(lonely, path)[0] for path in PAGES} == before
