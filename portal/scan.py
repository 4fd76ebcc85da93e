"""The virus scanner, ClamAV, where `CLAMAV_URL` names one. Whatever isn't a clear answer is none."""

from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.checks import Tags, Warning, register

PATIENCE = 60  # seconds for one file


class NoAnswer(Exception):
    """The scanner couldn't be asked or didn't give a clear answer, so nobody may open the file yet."""


def on() -> bool:
    return bool(settings.CLAMAV_URL)


def infected(file) -> bool:
    """Whether the scanner finds something in an open file; `NoAnswer` unless it says yes or no."""
    try:
        verdict, _name = scanner().instream(file)["stream"]
    except (ClamdError, OSError, KeyError) as error:
        raise NoAnswer(type(error).__name__) from error
    if verdict not in ("OK", "FOUND"):
        raise NoAnswer(verdict)
    return verdict == "FOUND"


def scanner():
    """tcp://host:3310 or unix:///run/clamd.sock."""
    url = urlsplit(settings.CLAMAV_URL)
    if url.scheme == "unix":
        return ClamdUnixSocket(path=url.path, timeout=PATIENCE)
    return ClamdNetworkSocket(host=url.hostname, port=url.port or 3310, timeout=PATIENCE)


@register(Tags.security, deploy=True)
def a_scanner_is_set(app_configs, **kwargs):
    """Said by `check --deploy`: a server without a scanner hands out files that nobody has looked through."""
    if on():
        return []
    return [
        Warning(
            "CLAMAV_URL is not set: uploaded files are not scanned for viruses.",
            hint="Set it to tcp://host:3310 or unix:///path/of/clamd.sock.",
            id="portal.W001",
        )
    ]
