"""The laws of the house, each a function that reads the sources and lists the breaches it finds.

A house is a mapping from path to text, so that a test can plant a breach without touching a file.
"""

import ast
import re
from functools import cache
from pathlib import Path, PurePosixPath

STAGES = ["intake", "placements", "mentoring", "evaluation"]  # in the order a newcomer meets them
ROOF = {  # the parts of portal that may know the stages; every other part of portal is ground
    *("settings", "urls", "wsgi", "celery", "home", "nav", "tasks", "tick", "management"),
    *("consents", "figures", "reference", "services", "walk", "demo", "gallery", "sample"),
}
ORDER = {  # inside a stage a module knows only those with a smaller number
    **{"rules": 0, "matching": 1, "models": 2, "actions": 3, "tasks": 4, "forms": 4},
    **{"views": 5, "admin": 6, "urls": 6},
}
GATES = {"allow", "public", "signed_in", "only_in_demo"}
PAGES = {"home", "figures", "pages", "health", "demo", "gallery"}  # the parts of portal that answer requests
MANAGERS = {"objects", "_base_manager", "_default_manager"}
LISTS = {"Department", "District", "Profession", "Setting"}  # lists for everybody, with no person in them
ROWS_HERE = {  # path: why rows are reached without visible_to there
    "portal/demo.py": "invented people, and 404 without DEMO=1",
    "portal/figures.py": "totals of everything, with no person in them",
}
STATUS_HERE = {  # path: why a status is written there
    "portal/flow.py": "the step itself",
    "portal/sample/history.py": "a made-up past, written in bulk together with its history",
}
SAFE_HERE = {}  # path: why unescaped text is right there


def read_house(root):
    apps = [root / app for app in ["portal", *STAGES]]
    python = [path for app in apps for path in app.rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt", ".svg"}]
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in python + templates
    }


# --- reading the source ----------------------------------------------------------------------------------


@cache
def parse(text):
    return ast.parse(text)


def python(house):
    return [(path, parse(text)) for path, text in sorted(house.items()) if path.endswith(".py")]


def templates(house):
    return [(path, text) for path, text in sorted(house.items()) if path.startswith("templates/")]


def module(path):
    """placements/models/site.py is placements.models.site, and an `__init__.py` is its package."""
    return ".".join(PurePosixPath(path).with_suffix("").parts).removesuffix(".__init__")


def imports(path, tree):
    """Every name imported anywhere in the file, in full: `from .models import Site` is intake.models.Site."""
    here = module(path).split(".")
    package = here if path.endswith("__init__.py") else here[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def strings(tree):
    """Every string in the file that is no docstring."""
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node, clean=False)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.value


def called(node):
    """The last name of what a call or decorator calls: `access.allow(Act.PLACE)` is allow."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def graph(house):
    """Which module of the house imports which, packages' own `__init__` of an app left out."""
    known = {module(path) for path, _tree in python(house) if "." in module(path)}
    return {
        module(path): {found for name in imports(path, tree) if (found := longest(name, known))}
        - {module(path)}
        for path, tree in python(house)
        if "." in module(path)
    }


def longest(name, known):
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def reach(start, edges, through=lambda module: True):
    """Every module that `start` leads to; a module that `through` refuses is reached but not passed."""
    seen, ahead = set(), list(edges.get(start, ()))
    while ahead:
        if (found := ahead.pop()) not in seen:
            seen.add(found)
            ahead += edges.get(found, ()) if through(found) else ()
    return seen


# --- the laws --------------------------------------------------------------------------------------------


def floor(name):
    """The storey of a dotted name: ground 0, the stages 1 to 4, roof 5; None for what isn't ours."""
    app, _, rest = name.partition(".")
    if app == "portal":
        return 5 if not rest or rest.split(".")[0] in ROOF else 0
    return STAGES.index(app) + 1 if app in STAGES else None


def nobody_looks_ahead(house):
    """A stage knows the earlier ones; it never imports or names a later one, and nobody names the roof."""
    for path, tree in python(house):
        own = floor(module(path))
        for name in [*imports(path, tree), *names_in_strings(tree)]:
            if (floor(name) or 0) > own:
                yield f"{path}: {name}"
    for path, text in templates(house):
        own = floor(path.split("/")[1])
        for name in re.findall(r"""["'](\w+)[:/][\w:/.-]+["']""", text):
            if own in range(5) and (floor(name) or 0) > own and name != "portal":
                yield f"{path}: {name}"


def names_in_strings(tree):
    """Stages, models, addresses and templates that a string names: mentoring.Plan, mentoring:plan."""
    for text in strings(tree):
        if re.fullmatch(rf"({'|'.join(STAGES)})[.:/][\w.:/-]*", text) or re.match(
            r"portal\.\w+(\.\w+)*$", text
        ):
            yield re.sub(r"[:/]", ".", text)
    for call in calls(tree):
        if called(call) in {"import_module", "__import__", "get_model", "get_app_config", "is_installed"}:
            yield from (
                arg.value for arg in call.args if isinstance(arg, ast.Constant) and arg.value in STAGES
            )


def a_module_looks_back(house):
    """Inside a stage: rules, models, actions, tasks and forms, views, urls; each knows those before it."""
    edges = graph(house)
    for start in sorted(edges):
        stage, part = start.split(".")[:2]
        if stage not in STAGES or part not in ORDER:
            continue
        mine = {found for found in edges if found.startswith(f"{stage}.")}
        inside = {name: edges[name] & mine for name in mine}
        for found in sorted(reach(start, inside, through=lambda name: name.split(".")[1] not in ORDER)):
            other = found.split(".")[1]
            if other != part and ORDER.get(other, -1) >= ORDER[part]:
                yield f"{start}: {found}"


def no_module_imports_itself_round_a_circle(house):
    edges = graph(house)
    return sorted(name for name in edges if name in reach(name, edges))


def rules_are_plain_python(house):
    """rules and placements/matching need no Django, not through another module of the house either."""
    edges = graph(house)
    django = {
        module(path) for path, tree in python(house) if any(is_django(name) for name in imports(path, tree))
    }
    for name in sorted(edges):
        if name.split(".")[1] == "rules" or name.startswith("placements.matching"):
            for found in sorted(({name} | reach(name, edges)) & django):
                yield f"{name}: Django through {found}"


def is_django(name):
    return name.split(".")[0] in {"django", "celery", "crispy_forms", "allauth"}


def views_reach_rows_through_visible_to(house):
    for path, tree in views(house):
        if path in ROWS_HERE:
            continue
        scoped = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr == "visible_to"
            for inner in ast.walk(node.value)
        }
        for node in ast.walk(tree):
            rows = isinstance(node, ast.Attribute) and node.attr in MANAGERS and node not in scoped
            if rows and ast.unparse(node.value) not in LISTS:
                yield f"{path}:{node.lineno}: {ast.unparse(node)}"


def views(house):
    """The modules that answer requests."""
    return [
        (path, tree)
        for path, tree in python(house)
        if re.search(r"/views(\.py|/)", path) or re.match(rf"portal/({'|'.join(PAGES)})(\.py|/)", path)
    ]


def every_view_has_a_gate(house):
    """A function that takes a request says who may call it; a helper's name begins with an underscore."""
    for path, tree in views(house):
        for node in tree.body:
            if takes_a_request(node) and not GATES & {called(gate) for gate in node.decorator_list}:
                yield f"{path}:{node.lineno}: {node.name}"
    for path, tree in python(house):
        if path.endswith("urls.py"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and called(node.value) == "views" and node.attr[0] == "_":
                    yield f"{path}:{node.lineno}: {node.attr}"


def takes_a_request(node):
    if isinstance(node, ast.ClassDef):
        return any(called(base).endswith("View") for base in node.bases)
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
        return False
    return bool(node.args.args) and node.args.args[0].arg == "request"


def status_changes_by_move_alone(house):
    """Nobody else writes a status, so no step is without its line of history."""
    for path, tree in python(house):
        if path in STATUS_HERE:
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets):
                yield f"{path}:{node.lineno}: {ast.unparse(node)}"
        for call in calls(tree):
            if called(call) == "update" and any(keyword.arg == "status" for keyword in call.keywords):
                yield f"{path}:{call.lineno}: {ast.unparse(call)}"


def nothing_listens_to_signals(house):
    """No callback between apps; the worker's own start is the one event, and the roof's to hear."""
    for path, tree in python(house):
        for name in imports(path, tree):
            start_of_worker = name.startswith("celery.signals") and floor(module(path)) == 5
            if not start_of_worker and (name.startswith("django.dispatch") or ".signals" in name):
                yield f"{path}: {name}"


def text_is_escaped(house):
    for path, tree in python(house):
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in {"mark_safe", "SafeString", "SafeText"} and path not in SAFE_HERE:
                yield f"{path}:{node.lineno}: {name}"
    for path, text in templates(house):
        letter = path.startswith("templates/emails/") and path.endswith(
            ".txt"
        )  # plain text has nothing to escape
        for found in re.findall(r"\|\s*safe(?:seq)?\b|{%\s*autoescape off\s*%}", text):
            if path not in SAFE_HERE and not (letter and "autoescape" in found):
                yield f"{path}: {found}"


def nothing_stands_inline(house):
    """The Content-Security-Policy forbids inline script and style, so no page may hold any."""
    inline = r"""<style\b|<script(?![^>]*\bsrc=)[^>]*>|<[^>{%]*?\s(?:style|on[a-z]+)\s*=|["']javascript:"""
    for path, text in templates(house):
        yield from (f"{path}: {found.strip()}" for found in re.findall(inline, text, re.IGNORECASE))


def every_word_can_be_translated(house):
    """No page holds words outside a translation, apart from names."""
    for path, text in templates(house):
        if not path.endswith(".html"):
            continue
        for tags in OUTSIDE:
            text = re.sub(tags, " ", text, flags=re.DOTALL)
        text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
        labels = re.findall(r"""\b(?:alt|title|aria-label|placeholder)=["']([^"']*)["']""", text)
        shown = re.sub(r"<[^>]*>|&\w+;", "\n", text, flags=re.DOTALL)
        for words in [*shown.splitlines(), *labels]:
            if re.search(r"[^\W\d_]{2}", words) and words.strip(" –·") not in NAMES:
                yield f"{path}: {words.strip()}"


NAMES = {"Fælles Indgang", "MitID", "CPR", "PDF", "session", "csrf", "django_language"}
OUTSIDE = [  # what holds no words of ours: comments, translations, names of classes, code
    r"{%\s*(comment|blocktranslate)\b.*?end\1\s*%}",
    r"{#.*?#}|<!--.*?-->|<code>.*?</code>",
    r"{%\s*block \w*class\w*\s*%}.*?{%\s*endblock\b[^%]*%}",
]


def every_template_exists(house):
    """Each page and letter that the code names is there, and each letter there is sent by somebody."""
    there = {path.removeprefix("templates/") for path, _text in templates(house)}
    letters = {
        name.removeprefix("emails/").removesuffix(".txt") for name in there if name.startswith("emails/")
    }
    ours = "|".join([*STAGES, "portal", "emails", "parts", "home", "demo"])
    sent = set()
    for path, tree in python(house):
        for text in strings(tree):
            if re.fullmatch(rf"({ours})/[\w/-]+\.(html|txt|svg)", text) and text not in there:
                yield f"{path}: {text}"
            sent |= {text} & letters
        for call in calls(tree):
            letter = call.args[0] if ast.unparse(call.func) in {"mail.send", "mail.post"} else None
            if isinstance(letter, ast.Constant) and letter.value not in letters:
                yield f"{path}:{call.lineno}: {letter.value}"
    yield from (
        f"templates/emails/{letter}.txt: never sent"
        for letter in sorted(letters - sent)
        if not theirs(letter)
    )


def theirs(letter):
    """The sign-in package asks for these itself, by names of its own."""
    return letter.startswith(("account/", "mfa/"))


def a_room_is_seen_at_a_glance(house):
    """A module has at most 300 lines and says what it holds; a function 40, a template 150."""
    for path, tree in python(house):
        lines = house[path].count("\n")
        if lines > 300:
            yield f"{path}: {lines} lines"
        if tree.body and not ast.get_docstring(tree) and not path.endswith("__init__.py"):
            yield f"{path}: no docstring"
        for node in functions(tree):
            if (length := node.end_lineno - node.lineno + 1) > 40:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines"
    for path, text in templates(house):
        if text.count("\n") > 150:
            yield f"{path}: {text.count(chr(10))} lines"


LAWS = [
    nobody_looks_ahead,
    a_module_looks_back,
    no_module_imports_itself_round_a_circle,
    rules_are_plain_python,
    views_reach_rows_through_visible_to,
    every_view_has_a_gate,
    status_changes_by_move_alone,
    nothing_listens_to_signals,
    text_is_escaped,
    nothing_stands_inline,
    every_word_can_be_translated,
    every_template_exists,
    a_room_is_seen_at_a_glance,
]
HOUSE = Path(__file__).parent.parent
