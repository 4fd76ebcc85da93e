"""Where an applicant stands, in words: what happens now, who has the ball, and what has happened."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.models import Letter

from .models import Status
from .models.application import WhyHold
from .models.desk import BEFORE_A_PLACE

WE, YOU, SITE = _("We have the ball."), _("You have the ball."), _("The site has the ball.")
NOBODY = _("There is nothing to wait for.")


@dataclass(frozen=True)
class Standing:
    """What a status means to her."""

    now: Promise  # the headline
    next: Promise  # what follows
    ball: Promise


STANDINGS = {
    Status.SUBMITTED: Standing(
        _("We have received your application"),
        _("A coordinator reads it and looks for a good place for you, in both departments."),
        WE,
    ),
    Status.SCREENING: Standing(
        _("We are reading your application"),
        _("We write to you if something is missing. Then we look for a place."),
        WE,
    ),
    Status.MATCHABLE: Standing(
        _("We are looking for a place for you"),
        _("We compare your wishes with the places that are free. Then we ask a site."),
        WE,
    ),
    Status.PROPOSED: Standing(
        _("We have suggested you to a site"),
        _("The manager of the site says yes or not now. If it is not now, we look for another place."),
        SITE,
    ),
    Status.PLACED: Standing(
        _("Your placement is agreed"),
        _("You get a letter with the place, the dates and the name of the one who meets you."),
        _("You and the site have the ball."),
    ),
    Status.COMPLETED: Standing(
        _("You have completed your placement"),
        _("Well done. Talk with your supervisor or with us about what comes next."),
        NOBODY,
    ),
    Status.ON_HOLD: Standing(
        _("Your application is on hold"),
        _("We keep it safe. Write to us when you are ready, and we go on."),
        YOU,
    ),
    Status.DECLINED: Standing(
        _("We cannot offer you a placement now"),
        _("The letter we sent you tells why and what you can do. You may apply again."),
        NOBODY,
    ),
    Status.WITHDRAWN: Standing(
        _("You have withdrawn your application"),
        _("We have stopped working on it. You may apply again."),
        NOBODY,
    ),
    Status.MERGED: Standing(
        _("You have sent two applications. We have made them one"),
        _("We go on with the other one. Log in with the e-mail you used there to see where it stands."),
        NOBODY,
    ),
}
FULL = Standing(  # on hold, because there is no room
    STANDINGS[Status.ON_HOLD].now,
    _("We keep it safe, and we write to you when there is a place."),
    WE,
)
ASKED = _("We have asked you for something. Answer below, and we go on.")


def stand(application, questions, asked) -> Standing:
    """Where she stands: while we wait for an answer or a document of hers, the ball is hers."""
    found = STANDINGS[application.status]
    if application.status == Status.ON_HOLD and application.why_hold == WhyHold.NO_PLACE:
        found = FULL
    if application.status in BEFORE_A_PLACE and any(each.answered_at is None for each in questions):
        return Standing(found.now, ASKED, YOU)
    if application.status in BEFORE_A_PLACE and any(each["answered_at"] is None for each in asked):
        return Standing(found.now, ASKED, YOU)
    return found


HAPPENED = {
    Status.SUBMITTED: _("You sent your application"),
    Status.SCREENING: _("We began to read your application"),
    Status.MATCHABLE: _("We began to look for a place"),
    Status.PROPOSED: _("We suggested you to a site"),
    Status.PLACED: _("Your placement was agreed"),
    Status.COMPLETED: _("You completed your placement"),
    Status.ON_HOLD: _("Your application was put on hold"),
    Status.DECLINED: _("We could not offer you a placement"),
    Status.WITHDRAWN: _("You withdrew your application"),
    Status.MERGED: _("We made your two applications one"),
}


def history(application) -> list[dict]:
    """What has happened, the newest first. It names no one: the whole house answers."""
    events = [{"at": application.created_at, "words": _("You began your application")}]
    events += [{"at": step.at, "words": HAPPENED[step.now]} for step in application.history()]
    return events[::-1]


def letters(application) -> list[dict]:
    """What we have written to her, the newest first: when and about what. The text is only in her mailbox."""
    since = Letter.objects.filter(to=application.applicant_id).exclude(name__startswith="account/")
    return [{"at": letter.written_at, "words": letter.subject} for letter in since.order_by("-pk")[:20]]
