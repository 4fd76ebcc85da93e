"""Measure the product against its limits: python -m bench [report matching …]

Each module of bench has `rows()`, which measures and answers a list of dicts: `name` ("stage.what"), `ratio`
or `value` with `unit`, `limit` (what was measured beside it in the same run), `goal`, and whether it is `met`.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
RECORD = HERE.parent / "var" / "bench.json"
REQUIRED = {"name", "limit", "goal", "met"}


def main(*wanted):
    rows = []
    for name in wanted or modules():
        started = perf_counter()
        rows += [checked(row) for row in import_module(f"bench.{name}").rows()]
        print(f"bench.{name}: {perf_counter() - started:.1f} s", file=sys.stderr)
    print(table(rows))
    save(rows, keep_others=bool(wanted))
    return 0 if all(row["met"] for row in rows) else 1


def modules():
    """Every bench of the folder, in alphabetical order."""
    return sorted(path.stem for path in HERE.glob("[!_]*.py"))


def checked(row):
    """The row itself; an error when it lacks what the record promises."""
    if missing := REQUIRED - row.keys():
        raise ValueError(f"{row} lacks {', '.join(sorted(missing))}")
    if "ratio" not in row and not {"value", "unit"} <= row.keys():
        raise ValueError(f"{row['name']} has neither a ratio nor a value with its unit")
    return row | {"met": bool(row["met"])}


def table(rows):
    cells = [("name", "measured", "goal", "", "measured against")]
    cells += [
        (row["name"], measured(row), str(row["goal"]), "met" if row["met"] else "NOT MET", str(row["limit"]))
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def measured(row):
    return f"{row['ratio']:.3g} ×" if "ratio" in row else f"{row['value']:.4g} {row['unit']}"


def save(rows, keep_others):
    """Write var/bench.json; a run of some benches leaves the rows of the others as they were."""
    old = json.loads(RECORD.read_text(encoding="utf-8")) if keep_others and RECORD.exists() else []
    rows = {row["name"]: row for row in [*old, *rows]}
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    RECORD.write_text(json.dumps(list(rows.values()), indent=2, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    sys.exit(main(*sys.argv[1:]))
