"""The way we ask: what is said about a wrong answer, and that nothing typed is lost."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from portal.forms import Checkboxes, DateField, Form, Radios, first_input, problems


class Question(Form):
    """One field of each kind that has words of its own."""

    nouns = {"name": "your name"}
    autocomplete = {"name": "name"}

    name = forms.CharField(label="Name", help_text="As in your passport", max_length=8)
    email = forms.EmailField(label="E-mail")
    hours = forms.IntegerField(label="Hours", min_value=1, required=False)
    start = DateField(label="Start date", earliest=date(2027, 3, 1))
    level = forms.ChoiceField(label="Level", choices=[("", "---------"), ("B1", "B1")])
    shift = forms.ChoiceField(
        label="When can you work?", choices=[("1", "Days"), ("2", "Nights")], widget=Radios
    )
    areas = forms.MultipleChoiceField(
        label="Areas", choices=[("old", "Older people")], widget=Checkboxes(hints={"old": "Nursing homes"})
    )
    note = forms.CharField(label="Note", required=False, max_length=20, widget=forms.Textarea)


NO_SUCH_DAY = "this date does not exist, check the day and the month."
RIGHT = {
    "name": "Ana",
    "email": "ana@example.dk",
    "start_day": "2",
    "start_month": "3",
    "start_year": "2027",
    "level": "B1",
    "shift": "1",
    "areas": ["old"],
}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def page(form) -> str:
    """The form as a page shows it, on one line."""
    return " ".join(
        Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form})).split()
    )


def said(**answers) -> dict:
    form = Question(RIGHT | answers)
    return {name: list(errors) for name, errors in form.errors.items()}


def test_right_answers_pass():
    form = Question(RIGHT)
    assert said() == {}
    assert form.is_valid() and form.cleaned_data["start"] == date(2027, 3, 2)


@pytest.mark.parametrize(
    "answers, errors",
    [
        ({"name": ""}, {"name": ["Write your name."]}),
        ({"name": "Ana Maria Reyes"}, {"name": ["Name: use at most 8 characters. You have written 15."]}),
        ({"email": ""}, {"email": ["Write your e-mail, for example name@example.dk."]}),
        ({"email": "ana"}, {"email": ["Write an e-mail with an @, for example name@example.dk."]}),
        ({"hours": "many"}, {"hours": ["Hours: write a number, for example 12."]}),
        ({"hours": "0"}, {"hours": ["Hours: write 1 or more."]}),
        ({"level": ""}, {"level": ["Choose level."]}),
        ({"level": "Z9"}, {"level": ["Choose one of the answers shown: Level."]}),
        ({"shift": ""}, {"shift": ["Choose an answer: When can you work?"]}),
        ({"areas": []}, {"areas": ["Choose at least one: areas."]}),
        ({"start_year": ""}, {"start": ["Start date: write the year too."]}),
        ({"start_day": "", "start_month": " "}, {"start": ["Start date: write the day and the month too."]}),
        ({"start_day": "40"}, {"start": ["Start date: the day is a number from 1 to 31."]}),
        ({"start_month": "March"}, {"start": ["Start date: the month is a number from 1 to 12."]}),
        ({"start_year": "27"}, {"start": ["Start date: the year has four digits, for example 1990."]}),
        ({"start_month": "2", "start_day": "30"}, {"start": [f"Start date: {NO_SUCH_DAY}"]}),
        ({"start_day": "²"}, {"start": ["Start date: the day is a number from 1 to 31."]}),
        ({"start_year": "2026"}, {"start": ["Start date: write 1 March 2027 or a later day."]}),
        ({"start_day": "", "start_month": "", "start_year": ""}, {"start": ["Write start date."]}),
    ],
)  # fmt: skip
def test_each_wrong_answer_is_told_what_to_do(answers, errors):
    assert said(**answers) == errors


def test_a_question_is_known_by_its_mark_in_arabic_letters_too():
    with override("ar"):
        form = type("Shifts", (Form,), {"shift": forms.ChoiceField(label="متى؟", choices=[("1", "1")])})
        assert form({}).errors["shift"] == ["يُرجى اختيار إجابة: متى؟"]
        assert form({"shift": "2"}).errors["shift"] == ["يُرجى اختيار إحدى الإجابات المعروضة: متى."]


def test_the_summary_leads_to_the_first_wrong_input_of_each_field():
    form = Question(RIGHT | {"name": "", "start_year": "", "shift": "", "areas": []})
    assert [problem["to"] for problem in problems(form)] == [
        "id_name",
        "id_start_2",
        "id_shift_0",
        "id_areas_0",
    ]
    ids = {problem["to"] for problem in problems(form)}
    assert all(f'id="{to}"' in page(form) for to in ids)


def test_a_date_without_an_error_leads_to_its_day():
    assert first_input(Question(RIGHT)["start"]) == "id_start_0"


def test_what_was_typed_is_kept():
    html = page(Question(RIGHT | {"start_year": "27", "hours": "many", "email": "ana<b>"}))
    assert 'value="27"' in html
    assert 'value="many"' in html
    assert 'value="ana&lt;b&gt;"' in html


def test_hint_and_error_stand_between_label_and_input_and_describe_it():
    html = page(Question(RIGHT | {"name": ""}))
    order = [
        html.index(part)
        for part in ('for="id_name"', 'id="id_name_helptext"', 'id="id_name_error"', 'id="id_name"')
    ]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="sr-only">Error:</span> Write your name.' in html


def test_optional_is_marked_and_required_is_not():
    html = page(Question())
    assert html.count("(optional)") == 2
    assert "Note <span" in html and "*" not in html


def test_the_browser_neither_cuts_nor_corrects_nor_hints():
    html = page(Question())
    assert [word for word in (" required", "placeholder", " maxlength") if word in html] == []
    assert 'data-maxlength="20"' in html
    assert "You can write up to 20 characters." in html
    assert 'autocomplete="name"' in html


def test_groups_have_a_legend_and_choices_their_help():
    html = page(Question())
    assert html.count("<fieldset") == html.count("<legend") == 3
    assert 'id="id_areas_0_helptext">Nursing homes' in html
    assert "Choose</option>" in html and "-----" not in html


def test_a_form_made_elsewhere_is_rendered_too():
    class Plain(forms.Form):
        word = forms.CharField(widget=forms.TextInput({"placeholder": "a word"}))

    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": Plain({})}))
    assert "form-error" in html and "placeholder" not in html
