"""The product as processes of its own, on databases of their own beside the tests'."""

import shutil
import socket
import time
from contextlib import contextmanager
from pathlib import Path

import redis
from django.db import connection

from portal.services.house import House

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def any_port():
    """A port of the system's choice, so that two runs at a time don't take each other's."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Product(House):
    """Migrated, with a sample year, web server, worker and clock at work; `url` is where it answers."""

    def __init__(self, services, name, queue=1, like=None, **more):
        self.services, self.name, self.like = services, name, like
        self.folder = services.folder / name
        self.outbox = self.folder / "mail"
        port = any_port()
        own = {
            "DATABASE_URL": services.postgres.url(name),
            "REDIS_URL": services.redis_url(queue),
            "VAR": str(self.folder),
            "PORT": str(port),
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        super().__init__(services, services.env | own | more)

    @contextmanager
    def prepared(self):
        """An empty folder and queue, a database migrated or copied; at the end what was started on them is stopped."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.services.postgres.ensure_database(self.name, anew=True, like=self.like or "template1")
        with redis.from_url(self.env["REDIS_URL"]) as queue:
            queue.flushdb()
        if not self.like:
            self.manage("migrate", "--verbosity", "0")
        self.manage("reference_data")
        try:
            yield self
        finally:
            self.services.stop(*(name for name in self.services.running if name.startswith(f"{self.name}-")))

    @contextmanager
    def at_home(self):
        """The same with a sample year, and at work."""
        with self.prepared():
            self.manage("sample_year", "--seed", "7")
            self.start(prefix=f"{self.name}-")
            yield self

    def letters(self):
        """Every letter sent, the oldest first."""
        files = sorted(self.outbox.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        texts = (file.read_text(encoding="utf-8") for file in files)
        return [one.lstrip() for text in texts for one in text.split(f"\n{'-' * 79}\n") if one.strip()]


class Worker(House):
    """A worker alone, on the database of the tests; what it sends lands in `outbox`."""

    def __init__(self, services):
        self.services = services
        self.outbox = services.folder / "mail"
        super().__init__(
            services, services.env | {"DATABASE_URL": services.postgres.url(connection.settings_dict["NAME"])}
        )
        self.queue = redis.from_url(self.env["REDIS_URL"])

    def __enter__(self):
        self.forget()
        self.start("worker")
        return self

    def __exit__(self, *error):
        self.services.stop("worker")
        self.queue.close()

    def forget(self):
        """Drop what earlier tests left in the queue."""
        self.queue.delete("celery", "unacked", "unacked_index")

    def busy(self):
        return bool(self.queue.llen("celery") or self.queue.hlen("unacked"))

    def wait(self, seconds=30):
        """Wait until every task asked for is done."""
        until = time.monotonic() + seconds
        while self.busy():
            assert time.monotonic() < until, self.services.last_words("worker")
            time.sleep(0.02)


def executable(own):
    """The system's Chromium, or the one the browser's driver brought itself; None without either."""
    return next(filter(None, map(shutil.which, BROWSERS)), own if Path(own).exists() else None)
