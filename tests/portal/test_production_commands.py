"""The command lines of docker-compose.yml, run as they stand there, with the settings of a server."""

import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml

from portal.services import free_port
from portal.services.house import COMMANDS
from tests.product import Product

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
LASTING = {name: one for name, one in COMPOSE["services"].items() if one["restart"] != "no"}
HOST = "indgang.example.dk"


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_container_can_do_little_harm(name):
    service = COMPOSE["services"][name]
    assert service["user"].split(":")[0] not in {"", "0", "root"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_container_is_asked_whether_it_works(name):
    assert LASTING[name]["healthcheck"]["test"][0] == "CMD"


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, one in COMPOSE["services"].items() if "ports" in one] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert COMPOSE["services"][name]["networks"] == ["inside"]


def test_no_secret_stands_in_the_file():
    secret = ["SECRET_KEY", "CPR_KEYS", "CPR_INDEX_KEY", "POSTGRES_PASSWORD", "EMAIL_URL"]
    values = {k: v for one in LASTING.values() for k, v in one.get("environment", {}).items() if k in secret}
    assert sorted(values) == sorted(secret)
    for name, value in values.items():
        assert re.fullmatch(rf"\$\{{{name}:\?[^}}]+\}}", value)


def test_the_same_commands_run_on_a_laptop_and_on_a_server():
    assert {name: COMPOSE["services"][name]["command"] for name in COMMANDS} == COMMANDS


def test_every_setting_of_the_file_is_explained_in_the_example():
    wanted = set(re.findall(r"\$\{(\w+):?[-?]", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    explained = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert wanted - explained == {"VERSION"}


@pytest.fixture(scope="module")
def server(services, migrated):
    """Web server, worker and clock as on a server: https behind a proxy, no DEMO, static files collected."""
    settings = {
        "DEMO": "0",
        "NO_RATE_LIMITS": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXY_COUNT": "1",
        "EMAIL_URL": "console://",
        "STATIC_ROOT": str(services.folder / "server/static"),
    }
    product = Product(services, "server", queue=2, like=migrated, **settings)
    with product.prepared():
        product.manage("collectstatic", "--noinput", "--verbosity", "0")
        product.start(prefix="server-")
        yield product


def ask(server, path="/", host=HOST, proto="https", body=None):
    """What the proxy gets for a request: status, headers, text."""
    address = f"http://127.0.0.1:{server.env['PORT']}{path}"
    request = urllib.request.Request(address, body, {"Host": host, "X-Forwarded-Proto": proto})
    opener = urllib.request.build_opener(KeepRedirects)
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def test_the_front_page_answers_with_the_headers_of_a_safe_site(server):
    status, headers, text = ask(server)
    assert status == 200
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "<h1" in text


def test_static_files_carry_their_hash_and_may_be_kept_for_ever(server):
    _, _, text = ask(server)
    style = re.search(r'href="(/static/[^"]+\.css)"', text)[1]
    assert re.search(r"\.[0-9a-f]{12}\.css$", style)
    status, headers, _ = ask(server, style)
    assert status == 200
    assert "immutable" in headers["Cache-Control"]


def test_plain_http_is_sent_to_https_and_a_foreign_host_is_refused(server):
    status, headers, _ = ask(server, "/contact/", proto="http")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/contact/")
    assert ask(server, host="evil.example")[0] == 400


def test_the_demo_is_not_there(server):
    assert ask(server, "/demo/")[0] == 404
    assert ask(server, "/demo/outbox/")[0] == 404


def healthy(server, name):
    argv = [sys.executable, "deploy/healthy.py", name]
    return subprocess.run(argv, cwd=ROOT, env=server.env, capture_output=True, text=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_health_check_of_the_file_sees_the_process(server, name):
    assert LASTING[name]["healthcheck"]["test"] == ["CMD", "python", "deploy/healthy.py", name]
    assert healthy(server, name).returncode == 0
    blind = server.env | {"PORT": "1", "REDIS_URL": f"{server.env['REDIS_URL']}5", "VAR": "/nowhere"}
    assert subprocess.run([sys.executable, "deploy/healthy.py", name], cwd=ROOT, env=blind).returncode == 1


def test_the_worker_does_what_is_asked(server):
    """A call in the queue is taken, done and not lost."""
    server.manage("shell", "--verbosity", "0", "--command", "from portal.tasks import tick; tick.delay()")
    log, until = server.processes.log("server-worker"), time.monotonic() + 20
    while not re.search(r"portal\.tasks\.tick\[\S+\] succeeded", log.read_text(encoding="utf-8")):
        assert time.monotonic() < until, server.processes.last_words("server-worker")
        time.sleep(0.1)


def test_the_processes_end_when_asked_to(server):
    """As a container's stop asks: SIGTERM, and each is gone well before it would be killed."""
    for name in COMMANDS:
        process = server.processes.running[f"server-{name}"]
        process.terminate()
        assert process.wait(15) == 0, server.processes.last_words(f"server-{name}")
    server.start(prefix="server-")


def test_an_unsafe_setting_stops_the_start(server):
    unsafe = server.env | {"SECRET_KEY": "short", "PORT": str(free_port(8500))}
    argv = [sys.executable, "-m", *COMMANDS["web"]]
    done = subprocess.run(argv, cwd=ROOT, env=unsafe, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "SECRET_KEY is too short" in done.stderr
