"""What happens around a confirmation: asked, reminded, given, declined, run out, asked of somebody else.

Nothing here is ever waited for: an application goes on whether or not somebody answers.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal import mail
from portal.flow import Refused

from .models import VolunteerWork, Vouch
from .models.links import hashed
from .models.vouching import CHASED, VALID

MOST = 5  # people one may ask about one piece of work
AT_ONCE = 200  # in one tick
KEPT = timedelta(days=90)  # the address of somebody who was asked


class TooMany(Refused):
    """She has asked more people about this work than we write to."""


class Known(Refused):
    """There is nothing to ask: it is confirmed, or the application has ended or was never sent."""


# --- asking -----------------------------------------------------------------------------------------------
def ask_all():
    """Write to the contacts named in applications that have been sent in."""
    for key in VolunteerWork.objects.to_ask().values_list("pk", flat=True)[:AT_ONCE]:
        ask(key)


@transaction.atomic
def ask(key):
    """Write to the contact of one piece of work, once."""
    work = VolunteerWork.objects.select_for_update(of=["self"], skip_locked=True).filter(pk=key).first()
    if work and not work.asked_id:
        write_to(work, work.contact_name, work.contact_email)


def write_to(work, name, email) -> Vouch:
    now = timezone.now()
    vouch = Vouch(work=work, name=name, email=email.strip().lower(), asked_at=now, expires_at=now + VALID)
    vouch.renew_link()
    vouch.save()
    VolunteerWork.objects.filter(pk=work.pk).update(asked=vouch)
    vouch.begin(by=None)
    letter(vouch)
    return vouch


def letter(vouch):
    """The letter with the link, in Danish and English, with nothing about anybody in it."""
    key = f"vouch:{vouch.pk}:{vouch.reminded}"
    mail.post("intake/vouch_asked", vouch.email, key=key, language="da", vouch=vouch)


@transaction.atomic
def replace(work, name, email, *, by) -> Vouch:
    """Ask somebody else, or somebody for the first time; whoever hasn't answered is left in peace."""
    work = VolunteerWork.objects.select_for_update(of=["self"]).get(pk=work.pk)
    application = work.application
    if work.verified_on or not application.submitted_at or application.ended:
        raise Known(f"{work} is not asked about")
    if work.vouches.count() >= MOST:
        raise TooMany(f"{work}: {MOST} have been asked")
    for silent in work.vouches.filter(status=Vouch.Status.ASKED):
        silent.move(Vouch.Status.REPLACED, by=by)
    work.contact_name, work.contact_email, work.may_ask = name, email, True
    work.save(update_fields=["contact_name", "contact_email", "may_ask"])
    return write_to(work, name, email)


# --- answering --------------------------------------------------------------------------------------------
def behind(token) -> Vouch | None:
    """The question whose link this is, answered or not."""
    rows = Vouch.objects.select_related("work__partner", "work__volunteering__application__about")
    return rows.filter(digest=hashed(token)).first()


@transaction.atomic
def give(vouch, did, hours, begins, ends):
    """She did it: the hours count from now on, and she is told that somebody has answered."""
    said = {"knows_her": True, "did": did, "hours": hours, "begins": begins, "ends": ends}
    vouch.move(Vouch.Status.GIVEN, by=None, answered_at=timezone.now(), **said)
    VolunteerWork.objects.filter(pk=vouch.work_id).update(
        verified_on=timezone.localdate(),
        confirmed_hours=hours,
        confirmed_from=begins,
        confirmed_to=ends,
    )
    tell(vouch, "intake/vouch_given")


@transaction.atomic
def decline(vouch, knows_her=None):
    """Whoever was asked can't say, doesn't want to, or doesn't know her."""
    vouch.move(Vouch.Status.DECLINED, by=None, answered_at=timezone.now(), knows_her=knows_her)
    tell(vouch, "intake/vouch_silent")


def tell(vouch, letter):
    """Tell her, without saying about whom or what."""
    mail.send(letter, vouch.work.application.applicant, key=vouch.pk)


# --- the clock --------------------------------------------------------------------------------------------
def remind(now=None):
    """Write again after 3 and after 7 days; somebody who was away for both gets one letter."""
    now = now or timezone.now()
    for vouch in Vouch.objects.to_remind(now)[:AT_ONCE]:
        chase(vouch, sum(vouch.asked_at + after <= now for after in CHASED))


@transaction.atomic
def chase(vouch, number):
    if not Vouch.objects.filter(pk=vouch.pk, status=Vouch.Status.ASKED, reminded__lt=number).update(
        reminded=number
    ):
        return  # somebody was quicker: an answer, or another tick
    vouch.reminded = number
    if not vouch.has_link:  # the secret key is a new one, and the old letters with it
        vouch.renew_link()
        vouch.save(update_fields=["seed", "digest"])
    letter(vouch)


def run_out(now=None):
    """Stop waiting for those who have not answered in time; she is told that she may name somebody else."""
    for vouch in Vouch.objects.run_out(now or timezone.now()).select_related(
        "work__volunteering__application"
    )[:AT_ONCE]:
        stop_waiting(vouch)


@transaction.atomic
def stop_waiting(vouch):
    try:
        vouch.move(Vouch.Status.EXPIRED, by=None)
    except Refused:
        return  # an answer came this very moment
    if not vouch.work.application.ended:
        tell(vouch, "intake/vouch_silent")


def forget(now=None):
    """Delete the addresses of those whom we no longer ask."""
    long_ago = (now or timezone.now()) - KEPT
    done = Vouch.objects.exclude(status=Vouch.Status.ASKED).filter(asked_at__lt=long_ago)
    done.exclude(email="").update(email="")
