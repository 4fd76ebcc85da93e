"""Is this process at work? Asked by the containers: healthy.py web|worker|beat; exits with 0 when it is."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from portal.celery import app
from portal.services.house import answers

SILENCE = 10 * 60  # seconds; the clock writes down its time every three minutes


def web():
    """The house's own answer: PostgreSQL and Redis are within reach."""
    return answers(os.environ)


def worker():
    """A worker of this host answers through the queue."""
    return bool(app.control.ping([f"celery@{os.uname().nodename}"], timeout=5, limit=1))


def beat():
    """The clock wrote down its time not long ago."""
    files = Path(os.environ["VAR"]).glob("beat-schedule*")
    return any(time.time() - file.stat().st_mtime < SILENCE for file in files)


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
