"""What a page does when Redis is gone or silent: it goes on, and soon. The letter waits in PostgreSQL."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portal.services import Services

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, time, django
django.setup()
from django.core.cache import cache
from portal import mail
from redis.exceptions import RedisError

def seconds(act):
    began = time.monotonic()
    try:
        act()
    except RedisError:
        pass
    return time.monotonic() - began

def store():
    cache.set("a", 1)

print(json.dumps([seconds(mail.nudge), seconds(mail.nudge), seconds(store)]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGSTOP, signal.SIGKILL], ids=["silent", "gone"])
def test_no_page_hangs_on_redis(tmp_path, blow):
    with Services("test", base=tmp_path) as services:
        services.running["redis"].send_signal(blow)
        env = services.env | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True)
        services.running["redis"].send_signal(signal.SIGCONT)
    assert done.returncode == 0, done.stderr
    assert max(json.loads(done.stdout)) < 2.5  # two tries, and the breath of a busy machine
