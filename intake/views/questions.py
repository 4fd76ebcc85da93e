"""What we have asked an applicant, one question at a time, so that no address holds a number."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access import allow
from portal.flow import Refused
from portal.roles import Act

from .. import questions as asking
from ..forms.questions import AnswerForm
from ..models import Question


@allow(Act.APPLY)
@require_http_methods(["GET", "POST"])
def questions(request):
    """The question that has waited longest; the next one follows, or her page."""
    waiting = Question.objects.visible_to(request.user).unanswered()
    asked = _meant(request, waiting)
    if asked is None:
        return redirect("intake:status")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _keep(request, asked, form, waiting)
    return render(request, "intake/question.html", {"asked": asked, "form": form})


def _meant(request, waiting):
    """The question the form was about, if it still waits; without a form the oldest."""
    key = request.POST.get("question", "")
    if request.method == "POST":
        return waiting.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    return waiting.first()


def _keep(request, asked, form, waiting):
    try:
        asking.answer(asked, form.cleaned_data["answer"], by=request.user)
    except Refused:
        messages.info(request, _("You have answered this question already."))
    else:
        messages.success(request, _("Thank you. We have your answer."))
    return redirect("intake:questions" if waiting.exists() else "intake:status")
