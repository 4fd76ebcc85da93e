"""The comparisons of a run with the titles a workbook gives them."""

from ..matching import compare
from ..matching.compare import summary
from .titles import alone, title

__all__ = ["alternatives", "departments", "left_by_reason", "summary"]


def left_by_reason(left):
    """[{name, title, count}] for those without a place, the most frequent first."""
    return titled(compare.by_reason(left))


def titled(rows):
    return [row | {"title": title(row["name"])} for row in rows]


def alternatives(group, given):
    """Ours and the other ways side by side."""
    return titled(compare.alternatives(group, given))


def departments(group, names):
    """Each department alone, each applicant at one door, and all together."""
    return [
        {**row, "title": called(row), "unplaced_by_reason": titled(row["unplaced_by_reason"])}
        for row in map(dict, compare.departments(group, names))
    ]


def called(row):
    """What to call one way to share; drops the mark that says it is a department alone."""
    return alone(row["name"]) if row.pop("alone") else title(row["name"])
