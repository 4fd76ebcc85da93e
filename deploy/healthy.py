"""Is this process at work? Asked by the containers: healthy.py web|worker|beat; exits with 0 when it is."""

import os
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

SILENCE = 10 * 60  # seconds; the clock writes down its time every three minutes


def web():
    """The house's own answer: PostgreSQL and Redis are within reach."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0]
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz"
    try:
        with urlopen(Request(address, headers={"Host": host}), timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def worker():
    """A worker of this host answers through the queue."""
    from portal.celery import app

    return bool(app.control.ping([f"celery@{os.uname().nodename}"], timeout=5, limit=1))


def beat():
    """The clock wrote down its time not long ago."""
    files = Path(os.environ["VAR"]).glob("beat-schedule*")
    return any(time.time() - file.stat().st_mtime < SILENCE for file in files)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
