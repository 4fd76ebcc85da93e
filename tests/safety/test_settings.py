"""The settings of a server: what is unsafe doesn't start and says why, what is safe is on the wire."""

import json
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
HOST = "indgang.example.dk"
UNSAFE = {  # what is set, and the one line it is answered with
    "a short secret": ({"SECRET_KEY": "x" * 49}, "SECRET_KEY is too short"),
    "no secret": ({"SECRET_KEY": None}, 'Environment variable "SECRET_KEY" not set'),
    "no key for CPR numbers": ({"CPR_KEYS": None}, 'Environment variable "CPR_KEYS" not set'),
    "an empty key for CPR numbers": ({"CPR_KEYS": ""}, "CPR_KEYS must be one or more Fernet keys"),
    "a key that is none": ({"CPR_KEYS": "x" * 44}, "CPR_KEYS must be one or more Fernet keys"),
    "no key to find them": ({"CPR_INDEX_KEY": None}, 'Environment variable "CPR_INDEX_KEY" not set'),
    "a short key to find them": ({"CPR_INDEX_KEY": "x" * 49}, "CPR_INDEX_KEY must be at least 50"),
    "plain http": ({"SITE_URL": f"http://{HOST}"}, "SITE_URL must begin with https://"),
    "no address": ({"SITE_URL": None}, 'Environment variable "SITE_URL" not set'),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
    "any host among others": ({"ALLOWED_HOSTS": f"{HOST},*"}, "ALLOWED_HOSTS must name the hosts"),
    "no hosts": ({"ALLOWED_HOSTS": None}, 'Environment variable "ALLOWED_HOSTS" not set'),
    "debug on a server": ({"DEBUG": "1"}, "DEBUG must be off where the address is https://"),
    "no database": ({"DATABASE_URL": None}, 'Environment variable "DATABASE_URL" not set'),
    "no queue": ({"REDIS_URL": None}, 'Environment variable "REDIS_URL" not set'),
    "no letters": ({"EMAIL_URL": None}, 'Environment variable "EMAIL_URL" not set'),
    "the demo on a server": ({"DEMO": "1"}, "DEMO must be off where the address is https://"),
}


@pytest.fixture(scope="module")
def server(services, django_db_setup):
    """The environment of a server, on the tests' own database."""
    return services.env | {
        "DEMO": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "EMAIL_URL": "console://",
        "DATABASE_URL": services.postgres.url(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }


def start(env, change, *command):
    env = {name: value for name, value in (env | change).items() if value is not None}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8"
    )


def test_what_is_unsafe_does_not_start_and_says_why_in_one_line(server):
    def last_words(case):
        change, _words = UNSAFE[case]
        done = start(server, change, "-c", "import portal.settings")
        return done.returncode, (done.stderr.strip().splitlines() or [""])[-1]

    with ThreadPoolExecutor(2) as pool:
        said = dict(zip(UNSAFE, pool.map(last_words, UNSAFE), strict=True))
    unheard = {case: said[case] for case, (_, words) in UNSAFE.items() if words not in said[case][1]}
    assert unheard == {}
    assert {code for code, _line in said.values()} == {1}


ASK = """
import django, json, re
django.setup()
from django.db import transaction
from django.test import Client
from portal.models import Letter
with transaction.atomic():
    client = Client(headers={"host": "indgang.example.dk"})
    plain = client.get("/apply/")
    client.post("/account/start/", {"email": "new@example.org"}, secure=True)
    code = re.search("^([A-Z0-9-]{6,9})$", Letter.objects.latest("pk").body, re.MULTILINE).group(1)
    page = client.post("/account/code/", {"code": code}, secure=True)
    client.post("/language/", {"language": "en"}, secure=True)
    transaction.set_rollback(True)
wanted = ("secure", "httponly", "samesite", "path", "domain")
cookies = {name: {key: morsel[key] for key in wanted} for name, morsel in client.cookies.items()}
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "hsts": page["Strict-Transport-Security"],
    "cookies": cookies,
}))
"""


@pytest.fixture(scope="module")
def seen(server):
    """What a visitor of the server is given, on rows that are taken back."""
    done = start(server, {}, "-W", "ignore", "-c", ASK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_plain_http_is_sent_away(seen):
    assert seen["plain"] == [301, f"https://{HOST}/apply/"]


def test_https_is_demanded_for_a_year(seen):
    assert seen["hsts"] == "max-age=31536000; includeSubDomains; preload"


def test_every_cookie_is_for_this_host_over_https_and_for_no_script(seen):
    assert set(seen["cookies"]) == {"__Host-session", "__Host-csrf", "django_language"}
    safe = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
    assert seen["cookies"] == dict.fromkeys(seen["cookies"], safe)
