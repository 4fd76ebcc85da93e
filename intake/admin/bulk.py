"""The same act on many applications: first a page that says what will happen to how many, then the act."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.flow import Refused

from .. import questions, review
from ..forms.review import AskForm, HoldForm
from ..models import Question, Status
from ..models.desk import BEFORE_A_PLACE

MOST = 500  # at a time


@dataclass(frozen=True)
class Bulk:
    """One act: its words, what it asks for, what it does, and whom it can't be done to, with the reason."""

    title: Promise
    effect: Promise
    form: type[forms.Form]
    act: object
    why_not: object


def not_to_hold(rows):
    return {row.pk: row.get_status_display() for row in rows if not row.can(Status.ON_HOLD)}


def not_to_ask(rows):
    keys = [row.pk for row in rows]
    waiting = (
        Question.objects.unanswered().filter(application__in=keys).values_list("application_id", flat=True)
    )
    found = dict.fromkeys(waiting, _("A question waits for an answer already"))
    return found | {row.pk: row.get_status_display() for row in rows if row.status not in BEFORE_A_PLACE}


BULKS = {
    "hold_all": Bulk(
        gettext_lazy("Put on hold"),
        gettext_lazy("They are put aside. Each gets a letter and reads the reason on her own page."),
        HoldForm,
        review.hold,
        not_to_hold,
    ),
    "ask_all": Bulk(
        gettext_lazy("Ask all the same question"),
        gettext_lazy("Each gets a letter that there is a question, and answers on her own page."),
        AskForm,
        questions.ask,
        not_to_ask,
    ),
}


class BulkActs:
    """The acts of the list, for an admin of applications."""

    actions = ("hold_all", "ask_all")

    @admin.action(description=BULKS["hold_all"].title)
    def hold_all(self, request, rows):
        return self.bulk(request, rows, "hold_all")

    @admin.action(description=BULKS["ask_all"].title)
    def ask_all(self, request, rows):
        return self.bulk(request, rows, "ask_all")

    def bulk(self, request, rows, name):
        """The preview; once it is confirmed, the act on exactly those it spoke of."""
        rows, bulk = list(rows.order_by()[: MOST + 1]), BULKS[name]
        if len(rows) > MOST:
            words = _("That is more than %(most)s. Narrow the list with a filter, and take them in turns.")
            return messages.error(request, words % {"most": MOST})
        left_out = bulk.why_not(rows)
        able = [row for row in rows if row.pk not in left_out]
        form = bulk.form(request.POST if "confirmed" in request.POST else None)
        if "confirmed" in request.POST and form.is_valid():
            return self.do(request, able, bulk, form.cleaned_data)
        return self.page(
            request,
            "admin/intake/application/bulk.html",
            bulk.title,
            bulk=bulk,
            name=name,
            form=form,
            able=able,
            left_out=Counter(left_out.values()).most_common(),
        )

    def do(self, request, able, bulk, said):
        done = 0
        for row in able:
            try:
                bulk.act(row, **said, by=request.user)
                done += 1
            except Refused:  # somebody was quicker with this one; the count tells
                continue
        words = ngettext("Done for %(n)s application.", "Done for %(n)s applications.", done) % {"n": done}
        messages.success(request, words)
