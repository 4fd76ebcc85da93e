"""Run the tests that show a promise and say how many promises they show.

Calls pytest with the marked tests; arguments are passed on. A promise counts when a test marked with it
passed and no test marked with it failed or was skipped. A name unknown to docs/promises.md stops the run.
"""

import re
import sys
from pathlib import Path

import pytest

RECORD = Path(__file__).parent.parent / "docs" / "promises.md"
NOTHING_COLLECTED = pytest.ExitCode.NO_TESTS_COLLECTED


def promises(text):
    """Name and place of each promise, from the table's rows: | budget-01 | name | what it is | where |."""
    rows = re.findall(r"^\| ([a-z]+-\d\d) \|([^|]*)\|([^|]*)\|([^|]*)\|$", text, re.MULTILINE)
    return {name: where.strip() for name, _title, _what, where in rows}


class Count:
    """Hears the outcome of each test and keeps, for each promise, whether all of its tests passed."""

    def __init__(self, known):
        self.known = known
        self.of = {}  # test: its promises
        self.whole = {}  # promise: every test of it passed so far

    def pytest_collection_modifyitems(self, items):
        for item in items:
            self.of[item.nodeid] = [mark.args[0] for mark in item.iter_markers("promise")]
        if unknown := sorted({name for names in self.of.values() for name in names} - self.known):
            raise pytest.UsageError(f"not in docs/promises.md: {', '.join(unknown)}")

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or not report.passed:
            for name in self.of[report.nodeid]:
                self.whole[name] = self.whole.get(name, True) and report.passed

    def line(self):
        return f"{sum(self.whole.values())} of {len(self.known)} promises shown by a passing test"


def main(*arguments):
    count = Count(set(promises(RECORD.read_text(encoding="utf-8"))))
    code = pytest.main(["-m", "promise", *arguments], plugins=[count])
    print(count.line())
    return 0 if code == NOTHING_COLLECTED else int(code)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
