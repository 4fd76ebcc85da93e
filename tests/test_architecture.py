"""The house keeps its laws, and each law notices a breach of each kind that it forbids."""

import pytest

from tests import architecture
from tests.architecture import LAWS, STAGES

PLANTED = [  # law, sources, the breaches that must be found in them
    # a later stage, by import, inside a function, by string; the roof, by a stage and by the ground
    (
        "nobody_looks_ahead",
        {"intake/models.py": "from placements.models import Site"},
        ["placements.models.Site"],
    ),
    ("nobody_looks_ahead", {"intake/a.py": "def f():\n    import evaluation.models"}, ["evaluation.models"]),
    ("nobody_looks_ahead", {"placements/a.py": "from mentoring import actions"}, ["mentoring.actions"]),
    ("nobody_looks_ahead", {"placements/a.py": "x = ForeignKey('mentoring.Plan')"}, ["mentoring.Plan"]),
    ("nobody_looks_ahead", {"placements/a.py": "redirect('mentoring:plan', 1)"}, ["mentoring.plan"]),
    ("nobody_looks_ahead", {"placements/a.py": "apps.get_model('mentoring', 'Plan')"}, ["mentoring"]),
    ("nobody_looks_ahead", {"placements/a.py": "import_module('evaluation.models')"}, ["evaluation.models"]),
    (
        "nobody_looks_ahead",
        {"portal/flow.py": "from intake.models import Application"},
        ["intake.models.Application"],
    ),
    ("nobody_looks_ahead", {"portal/mail.py": "from . import settings"}, ["portal.settings"]),
    ("nobody_looks_ahead", {"evaluation/a.py": "from portal.home import home"}, ["portal.home.home"]),
    ("nobody_looks_ahead", {"evaluation/a.py": "import_module('portal.walk')"}, ["portal.walk"]),
    ("nobody_looks_ahead", {"portal/new.py": "import intake.models"}, ["intake.models"]),
    ("nobody_looks_ahead", {"templates/intake/a.html": "{% url 'mentoring:plan' %}"}, ["mentoring"]),
    ("nobody_looks_ahead", {"templates/intake/a.html": '{% include "placements/b.html" %}'}, ["placements"]),
    # inside a stage, directly and through a module that has no place in the order
    (
        "a_module_looks_back",
        {"intake/models.py": "from . import actions", "intake/actions.py": ""},
        ["intake.actions"],
    ),
    (
        "a_module_looks_back",
        {"intake/forms.py": "from .tasks import x", "intake/tasks.py": ""},
        ["intake.tasks"],
    ),
    (
        "a_module_looks_back",
        {"intake/rules.py": "from .models import x", "intake/models.py": ""},
        ["intake.models"],
    ),
    (
        "a_module_looks_back",
        {"intake/models.py": "from . import a", "intake/a.py": "from . import views", "intake/views.py": ""},
        ["intake.views"],
    ),
    (
        "a_module_looks_back",
        {"intake/models/a.py": "def f():\n    from ..views import x", "intake/views.py": ""},
        ["intake.views"],
    ),
    (
        "no_module_imports_itself_round_a_circle",
        {"portal/a.py": "import portal.b", "portal/b.py": "def f():\n    from .a import x"},
        ["portal.a", "portal.b"],
    ),
    # rules, directly and through another module
    (
        "rules_are_plain_python",
        {"intake/rules.py": "from django.db import models"},
        ["Django through intake.rules"],
    ),
    (
        "rules_are_plain_python",
        {"placements/matching/a.py": "import django"},
        ["through placements.matching.a"],
    ),
    (
        "rules_are_plain_python",
        {"intake/rules.py": "from portal import a", "portal/a.py": "import django.conf"},
        ["Django through portal.a"],
    ),
    # the two gates
    (
        "views_reach_rows_through_visible_to",
        {"intake/views.py": "a = Site.objects.get(pk=1)"},
        ["Site.objects"],
    ),
    (
        "views_reach_rows_through_visible_to",
        {"intake/views/a.py": "Site.objects.filter(visible_to=1)"},
        ["objects"],
    ),
    (
        "views_reach_rows_through_visible_to",
        {"portal/home.py": "Site._base_manager.all()"},
        ["Site._base_manager"],
    ),
    ("every_view_has_a_gate", {"intake/views.py": "def show(request, pk): ..."}, ["show"]),
    ("every_view_has_a_gate", {"intake/views.py": "@require_POST\ndef show(request): ..."}, ["show"]),
    ("every_view_has_a_gate", {"intake/views.py": "class Show(DetailView): ..."}, ["Show"]),
    ("every_view_has_a_gate", {"intake/urls.py": "path('', views._show)"}, ["_show"]),
    # status, signals, escaping, inline code
    ("status_changes_by_move_alone", {"intake/actions.py": "row.status = Status.PLACED"}, ["row.status"]),
    ("status_changes_by_move_alone", {"intake/actions.py": "rows.update(status='placed')"}, ["rows.update"]),
    ("nothing_listens_to_signals", {"intake/a.py": "from django.dispatch import receiver"}, ["receiver"]),
    (
        "nothing_listens_to_signals",
        {"intake/a.py": "from django.db.models.signals import post_save"},
        ["post_save"],
    ),
    (
        "nothing_listens_to_signals",
        {"intake/a.py": "from allauth.account import signals"},
        ["account.signals"],
    ),
    (
        "nothing_listens_to_signals",
        {"intake/a.py": "from celery.signals import worker_init"},
        ["worker_init"],
    ),
    ("text_is_escaped", {"intake/a.py": "x = safestring.mark_safe(y)"}, ["mark_safe"]),
    ("text_is_escaped", {"templates/intake/a.html": "{{ x | safe }}"}, ["| safe"]),
    ("text_is_escaped", {"templates/intake/a.html": "{% autoescape off %}"}, ["autoescape off"]),
    ("nothing_stands_inline", {"templates/a.html": "<script>alert(1)</script>"}, ["<script>"]),
    ("nothing_stands_inline", {"templates/a.html": '<p class="x" style="color: red">'}, ["style"]),
    ("nothing_stands_inline", {"templates/a.html": "<a href='#' onclick='go()'>"}, ["onclick"]),
    ("nothing_stands_inline", {"templates/a.html": '<a href="javascript:go()">'}, ["javascript:"]),
    ("every_word_can_be_translated", {"templates/a.html": "<p>Save {{ x }}</p>"}, ["Save"]),
    ("every_word_can_be_translated", {"templates/a.html": '<img alt="A site">'}, ["A site"]),
    ("every_word_can_be_translated", {"templates/a.html": "{% if x %}None yet{% endif %}"}, ["None yet"]),
    # pages and letters that aren't there, and a letter nobody sends
    (
        "every_template_exists",
        {"intake/views.py": "render(request, 'intake/gone.html')"},
        ["intake/gone.html"],
    ),
    ("every_template_exists", {"intake/actions.py": "mail.send('intake/gone', to)"}, ["intake/gone"]),
    ("every_template_exists", {"templates/emails/intake/lost.txt": "Hello"}, ["never sent"]),
    # size
    ("a_room_is_seen_at_a_glance", {"intake/models.py": '"""Rows."""\n' + "x = 1\n" * 300}, ["301 lines"]),
    ("a_room_is_seen_at_a_glance", {"intake/models.py": "x = 1\n"}, ["no docstring"]),
    (
        "a_room_is_seen_at_a_glance",
        {"intake/models.py": '"""Rows."""\n\n\ndef long():\n' + "    x = 1\n" * 40},
        ["long has 41 lines"],
    ),
    ("a_room_is_seen_at_a_glance", {"templates/a.html": "x\n" * 151}, ["151 lines"]),
]

SOUND = {  # a small house that comes close to a breach of each law and commits none
    "portal/__init__.py": "from .celery import app",
    "portal/celery.py": '"""Work."""\nfrom celery.signals import worker_init\nimport evaluation.tasks',
    "portal/settings.py": '"""Settings."""\nINSTALLED_APPS = ["intake", "evaluation.apps.Evaluation"]',
    "portal/access.py": '"""Gates."""\nAct = "evaluation"\nnote = "evaluation: how it went"',
    "portal/flow.py": '"""Statuses."""\ndef move(row, to):\n    row.status = to\n    rows.update(status=to)',
    "portal/home.py": '"""Home."""\n@public\ndef home(request): Setting.objects.all()\ndef waiting(user): ...',
    "intake/rules.py": '"""Rules of mentoring.Plan: none."""\nimport math',
    "intake/models.py": '"""Rows."""\nfrom . import rules\nx = ForeignKey("portal.User")',
    "intake/actions.py": '"""Acts."""\nfrom .models import A\nmail.send("intake/received", to)\nrow.a = 1',
    "intake/tasks.py": '"""Tasks."""\nfrom . import actions',
    "intake/views.py": (
        '"""Pages."""\nfrom . import actions, tasks\n'
        "@require_POST\n@access.allow(Act.PLACE)\ndef show(request):\n"
        "    get_object_or_404(Application.objects.select_related('a').visible_to(request.user), pk=1)\n"
        "    return render(request, 'intake/show.html')\n"
        "def _part(request): ...\n"
    ),
    "intake/urls.py": '"""Addresses."""\nfrom . import views\npath("", views.show)',
    "mentoring/models.py": '"""Rows."""\nfrom intake.models import A\nx = ForeignKey("intake.Application")',
    "templates/intake/show.html": '<script src="x.js"></script>{{ x|safer }}{% url "intake:a" %}<b>PDF</b>',
    "templates/emails/intake/received.txt": "{% autoescape off %}Hello{% endautoescape %}",
}


@pytest.fixture(scope="module")
def house():
    return architecture.read_house(architecture.HOUSE)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps(law, house):
    assert list(law(house)) == []


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_sound_house_passes(law):
    assert list(law(SOUND)) == []


@pytest.mark.parametrize("law, sources, found", PLANTED)
def test_a_planted_breach_is_found(law, sources, found):
    breaches = list(getattr(architecture, law)(sources))
    assert len(breaches) == len(found), breaches
    for breach, words in zip(breaches, found, strict=True):
        assert breach.endswith(words) or words in breach, breach


def test_every_law_has_a_planted_breach():
    assert {law for law, _sources, _found in PLANTED} == {law.__name__ for law in LAWS}


def test_the_house_was_read(house):
    """An empty house would keep every law."""
    assert {path.split("/")[0] for path in house} == {"portal", *STAGES, "templates"}
    assert {f"{stage}/models.py" in house or f"{stage}/models/__init__.py" in house for stage in STAGES} == {
        True
    }
