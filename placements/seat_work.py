"""The way of a file of seats: handed in, read by the worker, stored once somebody has seen it, gone after a day."""

import json
import logging
import zlib
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.audit import Event, note
from portal.flow import Refused

from . import seat_files
from .models import FileState, Seat, SeatFile
from .models.seat_files import KEPT, READS
from .sheets.reading import Unreadable

log = logging.getLogger(__name__)
TRIES = 3  # after that the file has failed
SHOWN = 300  # fates on the page; all of them are in the file beside it


# --- what people do --------------------------------------------------------------------------------------
@transaction.atomic
def take_in(content, *, by) -> SeatFile:
    """Keep a file until the worker has read it."""
    file = SeatFile.objects.create(content=content, by=by, language=get_language())
    file.begin(by=by)
    return file


def confirm(file, *, by):
    """What was shown shall be stored. `Refused` where that was said before."""
    ask(file, FileState.STORING, by)


def again(file, *, by):
    """Read a file that failed once more."""
    ask(file, FileState.WAITING, by)


def ask(file, to, by):
    file.move(to, by=by, asked_at=timezone.now(), seen_at=None, tries=0, step=0, rows=0, said="")


def forget():
    """Throw away files and what was found in them after a day."""
    SeatFile.objects.filter(at__lt=timezone.now() - KEPT).delete()


# --- what the worker does --------------------------------------------------------------------------------
def perform(number):
    """Read or store a file from its beginning, whoever began before. True when it should be tried again soon."""
    file = take(number)
    if file is None:
        return False
    try:
        with translation.override(file.language):
            (store if file.status == FileState.STORING else read)(file)
    except Refused:
        log.info("Seat file %s: somebody else was quicker", number)
    except Exception as error:  # whatever is wrong with one file, the worker goes on
        log.warning("Seat file %s: %s", number, type(error).__name__)
        return give_up(file)
    return False


@transaction.atomic
def take(number):
    """The file with one try more on it; None where it is done, given up or gone."""
    file = SeatFile.objects.select_for_update().filter(pk=number).first()
    if file is None or not file.under_way:
        return None
    if file.status == FileState.WAITING:
        file.move(FileState.READING, by=None)
    if file.tries >= TRIES:  # the tries before ended the worker itself
        file.move(FileState.FAILED, by=None)
        return None
    file.tries += 1
    file.seen_at = timezone.now()
    file.save(update_fields=["tries", "seen_at"])
    return file


def give_up(file):
    """After the last try the file has failed; before it there is one more, which is answered by True."""
    if file.tries < TRIES:
        return True
    found = SeatFile.objects.filter(pk=file.pk).first()
    if found and found.can(FileState.FAILED):
        found.move(FileState.FAILED, by=None)
    return False


def tell(number, step, rows=0):
    """Write down how far the work is."""
    SeatFile.objects.filter(pk=number).update(step=step, rows=rows, seen_at=timezone.now())


def read(file):
    """Find out what would become of each line; nothing is stored."""
    try:
        table = seat_files.table(bytes(file.content), partial(tell, file.pk, 0))
    except Unreadable as error:
        return file.move(FileState.REFUSED, by=None, said=str(error), content=b"")
    tell(file.pk, 1)
    return show(file, seat_files.plan(table, timezone.localdate(), tell=partial(tell, file.pk, 1)))


def store(file):
    """Store what was shown, all of it or nothing; where the seats have changed since, show how it is now."""
    table = seat_files.table(bytes(file.content), partial(tell, file.pk, 0))
    tell(file.pk, len(READS))
    with transaction.atomic():
        SeatFile.objects.select_for_update().get(pk=file.pk)
        found = seat_files.plan(table, timezone.localdate(), lock=True)
        if found.digest == file.digest and written(found):
            note(file.by, Event.Act.CHANGE, of=Seat._meta.label_lower, purpose="seats-imported")
            file.move(FileState.STORED, by=file.by, content=b"")
        else:
            changed = _(
                "The seats have changed since you looked, so nothing was stored. This is how it is now."
            )
            show(file, seat_files.plan(table, timezone.localdate()), said=changed)


def written(found) -> bool:
    """Write the seats; False when somebody made one of them in this moment."""
    try:
        with transaction.atomic():
            seat_files.write(found)
    except IntegrityError:
        return False
    return True


def show(file, found, said=""):
    """Keep what was found until somebody has seen it."""
    order = list(seat_files.words())
    first = sorted(found.fates, key=lambda fate: (order.index(fate.what), fate.line))[:SHOWN]
    file.move(
        FileState.SHOWN,
        by=None,
        step=len(READS),
        said=said,
        digest=found.digest,
        counts=found.counts,
        notes=found.notes,
        first=first,
        packed=zlib.compress(json.dumps(found.fates).encode()),
    )
