"""What a coordinator asks, decides and writes down, and what the applicant sees of it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from intake import actions, desk, questions, review, twins, vouching
from intake.models import Application, Asked, Document, Likeness, Question, Remark, Status, Vouch
from portal.flow import Refused
from portal.models import Event, Letter

pytestmark = pytest.mark.django_db


def page(application):
    return reverse("admin:intake_application_change", args=[application.pk])


def waiting(name):
    rows = Application.objects.filter(desk.QUEUES[name][1](timezone.localdate()))
    return sorted(rows.values_list("pk", flat=True))


@pytest.fixture
def ana(cast, make):
    return make.ApplicationFactory(applicant=cast.ana, status=Status.SUBMITTED)


# --- questions -------------------------------------------------------------------------------------------
@pytest.mark.promise("answer-18")
def test_a_question_goes_to_her_page_and_its_answer_to_ours(client, cast, ana):
    client.force_login(cast.kirsten)
    client.post(page(ana), {"act": "ask", "text": "When may you work nights?"})
    letter = Letter.objects.get(name="intake/question")
    assert (letter.to, "nights" in letter.subject + letter.body, "/apply/questions/" in letter.body) == (
        cast.ana,
        False,
        True,
    )
    assert (waiting("hers"), waiting("ours"), waiting("answered")) == ([ana.pk], [], [])
    client.force_login(cast.ana)
    assert "When may you work nights?" in client.get(reverse("intake:status")).content.decode()
    shown = client.get(reverse("intake:questions"))
    assert "When may you work nights?" in shown.content.decode()
    key = Question.objects.get().pk
    refused = client.post(reverse("intake:questions"), {"question": key, "answer": " "})
    assert "Write your answer." in refused.content.decode()
    client.post(reverse("intake:questions"), {"question": key, "answer": "From May on."})
    assert (waiting("hers"), waiting("ours"), waiting("answered")) == ([], [ana.pk], [ana.pk])
    client.force_login(cast.kirsten)
    assert "From May on." in client.get(page(ana)).content.decode()
    client.post(page(ana), {"act": "read"})
    assert waiting("answered") == []
    assert list(Event.objects.filter(act="change").order_by("pk").values_list("who__email", "purpose")) == [
        ("kirsten@example.org", "asked"),
        ("ana@example.org", "answered"),
        ("kirsten@example.org", "answers-read"),
    ]


def test_a_question_is_answered_once_and_by_her_alone(client, cast, make, ana):
    question = questions.ask(ana, "Which shifts?", by=cast.kirsten)
    stranger = make.ApplicationFactory(status=Status.SUBMITTED).applicant
    client.force_login(stranger)
    client.post(reverse("intake:questions"), {"question": question.pk, "answer": "Mine"})
    assert "Which shifts?" not in client.get(reverse("intake:status")).content.decode()
    questions.answer(question, "Days", by=cast.ana)
    with pytest.raises(Refused):
        questions.answer(question, "Nights", by=cast.ana)
    question.refresh_from_db()
    assert question.answer == "Days"


@pytest.mark.parametrize("forged", ["", "x", "0", "99999999999999999999"])
def test_a_forged_question_changes_nothing(client, cast, ana, forged):
    questions.ask(ana, "Which shifts?", by=cast.kirsten)
    client.force_login(cast.ana)
    response = client.post(reverse("intake:questions"), {"question": forged, "answer": "Days"})
    assert (response.status_code, Question.objects.get().answer) == (302, "")


def test_she_is_reminded_once_after_five_days(cast, ana):
    question = questions.ask(ana, "Which shifts?", by=cast.kirsten)
    now = question.asked_at
    for days, letters in [(4, 0), (6, 1), (20, 1)]:
        questions.chase(now + timedelta(days=days))
        assert Letter.objects.filter(name="intake/question_again").count() == letters


def test_nobody_is_reminded_of_what_is_over(cast, ana):
    question = questions.ask(ana, "Which shifts?", by=cast.kirsten)
    actions.withdraw(ana, by=cast.ana)
    questions.chase(question.asked_at + timedelta(days=9))
    assert not Letter.objects.filter(name="intake/question_again").exists()
    assert waiting("hers") == []
    with pytest.raises(Refused):
        questions.ask(ana, "Why?", by=cast.kirsten)


# --- two of one person -----------------------------------------------------------------------------------
@pytest.fixture
def again(make, ana, lists):
    """Ana has sent in another one from another address."""
    second = make.ApplicationFactory(filled=True)
    return actions.submit(second, by=second.applicant)


def test_two_that_look_alike_are_found_and_a_coordinator_decides(client, cast, ana, again):
    likeness = Likeness.objects.get()
    assert (likeness.first, likeness.second, likeness.because) == (ana, again, "phone")
    assert waiting("twins") == [ana.pk, again.pk]
    client.force_login(cast.kirsten)
    assert again.reference in client.get(page(ana)).content.decode()
    client.post(page(ana), {"act": "apart", "likeness": likeness.pk})
    assert waiting("twins") == []
    assert [one.application for one in Remark.objects.filter(kind="apart")] == [ana, again]
    assert {ana.status, Application.objects.get(pk=again.pk).status} == {"submitted"}


@pytest.mark.promise("budget-01")
@pytest.mark.parametrize("act", ["keep_this", "keep_other"])
def test_one_person_keeps_one_application_with_both_histories(client, cast, ana, again, act):
    review.take_in(ana, by=cast.kirsten)
    questions.ask(again, "Which shifts?", by=cast.kirsten)
    review.remark(again, "She called", by=cast.kirsten)
    client.force_login(cast.kirsten)
    sent = {"act": act, "likeness": Likeness.objects.get().pk}
    response = client.post(page(ana), sent)
    assert "taken apart again" in response.content.decode()  # asked once more, without a script
    assert not Application.objects.filter(status=Status.MERGED).exists()
    response = client.post(page(ana), {**dict(response.context["sent"]), "sure": "1"})
    kept, closed = (ana, again) if act == "keep_this" else (again, ana)
    assert response.url == page(kept)
    for one in (kept, closed):
        one.refresh_from_db()
    assert (closed.status, closed.merged_into, kept.ended) == (Status.MERGED, kept, False)
    assert Question.objects.get().application == kept
    shown = client.get(page(kept)).content.decode()
    assert f"{closed.reference}: " in shown and "She called" in shown
    assert page(kept) in client.get(page(closed)).content.decode()
    assert [step.now for step in closed.history()][-1] == Status.MERGED
    assert (waiting("twins"), waiting("hers")) == ([], [kept.pk])
    assert actions.start(closed.applicant) == closed  # no third one beside the two


def test_documents_and_whoever_was_asked_go_along(cast, make, ana, again):
    """Nothing is asked twice; the same paper stays where it is, and nobody confirms herself from another address."""
    paper = {"kind": "cv", "name": "cv.pdf", "type": "pdf", "size": 1}
    Document.objects.create(application=ana, sha256="same", **paper)
    here, there = (
        Document.objects.create(application=again, sha256=each, **paper) for each in ("other", "same")
    )
    Asked.objects.create(application=again, kind="diploma")
    make.VolunteerWorkFactory(volunteering=ana.volunteering, contact_email="")
    asked = make.VolunteerWorkFactory(volunteering=again.volunteering)
    own = make.VolunteerWorkFactory(volunteering=again.volunteering, contact_email=ana.applicant.email)
    vouching.ask(asked.pk)
    twins.merge(ana, again, by=cast.kirsten)
    assert [row.application for row in (Document.objects.get(pk=d.pk) for d in (here, there))] == [ana, again]
    assert Asked.objects.get().application == ana
    assert [w.application for w in (type(own).objects.get(pk=w.pk) for w in (asked, own))] == [ana, again]
    assert Vouch.objects.get().open
    told = Remark.objects.get(application=ana, kind="merged").text
    assert "documents 1, open questions 0, pieces of volunteer work 1" in told
    letter = Letter.objects.get(name="intake/merged")
    assert (letter.to, again.reference in letter.body) == (again.applicant, False)


def test_what_is_decided_is_not_decided_again(client, cast, ana, again):
    likeness = Likeness.objects.get()
    twins.merge(ana, again, by=cast.kirsten)
    client.force_login(cast.jonas)
    client.post(page(ana), {"act": "apart", "likeness": likeness.pk})
    likeness.refresh_from_db()
    assert (likeness.decided, likeness.decided_by) == ("same", cast.kirsten)
    with pytest.raises(Refused):
        twins.merge(again, ana, by=cast.jonas)


def test_namesakes_with_another_education_are_not_alike(make, lists, ana):
    other = make.ApplicationFactory(filled=True)
    other.about.phone, other.background.educations = "+4531999999", [{"country": "ES"}]
    other.about.save()
    other.background.save()
    actions.submit(other, by=other.applicant)
    assert not Likeness.objects.exists()


# --- decisions with a reason -----------------------------------------------------------------------------
def test_the_way_to_authorisation_is_set_with_a_reason(client, cast, ana):
    assert ana.authorisation.track == "THIRD_COUNTRY"
    client.force_login(cast.kirsten)
    refused = client.post(page(ana), {"act": "track", "track": "NORDIC_EU_EEA", "text": ""})
    assert refused.status_code == 400
    client.post(page(ana), {"act": "track", "track": "NORDIC_EU_EEA", "text": "Italian citizen too"})
    ana = Application.objects.get(pk=ana.pk)
    assert ana.authorisation.track == "NORDIC_EU_EEA"
    assert "Italian citizen too" in client.get(page(ana)).content.decode()
    assert Event.objects.get(act="change").purpose == "track-set"
    client.post(page(ana), {"act": "track", "track": "", "text": "A mistake"})
    assert Application.objects.get(pk=ana.pk).authorisation.track == "THIRD_COUNTRY"


def test_a_note_is_the_house_s_own(client, cast, ana):
    client.force_login(cast.kirsten)
    client.post(page(ana), {"act": "note", "text": "Call her on Monday"})
    assert "Call her on Monday" in client.get(page(ana)).content.decode()
    client.force_login(cast.ana)
    assert "Monday" not in client.get(reverse("intake:status")).content.decode()


def test_every_list_of_the_front_page_says_what_it_counts(cast, make, ana):
    """A question moves her from our list to hers, and nobody is on both."""
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert waiting("late") == [ana.pk]
    questions.ask(ana, "Which shifts?", by=cast.kirsten)
    assert not set(waiting("ours")) & set(waiting("hers"))
