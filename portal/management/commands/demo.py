"""The whole product on one machine, with a sample year and one application that walks through it."""

import os
import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.models import User
from portal.services import NotReady, Processes, leave_on_signals
from portal.services.house import House


class Command(BaseCommand):
    help = "Start everything, walk one application through it, then serve. Needs DEMO=1."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="end after the walk")
        parser.add_argument("--reports", type=Path, help="where the PDF of the walk goes")

    def handle(self, once, reports, **options):
        if not settings.DEMO:
            raise CommandError("The demo needs DEMO=1. On a laptop: make demo")
        leave_on_signals()
        processes = Processes(settings.VAR / "log")
        try:
            self.serve(processes, once, reports or settings.VAR / "reports")
        except NotReady as error:
            raise CommandError(error) from error
        finally:
            processes.close()

    def serve(self, processes, once, reports):
        house = House(processes, dict(os.environ))
        self.timed("The database is up to date", migrate)
        if not User.objects.exists():
            self.timed("A sample year is loaded", sample_year)
        connection.close()
        self.timed("Web server, worker and clock are running", house.start)
        self.walk(house.url, reports)
        if not once:
            self.say(f"Open {house.url}/demo/   Letters: {house.url}/demo/outbox/   End: Ctrl-C")
            watch(processes)

    def walk(self, url, reports):
        """One application from the first page to the last, through the pages people use."""
        from portal.walk import walk

        reports.mkdir(parents=True, exist_ok=True)
        for text, seconds in walk(url, reports):
            self.tell(text, seconds)

    def timed(self, text, work):
        started = time.perf_counter()
        work()
        self.tell(text, time.perf_counter() - started)

    def tell(self, text, seconds):
        self.say(f"{seconds:6.1f} s  {text}")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def migrate():
    call_command("migrate", verbosity=0)
    call_command("reference_data", stdout=StringIO())


def sample_year():
    call_command("sample_year", seed=7, stdout=StringIO())


def watch(processes):
    """Wait until Ctrl-C; say so when one of the processes ends by itself."""
    while True:
        for name, process in processes.running.items():
            if process.poll() is not None:
                raise NotReady(f"{name} ended with code {process.returncode}.\n{processes.last_words(name)}")
        time.sleep(0.5)
