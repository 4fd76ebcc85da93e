"""Files that people hand in: what they may be, opened where nothing can be broken, and handed out as files only."""

import hashlib
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import FileResponse

from . import looking
from .looking import Unfit

MOST = 10 * 1024 * 1024  # bytes of one file
PATIENCE = 20  # seconds for opening one on a busy machine
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
ENDINGS = {".pdf": "pdf", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png"}
BEGINS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
HEADERS = {  # for whatever is handed out: a file, and nothing that a browser may run or keep
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


class Capped(FileUploadHandler):
    """Stops taking in a file once it is too big, while it comes; `request.too_big` says so to the form."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data, start):
        self.taken += len(raw_data)
        if self.taken > MOST:
            self.request.too_big = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


@dataclass(frozen=True)
class Looked:
    """A file that may be kept, as it will be kept."""

    data: bytes
    type: str  # of TYPES
    name: str  # what she calls it, fit to be shown

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def handed_out(file, name, kind) -> FileResponse:
    """An open file as a download of that name; `kind` is one of TYPES."""
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind], headers=HEADERS)


def look(upload) -> Looked:
    """Open what was uploaded; `Unfit` unless its ending, its first bytes and its inside say the same."""
    name = shown(upload.name)
    kind = ENDINGS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise Unfit("ending")
    if not upload.size:
        raise Unfit("empty")
    if upload.size > MOST:
        raise Unfit("size")
    data = upload.read()
    if not data.startswith(BEGINS[kind]):
        raise Unfit("other")
    kept = apart(kind, data)
    if len(kept) > MOST:
        raise Unfit("size")
    return Looked(kept, kind, name)


def apart(kind, data) -> bytes:
    """Have it opened by a process of its own, so that a file that breaks or blocks it harms nobody."""
    argv = [sys.executable, "-I", str(Path(looking.__file__)), kind]
    try:
        done = subprocess.run(argv, input=data, capture_output=True, timeout=PATIENCE)  # noqa: S603, argv is our own, the file goes in by stdin
    except subprocess.TimeoutExpired as error:
        raise Unfit("pages") from error
    if done.returncode == looking.REFUSED:
        raise Unfit(done.stderr.decode())
    if done.returncode:
        raise Unfit("damaged")
    return done.stdout


def shown(name, most=100) -> str:
    """A file's name as a page may show it: no folders, nothing unseen, not endless; the ending stays."""
    name = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    unseen = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    name = "".join(c for c in name if unicodedata.category(c) not in unseen)
    name = re.sub(r"\s+", " ", name).strip()
    ending = PurePosixPath(name).suffix
    return name[: most - len(ending)] + ending if len(name) > most and len(ending) < 10 else name[:most]
