"""The three processes of the product, with the command lines of production, beside any servers."""

import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from portal.services.processes import NotReady

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {  # what docker-compose.yml runs, and everybody else
    "worker": [
        "celery",
        "--app",
        "portal",
        "worker",
        "--concurrency",
        "2",
        "--loglevel",
        "info",
        "--without-gossip",
        "--without-mingle",
    ],
    "beat": ["celery", "--app", "portal", "beat", "--loglevel", "info"],
    "web": ["gunicorn", "--config", "deploy/gunicorn.py"],
}


class House:
    """The product on a database of its own: `processes` starts it, `env` tells it where everything is."""

    def __init__(self, processes, env):
        self.processes, self.env = processes, env
        self.url = env["SITE_URL"]

    def start(self, *names, prefix=""):
        """Start some or all of the three, and wait until each is at work."""
        names = names or tuple(COMMANDS)
        Path(self.env["VAR"], "static").mkdir(exist_ok=True)
        for name in names:
            self.processes.start(prefix + name, program(COMMANDS[name]), env=self.env, cwd=ROOT)
        for name in names:
            self.processes.wait(prefix + name, lambda name=name: self.at_work(name, prefix), seconds=60)

    def at_work(self, name, prefix=""):
        if name == "web":
            return answers(self.env)
        word = {"worker": " ready.", "beat": "beat: Starting..."}[name]
        return word in self.processes.log(prefix + name).read_text(encoding="utf-8", errors="replace")

    def manage(self, *args):
        """Run a management command; give what it printed."""
        argv = [sys.executable, "manage.py", *map(str, args)]
        done = subprocess.run(argv, env=self.env, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise NotReady(f"manage.py {' '.join(map(str, args))} failed.\n{done.stdout}{done.stderr}")
        return done.stdout


def program(argv):
    """The command as this environment's Python runs it, also where its scripts are not on the path."""
    return [sys.executable, "-m", *argv]


def answers(env):
    """Does the web server of this environment answer that PostgreSQL and Redis are within its reach?"""
    address = f"http://127.0.0.1:{env['PORT']}/healthz"
    request = urllib.request.Request(address, headers={"Host": env["ALLOWED_HOSTS"].split(",")[0]})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310, an address of our own
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
