"""The cast of these tests."""

import pytest


@pytest.fixture
def cast(db):
    """Mette supervises Ana at Kragelund; Lars supervises nobody there and is the stranger."""
    from tests.factories import Cast  # the models are there once the servers are

    return Cast()


@pytest.fixture
def ana(cast):
    """Ana's placement, in progress since two weeks."""
    return cast.placement


@pytest.fixture(autouse=True)
def in_english():
    """These tests compare English words."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def form(db):
    """The evaluation form of the house, with two statements."""
    from tests.factories import FormVersionFactory, QuestionFactory

    form = FormVersionFactory()
    QuestionFactory(form=form, domain="welcome", text_en="Part of the team", order=1)
    QuestionFactory(form=form, domain="language", text_en="Gives a handover", order=2)
    return form


@pytest.fixture
def closed(cast, form):
    """Ana's placement, closed by Mette a moment ago: the report that was asked for."""
    from evaluation import actions

    cast.birgitte, cast.soren  # noqa: B018 - the managers of both sites are there
    return actions.close(
        cast.placement,
        by=cast.mette,
        form=form,
        answers={question.pk: 4 for question in form.questions.all()},
        levels={},
        danish_oral=35,
        danish_written=30,
        conclusion="Ana giver selv en overlevering.",
        plan_ahead="Prøve i Dansk 3 til sommer.",
    )
