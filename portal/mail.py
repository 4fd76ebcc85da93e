"""Letters: written in the transaction of what they tell, sent by the worker, and never twice."""

import contextlib
import logging

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from .models import Letter

log = logging.getLogger(__name__)
MAX_TRIES = 20


def send(letter, to, *, key, **context):
    """Write `letter` to the person `to` in her language. `key` names the occasion, so that it goes out once.

    The text is templates/emails/<letter>.txt, its first line the subject. It holds no personal data.
    """
    return post(letter, to.email, key=f"{letter}:{key}", language=to.language, to=to, **context)


def post(letter, address, *, key, language, to=None, **context):
    """Write `letter` to an address, in `language`; see `send`."""
    with translation.override(language):
        text = render_to_string(f"emails/{letter}.txt", {"site_url": settings.SITE_URL, "to": to, **context})
    subject, body = text.strip().split("\n", 1)
    row, new = Letter.objects.get_or_create(
        key=key,
        defaults={"name": letter, "to": to, "address": address, "subject": subject, "body": body.strip()},
    )
    if new:
        transaction.on_commit(nudge)
    return row


def nudge():
    """Ask the worker to send now. When the queue is down the next tick does it."""
    with contextlib.suppress(OperationalError):
        deliver.delay()


@shared_task
def deliver():
    """Send what waits, oldest first. Safe to run twice at once: each letter is taken under a lock."""
    sent = 0
    while send_next():
        sent += 1
    return sent


@transaction.atomic
def send_next() -> bool:
    """Send the next waiting letter; False when none waits or the last try failed."""
    waiting = Letter.objects.filter(sent_at=None, tries__lt=MAX_TRIES)
    letter = waiting.select_for_update(skip_locked=True).order_by("tries", "pk").first()
    if letter is None:
        return False
    try:
        send_mail(letter.subject, letter.body, None, [letter.address])
    except OSError as error:  # SMTP and disk errors alike; the next tick tries again
        log.warning("letter %s was not sent: %s", letter.pk, type(error).__name__)
        Letter.objects.filter(pk=letter.pk).update(tries=F("tries") + 1)
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), body="")
    return True
