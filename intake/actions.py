"""What happens to an application: begun, saved, sent, withdrawn."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import mail
from portal.flow import Refused
from portal.models import DatedRule, User
from portal.numbers import next_reference
from portal.roles import Role

from . import documents, partners, rules, twins
from .models import About, Application, Background, Category, Document, Status
from .models.application import ENDED


class Incomplete(Refused):
    """Sections are missing, so it can't be sent yet."""


class NoRule(LookupError):
    """A dated rule that the house can't do without isn't there."""


def start(applicant, source="", referrer="", category="") -> Application:
    """The open application of this person; a draft with a reference is made where there is none.

    `source` is the word in the link she came by; without one it is the partner who referred her. `referrer` is the
    site the link stood on, `category` what it says she is; a word that isn't one of ours says nothing.
    """
    while True:
        mine = Application.objects.filter(applicant=applicant)
        found = mine.exclude(status__in=ENDED).first() or mine.gone_on_with().first()
        if found:
            return found
        with (
            suppress(IntegrityError),
            transaction.atomic(),
        ):  # another tab was quicker, or the number is taken
            return Application.objects.create(
                applicant=applicant,
                reference=next_reference("PR", Application),
                source=source or partners.source_of(applicant.email),
                referrer=referrer,
                category=category if category in Category else "",
            )


@transaction.atomic
def save_section(application, form):
    """Write what is valid in the form of one section; `Refused` once the application was sent."""
    mine = Application.objects.filter(pk=application.pk, status=Status.DRAFT)
    if not mine.update(saved_at=timezone.now()):  # and nobody sends it until this is done
        raise Refused(f"{application} was sent, its answers are fixed")
    form.instance.application = application
    form.keep()
    look_again(application, form.instance)


def look_again(application, saved):
    """A new citizenship, profession or education may lead another way: then the answer about it is asked again."""
    row = application.section("authorisation")
    moved = isinstance(saved, About | Background) and row and row.complete
    if moved and row.stage not in application.stages:
        row.complete = False
        row.save(update_fields=["complete"])


@transaction.atomic
def submit(application, *, by, language=None):
    """Send the application in, once, however often it is asked for; `Incomplete` while sections are missing.

    `language` is the one she reads the page in; from now on we write to her in it.
    """
    Application.objects.select_for_update().get(pk=application.pk)  # no section changes while we look
    application = Application.objects.with_sections().get(pk=application.pk)
    if application.submitted_at:
        return application
    if application.missing:
        raise Incomplete(", ".join(application.missing))
    if language:
        application.applicant.language = language
        application.applicant.save(update_fields=["language"])
    today = timezone.localdate()
    application.move(
        Status.SUBMITTED,
        by=by,
        submitted_at=timezone.now(),
        answer_by=rules.answer_by(today, answer_days(today)),
    )
    twins.find(application)
    mail.send("intake/received", application.applicant, key=application.pk, answer_by=application.answer_by)
    return application


def answer_days(on) -> int:
    """How many days we promise to answer within, by the rule in force on that day."""
    rule = DatedRule.objects.rule_on("answer-days", on)
    if rule is None:
        raise NoRule(f'There is no dated rule "answer-days" in force on {on}: add it in the admin.')
    return rule.value["days"]


@transaction.atomic
def withdraw(application, *, by):
    """Take the application back; doing it again changes nothing."""
    application = (
        Application.objects.select_for_update(of=["self"]).select_related("applicant").get(pk=application.pk)
    )
    if application.status == Status.WITHDRAWN:
        return
    if not application.withdrawable:
        raise Refused(f"{application} is {application.status}: a site must be told first")
    application.move(Status.WITHDRAWN, by=by)
    if application.submitted_at:
        mail.send("intake/withdrawn", application.applicant, key=application.pk)


@transaction.atomic
def forget(now=None):
    """Delete drafts that nobody has touched for a long time, and applicants who never began."""
    limit = (now or timezone.now()) - rules.DRAFT_KEPT
    drafts = Application.objects.filter(status=Status.DRAFT, saved_at__lt=limit)
    documents.discard(Document.objects.filter(application__in=drafts))
    drafts.delete()
    User.objects.filter(role=Role.APPLICANT, applications=None, date_joined__lt=limit).delete()
