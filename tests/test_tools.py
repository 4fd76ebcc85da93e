"""The tools that count: a promise is counted only when shown, a goal is met only when measured."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import __main__ as bench
from scripts import check
from scripts.promises import Count, promises

ROW = {"name": "report.render", "ratio": 1.04, "limit": "bare WeasyPrint", "goal": 1.1, "met": True}


def report(test, when="call", outcome="passed"):
    return SimpleNamespace(nodeid=test, when=when, passed=outcome == "passed")


@pytest.fixture
def count():
    """Three tests: one shows a promise alone, two share another."""
    count = Count({"budget-01", "budget-02", "budget-03"})
    count.of = {"alone": ["budget-01"], "one": ["budget-02"], "other": ["budget-02"]}
    return count


def test_a_promise_counts_when_all_its_tests_pass(count):
    for test in ["alone", "one", "other"]:
        count.pytest_runtest_logreport(report(test, "setup"))
        count.pytest_runtest_logreport(report(test))
    assert count.line() == "2 of 3 promises shown by a passing test"


@pytest.mark.parametrize("when, outcome", [("call", "failed"), ("setup", "failed"), ("setup", "skipped")])
def test_a_promise_with_a_test_that_failed_or_was_skipped_does_not_count(count, when, outcome):
    count.pytest_runtest_logreport(report("one"))
    count.pytest_runtest_logreport(report("other", when, outcome))
    count.pytest_runtest_logreport(report("alone"))
    assert count.line() == "1 of 3 promises shown by a passing test"


def test_an_unknown_promise_stops_the_run(count):
    item = SimpleNamespace(nodeid="a", iter_markers=lambda name: [pytest.mark.promise("budget-99").mark])
    with pytest.raises(pytest.UsageError, match=r"not in docs/promises.md: budget-99"):
        count.pytest_collection_modifyitems([item])


def test_the_place_of_a_promise_is_read_from_its_row():
    text = (
        "| budget-01 | One entrance | one form | intake |\n| mso-01 | Dropout | a line | later |\n| x | y |\n"
    )
    assert promises(text) == {"budget-01": "intake", "mso-01": "later"}


@pytest.fixture
def measured(monkeypatch, tmp_path):
    """A record of its own and benches by name, each with the rows given."""
    monkeypatch.setattr(bench, "RECORD", tmp_path / "var" / "bench.json")

    def with_rows(**benches):
        found = {
            f"bench.{name}": SimpleNamespace(rows=lambda rows=rows: rows) for name, rows in benches.items()
        }
        monkeypatch.setattr(bench, "import_module", found.__getitem__)
        monkeypatch.setattr(bench, "modules", lambda: sorted(benches))
        return bench.RECORD

    return with_rows


def test_the_bench_writes_what_it_measured_and_fails_when_a_goal_is_not_met(measured, capsys):
    slow = {
        "name": "pages.queries",
        "value": 14,
        "unit": "queries",
        "limit": "1 row",
        "goal": 12,
        "met": False,
    }
    path = measured(report=[ROW], pages=[slow])
    assert bench.main() == 1
    assert json.loads(path.read_text()) == [slow, ROW]
    assert capsys.readouterr().out.splitlines()[1:] == [
        "pages.queries  14 queries  12    NOT MET  1 row",
        "report.render  1.04 ×      1.1   met      bare WeasyPrint",
    ]
    assert bench.main("report") == 0
    assert json.loads(path.read_text()) == [slow, ROW]


@pytest.mark.parametrize("gone", ["name", "limit", "goal", "met", "ratio"])
def test_a_row_that_says_too_little_is_refused(measured, gone):
    measured(report=[{key: value for key, value in ROW.items() if key != gone}])
    with pytest.raises(ValueError, match=r"lacks|neither"):
        bench.main()


def test_every_bench_can_be_run():
    for name in bench.modules():
        assert callable(importlib.import_module(f"bench.{name}").rows), name


def test_the_check_runs_every_step_and_fails_when_one_does(monkeypatch, capsys):
    steps = {"good": "print('fine')", "bad": "print('why'); raise SystemExit(1)", "last": ""}
    monkeypatch.setattr(check, "STEPS", {name: [sys.executable, "-c", code] for name, code in steps.items()})
    assert check.main() == 1
    said = capsys.readouterr().out.split()
    assert [word for word in said if word in {"ok", "FAILED", "why", "fine", *steps}] == [
        *("ok", "good", "FAILED", "bad", "why", "ok", "last"),
    ]
    assert check.main("good", "last") == 0


def test_the_check_uses_production_settings_whatever_the_machine_says(monkeypatch):
    for name in check.LEFT_OUT:
        monkeypatch.setenv(name, "1")
    code = "from django.conf import settings; print(settings.DEBUG, settings.DEMO, settings.TLS)"
    monkeypatch.setattr(check, "STEPS", {"settings": [sys.executable, "-c", code]})
    assert check.run("settings")[3].split() == ["False", "False", "True"]


def test_the_tools_start_as_programs():
    """Beside pytest nothing needs to be on the path."""
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "scripts/check.py", "djade"], cwd=root, capture_output=True, text=True
    )
    assert run.stdout.split()[:2] in (["ok", "djade"], ["FAILED", "djade"]), run.stderr
