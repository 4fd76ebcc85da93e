"""The servers a laptop runs: they start anywhere, as anybody, and end with the run that started them."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import redis

from portal.services import NotReady, Processes, Services, postgres

ROOT = Path(__file__).resolve().parents[2]
SLEEP = "print('up', flush=True); import time; time.sleep(60)"


def begin(var, *command, kind="demo"):
    """A run of its own, as `make` starts it; ready when its command has said a line."""
    run = subprocess.Popen(
        [sys.executable, "-m", "portal.services", kind, *command],
        cwd=ROOT,
        env=os.environ | {"VAR": str(var), "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout.readline() == "up\n"
    return run


def servers(var):
    """The processes that serve this folder, by the kernel's word."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if f"{var}/" in line and re.search(r"bin/(postgres|redis-server)", line):
            found.add(int(path.parent.name))
    return found


def gone(var, seconds=15):
    until = time.monotonic() + seconds
    while servers(var) and time.monotonic() < until:
        time.sleep(0.05)
    return not servers(var)


@pytest.fixture
def var(tmp_path):
    return tmp_path / "v"


def write(services, word):
    with services.postgres.connect() as db:
        db.execute("CREATE TABLE IF NOT EXISTS word (word text)")
        db.execute("INSERT INTO word VALUES (%s)", [word])


def words(services):
    with services.postgres.connect() as db:
        return [row[0] for row in db.execute("SELECT word FROM word")]


def test_both_servers_answer_and_listen_on_no_port(services):
    with services.postgres.connect() as db:
        assert db.execute("SHOW listen_addresses").fetchone() == ("",)
        assert db.execute("SHOW timezone").fetchone() == ("UTC",)
        assert db.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert db.execute("SELECT lower('ØÅЖ')").fetchone() == ("øåж",)
    queue = redis.from_url(services.redis_url())
    assert queue.config_get("port") == {"port": "0"}
    queue.close()


def test_nobody_else_may_open_the_doors(services):
    for door in (services.postgres.door / ".s.PGSQL.5432", services.redis, services.folder / "env"):
        assert door.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["v", "æ ø/%2F", "a-path-that-is-far-too-long-for-a-socket/" * 3])
def test_any_folder_will_do(tmp_path, name):
    with Services("demo", base=tmp_path / name) as services:
        queue = redis.from_url(services.env["REDIS_URL"])
        assert queue.ping()
        queue.close()
        from dj_database_url import parse

        where = parse(services.env["DATABASE_URL"])
        with psycopg.connect(host=where["HOST"], user=where["USER"], dbname=where["NAME"]) as db:
            assert db.execute("SELECT current_database()").fetchone() == ("portal",)
        rooms = [services.postgres.door, services.redis.parent]
        assert [room.stat().st_mode & 0o077 for room in rooms] == [0, 0]
        assert max(len(str(room)) for room in rooms) < 100
    assert not [room for room in rooms if tmp_path not in room.parents and room.exists()]


def test_two_runs_side_by_side_do_not_meet(var):
    with Services("demo", base=var) as first, Services("demo", base=var) as second:
        assert [first.folder.name, second.folder.name] == ["demo", "demo-2"]
        assert first.env["PORT"] != second.env["PORT"]
        write(first, "one"), write(second, "two")
        assert (words(first), words(second)) == (["one"], ["two"])
    with Services("demo", base=var) as again:
        assert again.folder.name == "demo"
        assert words(again) == ["one"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_process(var, number):
    run = begin(var, "-c", SLEEP)
    assert len(servers(var)) >= 2
    run.send_signal(number)
    assert run.wait(20) == 128 + number
    assert servers(var) == set()
    run.stdout.close()


def test_a_killed_run_leaves_nothing_behind_and_nothing_is_lost(var):
    with Services("demo", base=var) as services:
        write(services, "kept")
    run = begin(var, "-c", SLEEP)
    run.kill()
    run.wait()
    run.stdout.close()
    with Services("demo", base=var) as services:
        assert services.folder.name == "demo"
        assert words(services) == ["kept"]
    assert gone(var)


def test_servers_that_were_killed_start_again(var):
    with Services("demo", base=var) as services:
        write(services, "kept")
        for process in services.running.values():
            process.kill()
            process.wait()
    assert gone(var)
    with Services("demo", base=var) as services:
        assert words(services) == ["kept"]


def test_data_that_cannot_be_used_are_set_aside_and_made_anew(var):
    with Services("demo", base=var) as services:
        home = services.postgres.home
    (home / "data/global/pg_control").write_bytes(b"")
    with Services("demo", base=var) as services:
        write(services, "new")
    assert (home / "broken/PG_VERSION").exists()


def test_the_exit_code_of_the_command_goes_through(var):
    command = [sys.executable, "-m", "portal.services", "demo", "-c", "raise SystemExit(7)"]
    assert subprocess.run(command, cwd=ROOT, env=os.environ | {"VAR": str(var)}).returncode == 7
    assert servers(var) == set()


def test_a_process_that_fails_says_why(tmp_path):
    processes = Processes(tmp_path)
    processes.start("sorry", [sys.executable, "-c", "print('no bread today'); raise SystemExit(3)"])
    with pytest.raises(NotReady, match=r"(?s)sorry ended with code 3.*no bread today"):
        processes.wait("sorry", lambda: False)
    processes.start("silent", ["sleep", "60"])
    with pytest.raises(NotReady, match=r"silent was not ready after 0\.1 seconds"):
        processes.wait("silent", lambda: False, seconds=0.1)
    processes.close()


def test_a_log_tells_of_the_last_start_alone(tmp_path):
    processes = Processes(tmp_path)
    for word in ("old", "new"):
        processes.start("talker", [sys.executable, "-c", f"print('{word}', flush=True); input()"]).wait()
    assert "new" in processes.last_words("talker")
    assert "old" not in processes.last_words("talker")
    processes.close()


def ways():
    """Whom PostgreSQL can run as here: ourselves, or where we are root either way of not being root."""
    if os.geteuid():
        return {"ourselves": ([], {})}
    nobody = {"user": 65534, "group": 65534, "extra_groups": []}
    return {"as we would": postgres.whom_to_run_as(), "nobody": ([], nobody)}


@pytest.fixture
def elsewhere(request):
    """A folder outside the tests' own, which nobody but root may enter."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)
    shutil.rmtree(postgres.own_place(folder / "demo", 0o700))


@pytest.mark.parametrize("way", ways().values(), ids=ways())
@pytest.mark.parametrize("mode", [0o755, 0o700], ids=["open", "private"])
def test_postgres_runs_for_anybody(elsewhere, monkeypatch, way, mode):
    """As root and as a user, in a folder others may enter and in one they may not."""
    monkeypatch.setattr(postgres, "whom_to_run_as", lambda: way)
    elsewhere.chmod(mode)
    with Services("demo", base=elsewhere) as services:
        write(services, "here")
    with Services("demo", base=elsewhere) as services:
        assert words(services) == ["here"]
