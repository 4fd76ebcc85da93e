"""Setting up a machine: nothing is done twice, nothing at once, and what is missing is said in one line."""

import fcntl
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup

ROOT = Path(__file__).resolve().parents[1]
SETUP = [sys.executable, "scripts/setup.py"]


def test_lock_files_name_hashes_and_no_address():
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        pinned = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
        assert [one for one in pinned if not re.match(r"\S+==\S+( ; .+)? \\\n +--hash=sha256:", one)] == []
    packages = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert packages.count('"integrity"') == packages.count('"node_modules/')
    assert "://" not in packages
    assert "resolved" not in packages


def test_a_second_run_has_nothing_to_say():
    done = subprocess.run(SETUP, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_second_run_at_the_same_time_waits():
    with open(ROOT / "var/setup.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(SETUP, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert waiting.stdout.readline() == "Waiting for another set-up in this folder.\n"
        assert waiting.poll() is None
    with waiting:
        assert waiting.wait(30) == 0


def test_work_is_done_once_for_the_same_inputs(tmp_path):
    def run(*inputs):
        with setup.once(tmp_path / "stamp", *inputs) as needed:
            return needed

    listed = tmp_path / "list"
    listed.write_text("a==1")
    assert [run(listed), run(listed), run(listed, (3, 12)), run(listed)] == [True, False, True, True]
    listed.write_text("a==2")
    assert [run(listed), run(listed)] == [True, False]


def test_work_that_failed_is_done_again(tmp_path):
    with (
        pytest.raises(SystemExit, match=r"no such thing\n\nThis did not work"),
        setup.once(tmp_path / "stamp"),
    ):
        setup.run([sys.executable, "-c", "print('no such thing'); raise SystemExit(1)"])
    with setup.once(tmp_path / "stamp") as needed:
        assert needed


def test_an_old_python_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"^Python 3\.11 or later is needed; this is .*\.$"):
        setup.main([])


@pytest.mark.parametrize(
    "manager, command",
    [("apt-get", "sudo apt-get install libpango-1.0-0"), ("brew", "brew install libpango-1.0-0")],
)
def test_what_may_not_be_installed_is_named_with_its_command(monkeypatch, capsys, manager, command):
    monkeypatch.setattr(setup, "may_install", lambda manager: None)
    setup.offer("PDFs need Pango", manager, ["libpango-1.0-0"])
    said = capsys.readouterr().out.splitlines()
    assert said == ["PDFs need Pango, and it could not be installed from here. Type: " + command]
