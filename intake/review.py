"""What a coordinator does with an application before a place is sought: read, assess, hold, decline."""

from django.db import transaction
from django.utils import timezone

from portal import mail
from portal.audit import Event, note

from .models import Application, Languages, Remark, Residence, Status
from .models.application import WhyHold, WhyNot


@transaction.atomic
def take_in(application, *, by):
    """Begin to read it."""
    application.move(Status.SCREENING, by=by)
    mail.send("intake/reading", application.applicant, key=occasion(application))


@transaction.atomic
def make_ready(application, *, by):
    """It has been read: look for a place."""
    application.move(Status.MATCHABLE, by=by)
    mail.send("intake/looking", application.applicant, key=occasion(application))


@transaction.atomic
def hold(application, why_hold, *, by):
    """Put it aside, with a reason that she reads on her page."""
    application.move(Status.ON_HOLD, by=by, why_hold=WhyHold(why_hold))
    mail.send("intake/on_hold", application.applicant, key=occasion(application))


def occasion(application) -> str:
    """The step just taken, as the key of its letter: the same status may come again later."""
    return f"{application.pk}-{application.history().last().pk}"


@transaction.atomic
def decline(application, why_not, *, by):
    """Say kindly that there can be no placement now, and what she can do instead."""
    application.move(Status.DECLINED, by=by, why_not=WhyNot(why_not))
    mail.send("intake/declined", application.applicant, key=application.pk, why_not=application.why_not)


@transaction.atomic
def assess(application, oral, written, *, by):
    """Write down the Danish we heard; from now on it counts instead of her own view."""
    levels = {"assessed_oral": oral, "assessed_written": written, "assessed_on": timezone.localdate()}
    Languages.objects.update_or_create(application=application, defaults=levels)
    note(by, Event.Act.CHANGE, application, purpose="danish-assessed")


@transaction.atomic
def see_papers(application, work_right, permit_to, *, by):
    """Write down what the residence card says about the right to work."""
    seen = {"work_right": work_right, "permit_to": permit_to}
    Residence.objects.update_or_create(application=application, defaults=seen)
    note(by, Event.Act.CHANGE, application, purpose="work-right-seen")


@transaction.atomic
def rule(application, track, text, *, by):
    """Set the way to authorisation that we go by, instead of the derived one; empty goes back to that."""
    Application.objects.filter(pk=application.pk).update(ruled_track=track)
    application.ruled_track = track
    Remark.objects.create(application=application, kind=Remark.Kind.TRACK, text=text, by=by)
    note(by, Event.Act.CHANGE, application, purpose="track-set")


@transaction.atomic
def remark(application, text, *, by):
    """Keep a note for the other coordinators."""
    Remark.objects.create(application=application, text=text, by=by)
    note(by, Event.Act.CHANGE, application, purpose="noted")
