"""All parts of the look on one page, in the demonstration only."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .demo import only_in_demo
from .forms import Checkboxes, DateField, Form, Radios

LEVELS = [("A2", "A2"), ("B1", "B1"), ("B1+", "B1+"), ("B2", "B2")]
AREAS = [
    ("old", gettext_lazy("Care of older people")),
    ("disability", gettext_lazy("Disability")),
    ("psychiatry", gettext_lazy("Psychiatry")),
]
AREA_HINTS = {"old": gettext_lazy("Nursing homes and care at home")}
TONES = [
    (gettext_lazy("Done"), "done"),
    (gettext_lazy("Under way"), "now"),
    (gettext_lazy("Waiting"), "wait"),
    (gettext_lazy("Missing"), "miss"),
    (gettext_lazy("Declined"), "stop"),
    (gettext_lazy("Note"), "note"),
    (gettext_lazy("Cannot start yet"), "lock"),
]
FILLED = {
    "name": "Ana Reyes",
    "email": "ana@example.dk",
    "postcode": "8000",
    "born_day": "27",
    "born_month": "3",
    "born_year": "1990",
    "level": "B1",
    "areas": ["old", "psychiatry"],
    "shifts": "2",
    "about": "I have worked as a nurse for six years.",
    "agree": "on",
}
WRONG = FILLED | {
    "name": "",
    "email": "ana",
    "born_year": "",
    "level": "",
    "areas": [],
    "agree": "",
    "shifts": "many",
}


class Sample(Form):
    """One field of each kind."""

    nouns = {"name": gettext_lazy("your name")}
    autocomplete = {"name": "name", "email": "email", "postcode": "postal-code"}

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("As in your passport"), max_length=80
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        required=False,
        widget=forms.TextInput({"class": "input-char-4", "inputmode": "numeric"}),
    )
    born = DateField(label=gettext_lazy("Date of birth"), help_text=gettext_lazy("For example 27 3 1990"))
    level = forms.ChoiceField(label=gettext_lazy("Your level of Danish"), choices=[("", ""), *LEVELS])
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Where would you like to work?"),
        help_text=gettext_lazy("Choose one or more"),
        choices=AREAS,
        widget=Checkboxes(hints=AREA_HINTS),
    )
    shifts = forms.TypedChoiceField(
        label=gettext_lazy("When can you work?"),
        choices=[("1", gettext_lazy("Days")), ("2", gettext_lazy("Evenings")), ("3", gettext_lazy("Nights"))],
        widget=Radios,
    )
    about = forms.CharField(
        label=gettext_lazy("About your experience"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    diploma = forms.FileField(
        label=gettext_lazy("Your diploma"),
        help_text=gettext_lazy("PDF, JPG or PNG, at most 10 MB"),
        required=False,
    )
    agree = forms.BooleanField(label=gettext_lazy("I have told the truth as well as I can"))


def a_form(state: str) -> Sample:
    answers = {"filled": FILLED, "wrong": WRONG}.get(state)
    return Sample(answers, auto_id=f"{state}_%s") if answers else Sample(auto_id=f"{state}_%s")


def tasks():
    return [
        {"words": _("About you"), "url": "#tasks", "state": "done"},
        {
            "words": _("Authorisation"),
            "url": "#tasks",
            "state": "started",
            "hint": _("You can send it later"),
        },
        {"words": _("Language"), "url": "#tasks", "state": "missing"},
        {"words": _("Check your answers"), "state": "locked"},
    ]


def steps():
    words = [
        _("About you"),
        _("Education"),
        _("Authorisation"),
        _("Language"),
        _("Wishes"),
        _("Check your answers"),
    ]
    return [{"words": w, "url": "#steps" if i < 3 else "", "done": i < 2} for i, w in enumerate(words)]


def events():
    now = timezone.now()
    return [
        {"at": now, "words": _("Matched with a place"), "by": "Karen Holm", "tone": "now"},
        {"at": now, "words": _("Application received"), "by": "Ana Reyes", "tone": "done"},
    ]


@only_in_demo
def components(request):
    """Fields empty, filled and in error, then every part."""
    state = request.GET.get("state", "")
    context = {
        "form": a_form("wrong") if state == "wrong" else None,
        "empty": a_form("empty"),
        "filled": a_form("filled"),
        "tasks": tasks(),
        "steps": steps(),
        "events": events(),
        "day": date(2027, 3, 2),
        "now": timezone.now(),
        "facts": [
            {"words": _("Name"), "value": "Ana Reyes", "url": "#facts"},
            {"words": _("Phone"), "value": "", "url": "#facts"},
        ],
        "heads": [_("Site"), _("Seats"), _("Here now")],
        "rows": [["Kløvermarken", 3, 2], ["Skovbakken", 2, 2]],
        "page": Paginator(range(60), 20).page(2),
        "tones": TONES,
        "pictures": ["care-home", "residential", "psychiatry", "rehabilitation"],
        "staff": state == "staff",
    }
    return render(request, "demo/components.html", context)
