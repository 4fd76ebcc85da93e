"""ClamAV's daemon for the tests, on a Unix socket, with one hand-written signature."""

import socket

from portal.services.postgres import room_for
from tests.papers import EICAR

CONFIG = """
DatabaseDirectory {folder}/signatures
LocalSocket {socket}
LocalSocketMode 600
Foreground yes
OfficialDatabaseOnly no
LogFile {folder}/clamd-own.log
PidFile {folder}/clamd.pid
"""


class Clamd:
    """The scanner, running between `with` and its end; `url` is what CLAMAV_URL is set to."""

    def __init__(self, services, program):
        self.services, self.program = services, program
        self.folder = services.folder
        self.socket = room_for(self.folder, "clamd.sock") / "clamd.sock"
        self.url = f"unix://{self.socket}"

    def __enter__(self):
        signatures = self.folder / "signatures"
        signatures.mkdir(exist_ok=True)
        (signatures / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        config = self.folder / "clamd.conf"
        config.write_text(CONFIG.format(folder=self.folder, socket=self.socket))
        self.start(config)
        return self

    def __exit__(self, *error):
        self.stop()

    def start(self, config=None):
        self.socket.unlink(missing_ok=True)
        self.services.start("clamd", [self.program, "-c", config or self.folder / "clamd.conf"])
        self.services.wait("clamd", self.answers, seconds=60)

    def stop(self):
        self.services.stop("clamd")

    def answers(self):
        with socket.socket(socket.AF_UNIX) as door:
            try:
                door.connect(str(self.socket))
                door.sendall(b"zPING\0")
                return door.recv(16).startswith(b"PONG")
            except OSError:
                return False
