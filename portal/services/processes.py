"""Processes that end with us: each with its log and session, and a watchman who outlives kill -9."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

# Reads whom to stop, one a line, until our end of the pipe closes, as it does however we end.
WATCHMAN = """
trap '' INT TERM HUP
while read -r who; do all="$all $who"; done
for who in $all; do kill -s INT "$who"; done
for second in 1 2 3 4 5 6 7 8; do
  sleep 1
  left=; for who in $all; do kill -s 0 "$who" && left=1; done
  [ "$left" ] || break
done
for who in $all; do kill -s KILL "$who"; kill -s KILL -- "-$who"; done
"""
PATIENCE = 15  # seconds a process may take to end before it is killed


class NotReady(RuntimeError):
    """A process ended or stayed silent before it was ready; the message ends with its last words."""


class Processes:
    """Starts processes and stops them. Their children and grandchildren end with them."""

    def __init__(self, logs, hold=()):
        """`logs` is a folder; `hold` are file descriptors every process keeps open until it is gone."""
        self.logs = Path(logs)
        self.logs.mkdir(parents=True, exist_ok=True)
        self.hold = tuple(hold)
        self.running = {}
        self.watchman = subprocess.Popen(
            ["/bin/sh", "-c", WATCHMAN],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            pass_fds=self.hold,
            start_new_session=True,
        )

    def start(self, name, argv, *, env=None, **options):
        """Start a process in the background; what it says goes to <name>.log, begun anew."""
        with self.log(name).open("wb") as log:
            process = subprocess.Popen(
                [str(arg) for arg in argv],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.hold,
                start_new_session=True,
                **options,
            )
        self.running[name] = process
        self.watch(process.pid)
        return process

    def watch(self, pid):
        """Have the watchman stop a process and its group should we be killed."""
        self.watchman.stdin.write(f"{pid}\n".encode())
        self.watchman.stdin.flush()

    def log(self, name):
        return self.logs / f"{name}.log"

    def wait(self, name, ready, seconds=30):
        """Wait until `ready()` is true; say what went wrong if it never is."""
        process, until = self.running[name], time.monotonic() + seconds
        while not ready():
            if process.poll() is not None:
                raise NotReady(f"{name} ended with code {process.returncode}.\n{self.last_words(name)}")
            if time.monotonic() > until:
                raise NotReady(f"{name} was not ready after {seconds} seconds.\n{self.last_words(name)}")
            time.sleep(0.02)

    def last_words(self, name, lines=12):
        text = self.log(name).read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([f"The end of {self.log(name)}:", *(f"  {line}" for line in text[-lines:])])

    def stop(self, *names):
        """Stop the named processes, or all of them."""
        leaving = [self.running.pop(name) for name in names or list(self.running)]
        for process in leaving:
            process.send_signal(signal.SIGINT)
        for process in leaving:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            kill_group(process.pid)

    def close(self):
        self.stop()
        self.watchman.kill()
        self.watchman.wait()
        self.watchman.stdin.close()


def kill_group(leader):
    """End what a process left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def leave_on_signals():
    """Turn Ctrl-C, SIGTERM and a closed terminal into one SystemExit: `with` and `finally` tidy up."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def leave(number, frame):
        for each in numbers:
            signal.signal(each, lambda number, frame: None)  # tidying up isn't interrupted
        sys.exit(128 + number)

    for each in numbers:
        signal.signal(each, leave)
