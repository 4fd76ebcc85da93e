"""PostgreSQL, Redis, the worker and the whole product for the tests: the real ones, started once a session.

Where the tests run in several processes, each has servers of its own.
"""

import os
import shutil
from contextlib import ExitStack

import pytest
from django.utils import translation

from portal.services import Services
from scripts.setup import find_scanner
from tests.clamd import Clamd
from tests.product import Product, Worker, executable

running = pytest.StashKey[Services]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Start both servers and tell Django where they are, before pytest-django sets Django up."""
    stack = ExitStack()
    config.add_cleanup(stack.close)
    if config.getoption("numprocesses", None):
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # each of those who run them sets its own
        return  # this process only hands the tests out
    share = getattr(config, "workerinput", {}).get("workerid", "")
    config.stash[running] = services = stack.enter_context(Services(f"test{share}", forgetful=True))
    for kept in ("files", "mail", "reports"):
        shutil.rmtree(services.folder / kept, ignore_errors=True)
    services.env |= {"SITE_URL": "http://testserver", "NO_RATE_LIMITS": "1"}
    os.environ |= services.env | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # the browser's driver keeps a loop running in this thread
    }
    from django.conf import settings

    assert settings.DATABASES


@pytest.fixture(autouse=True)
def nobody_has_chosen_a_language():
    """What the page of an earlier test was read in says nothing about this one."""
    translation.deactivate()


@pytest.fixture(scope="session")
def services(request):
    """PostgreSQL and Redis, as portal.services starts them for everybody."""
    return request.config.stash[running]


@pytest.fixture(scope="session")
def migrated(services, django_db_setup, django_db_blocker):
    """A database to copy, migrated and otherwise empty; None where no test of this run made the tests' own."""
    from django.db import connection

    made = connection.settings_dict["NAME"]
    if not made.startswith("test_"):
        return None
    with django_db_blocker.unblock():
        connection.close()
        services.postgres.ensure_database("migrated", anew=True, like=made)
    return "migrated"


@pytest.fixture(scope="session")
def worker_process(services, django_db_setup):
    """A Celery worker on the tests' own database."""
    with Worker(services) as worker:
        yield worker


@pytest.fixture
def worker(worker_process, transactional_db):
    """The worker, for a test whose rows it must see. Waits at the end, so that no task meets the next test."""
    worker_process.forget()
    yield worker_process
    worker_process.wait()


@pytest.fixture(scope="session")
def house(services, migrated):
    """The whole product with a sample year, as production runs it: web server, worker and clock."""
    with Product(services, "house", like=migrated).at_home() as product:
        yield product


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """Headless Chromium; each test opens a context of its own in it.

    While the driver's loop runs, Django keeps a second set of connections, which is closed with it.
    """
    from django.db import connections

    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        path = executable(driver.chromium.executable_path)
        if path is None:
            pytest.skip("NO BROWSER: there is no Chromium on this machine, so nothing was tried in one")
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()
        connections.close_all()


@pytest.fixture(scope="session")
def clamd(services):
    """The virus scanner, with one signature: that of the file by which scanners are tried."""
    program = find_scanner()
    if program is None:
        pytest.skip("NO SCANNER: there is no clamd on this machine, so nothing was scanned")
    with Clamd(services, program) as scanner:
        yield scanner


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What needs the whole product first: it takes longest, and nobody should wait for it at the end."""
    items.sort(key=lambda item: "house" not in item.fixturenames)


def in_ci():
    return os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    return fail_what_was_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return fail_what_was_skipped((yield))


def fail_what_was_skipped(report):
    """Nobody reads the skips of continuous integration, so there they are failures."""
    if in_ci() and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which counts as failed here: {report.longrepr[2]}"
    return report
