"""`make demo ONCE=1`: the whole walk on servers of its own, and a failure that is told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def demo(var, *args, kind="demo", **settings):
    """The command behind `make demo`, under a plain C locale."""
    argv = [sys.executable, "-m", "portal.services", kind, *args]
    env = os.environ | {"VAR": str(var), "LC_ALL": "C", "LANG": ""} | settings
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.slow
def test_the_demo_walks_once_and_a_broken_step_is_told(tmp_path):
    done = demo(tmp_path, "manage.py", "demo", "--once", "--reports", str(tmp_path / "reports"))
    assert done.returncode == 0, done.stdout + done.stderr
    steps = done.stdout.splitlines()
    assert len(steps) >= 12
    assert [line for line in steps if not re.fullmatch(r" *\d+\.\d s  \S.*", line)] == []
    (report,) = (tmp_path / "reports").glob("*.pdf")
    assert report.read_bytes().startswith(b"%PDF-")

    nobody_works_here = (
        "from django.core.management import call_command; from portal.models import User;"
        "User.objects.exclude(email='ana@example.dk').update(is_active=False); call_command('demo', '--once')"
    )
    done = demo(tmp_path, "manage.py", "shell", "-c", nobody_works_here)
    assert done.returncode == 1
    assert 0 < len(done.stdout.splitlines()) < len(steps)
    assert done.stderr.strip()


def test_the_demo_refuses_to_start_on_a_server(services):
    production = {"DEMO": "0", "SITE_URL": "https://indgang.example.dk", "EMAIL_URL": "console://"}
    argv = [sys.executable, "manage.py", "demo"]
    done = subprocess.run(argv, cwd=ROOT, env=services.env | production, capture_output=True, text=True)
    assert done.returncode == 1
    assert "The demo needs DEMO=1" in done.stderr
