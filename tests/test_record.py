"""The record tells the truth: promises, settings, commands, words and links are those of the product."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from scripts.promises import promises

ROOT = Path(__file__).parent.parent
APPS = ["portal", "intake", "placements", "mentoring", "evaluation"]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NAMED = promises((ROOT / "docs/promises.md").read_text(encoding="utf-8"))
DOCUMENTS = {"budget": 20, "helsingor": 31, "answer": 38, "mso": 25, "international": 17}


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def sources(*folders):
    return {
        path: path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py")
    }


def marked():
    """The promises that a mark on a test, or on all tests of a file, names."""
    found = set()
    for source in sources("tests").values():
        for node in ast.walk(ast.parse(source)):
            marks = getattr(node, "decorator_list", [])
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
                marks = ast.walk(node.value)
            for mark in marks:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.promise":
                    found |= {ast.literal_eval(arg) for arg in mark.args}
    return found


def test_the_record_has_every_promise_by_name_and_in_order():
    expected = [f"{name}-{number:02}" for name, most in DOCUMENTS.items() for number in range(1, most + 1)]
    assert list(NAMED) == expected
    assert len(expected) == 131


def test_every_promise_has_a_place_or_waits():
    for name, where in NAMED.items():
        stage = where.removeprefix("later: ").split(":")[0]
        assert stage in APPS, f"{name}: {where}"


def test_a_mark_names_a_promise_of_the_record():
    assert marked() - NAMED.keys() == set()


def test_no_promise_is_called_kept_before_a_test_shows_it():
    kept = {name for name, where in NAMED.items() if not where.startswith("later")}
    assert kept - marked() == set()


def test_a_promise_that_a_test_shows_has_its_place_in_the_record():
    assert marked() - {name for name, where in NAMED.items() if not where.startswith("later")} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            path, _, heading = target.partition("#")
            goal = (page.parent / path) if path else page
            assert goal.exists(), target
            assert not heading or heading in headings(goal), target


def test_the_readme_leads_to_every_page_of_the_record():
    linked = set(re.findall(r"\]\(([^)#]+)\)", text("README.md")))
    there = {path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("docs/*.md"), *ROOT.glob("*.md")]}
    assert there - linked == {"README.md"}


def headings(path):
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in found}


def test_every_command_named_is_a_target_of_the_makefile_and_the_other_way_round():
    targets = set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
    named = {word for page in PAGES for word in re.findall(r"`make (\w+)", page.read_text(encoding="utf-8"))}
    assert named == targets


def test_every_management_command_named_exists():
    there = {path.stem for path in (ROOT / "portal/management/commands").glob("[!_]*.py")}
    there |= {"check", "collectstatic", "createsuperuser", "migrate"}
    named = {
        word for page in PAGES for word in re.findall(r"`manage\.py (\w+)", page.read_text(encoding="utf-8"))
    }
    assert named - there == set()


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    read = set(re.findall(r"""\benv\.\w+\(\s*"([A-Z_]+)\"""", text("portal/settings.py")))
    part = text("docs/operations.md").split("## Settings")[1].split("\n## ")[0]
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", part))
    assert documented == read


def test_every_record_of_personal_data_is_in_the_privacy_page():
    page = text("docs/privacy.md")
    for model in apps.get_models():
        if getattr(model, "personal", None):
            assert f"`{model.__name__}`" in page, model.__name__


def test_every_model_in_the_privacy_page_exists():
    table = text("docs/privacy.md").split("## What is kept")[1].split("\n## ")[0]
    named = set(re.findall(r"^\|[^|]*\| `(\w+)` \|", table, re.MULTILINE))
    assert named - {model.__name__ for model in apps.get_models()} == set()
    assert len(named) > 10


def test_the_glossary_uses_the_names_of_the_code():
    code = "\n".join(sources(*APPS).values())
    rows = re.findall(r"^\|[^|]+\|[^|]+\|([^|]+)\|[^|]*\|$", text("docs/glossary.md"), re.MULTILINE)
    names = [name for cell in rows for name in re.findall(r"`(\w+)`", cell)]
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []
    assert len(names) > 50


def test_each_decision_is_one_screen_with_the_same_four_parts():
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for path in records:
        record = path.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", record, re.MULTILINE) == [
            "Context",
            "Options",
            "Decision",
            "Consequences",
        ]
        assert record.startswith(f"# {path.name[:4]} ")
        assert record.count("\n") <= 50, path.name


def test_version_and_licence_are_the_same_everywhere():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    public = text("publiccode.yml")
    assert f'softwareVersion: "{project["version"]}"' in public
    assert f"license: {project['license']}" in public
    assert project["license"] == "MPL-2.0"
    assert text("LICENSE").startswith("Mozilla Public License Version 2.0")


def test_public_code_has_the_keys_and_lengths_of_its_standard():
    lines = text("publiccode.yml").splitlines()
    keys = {line.split(":")[0] for line in lines if re.match(r"\w+:", line)}
    required = (
        "publiccodeYmlVersion name url platforms categories developmentStatus softwareType description legal"
    )
    assert set(required.split()) | {"maintenance", "localisation", "releaseDate"} <= keys
    short = [line.split(": ", 1)[1] for line in lines if "shortDescription" in line]
    assert len(short) == 2
    assert max(map(len, short)) <= 150
