"""The report on paper: against bare WeasyPrint, through the worker, and as the log grows."""

import gc
import json
import os
import subprocess
import sys
from math import log
from statistics import median
from time import perf_counter, process_time

import redis
from django.conf import settings

from bench._paper import bare, naive, ours
from bench._tasks import DONE, make_report
from portal.services import Processes

LOG = 40  # lines in the log of an ordinary report
PAIRS = 15
WORKER = ["-m", "celery", "-A", "portal", "worker", "-I", "bench._tasks", "-P", "prefork", "-l", "info"]


def rows():
    yield against(
        "report.render", ours, bare, "bare WeasyPrint on the same HTML and options, same process", 1.1, PAIRS
    )
    yield against("report.stylesheet", bare, naive, "the same HTML with a design system's stylesheet", 0.6, 3)
    yield growth()
    yield memory()
    yield from through_the_worker()


def against(name, one, other, limit, goal, pairs):
    """Two ways taken in turn in one process, in CPU seconds."""
    one(LOG), other(LOG)
    spent = {one: [], other: []}
    for number in range(pairs):
        for way in [one, other] if number % 2 else [other, one]:
            spent[way].append(seconds(way, LOG))
    return row(name, spent[one], spent[other], limit, goal)


def row(name, took, beside, limit, goal):
    """The least of each: whatever else the machine does can only add to a measurement."""
    ratio = min(took) / min(beside)
    turns = f"least of {len(took)} and {len(beside)}, the middle ones {median(took) / median(beside):.2f}"
    return {
        "name": name,
        "ratio": ratio,
        "limit": f"{limit} ({turns})",
        "goal": f"≤ {goal}",
        "met": ratio <= goal,
    }


def seconds(way, lines):
    """CPU seconds of one paper; what the one before left behind is cleared away first, so that it isn't charged."""
    gc.collect()
    started = process_time()
    way(lines)
    return process_time() - started


def growth(few=300, many=1200, rounds=2):
    """The exponent between two lengths of the log: 1 is twice the time for twice the lines."""
    spent = [(seconds(ours, few), seconds(ours, many)) for _round in range(rounds)]
    short, long = (min(each) for each in zip(*spent, strict=True))
    exponent = log(long / short) / log(many / few)
    return {
        "name": "report.growth",
        "value": exponent,
        "unit": "exponent",
        "limit": f"{few} and {many} lines in the log: {short:.2f} s and {long:.2f} s of CPU, least of {rounds}",
        "goal": "≤ 1.1",
        "met": exponent <= 1.1,
    }


def memory(lines=1200):
    """The most memory a new process holds while it makes one long report, beside bare WeasyPrint in another."""
    most, least = (peak(way, lines) for way in ["ours", "bare"])
    limit = (
        f"bare WeasyPrint, {lines} lines in the log, a new process each: {most} and {least} MiB at the peak"
    )
    return {
        "name": "report.memory",
        "ratio": most / least,
        "limit": limit,
        "goal": "≤ 1.1",
        "met": most / least <= 1.1,
    }


def peak(way, lines):
    code = f"""
import django, resource
django.setup()
from bench import _paper
_paper.{way}({lines})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def through_the_worker(starts=3, turns=5):
    """The worker beside this process, making the same report: its CPU seconds, times what waiting added.

    Taken apart so that the others on a shared machine, who slow both down, don't count.
    """
    first, later, here = [], [], []
    for _start in range(starts):
        with Worker() as worker:
            first.append(worker.make())
            for _turn in range(turns):
                here.append(seconds(ours, LOG))
                later.append(worker.make())
    yield row("report.worker", later, here, "the same report made in this process", 1.1)
    yield row("report.first", first, here, "the same report made in this process", 1.5)


class Worker:
    """A real worker with one child, ready for its first task."""

    def __enter__(self):
        self.queue = redis.from_url(settings.REDIS_URL, socket_timeout=90)
        self.queue.delete(DONE, "celery")
        self.processes = Processes(settings.VAR / "log")
        name = "bench-worker"
        self.processes.log(name).unlink(missing_ok=True)
        self.processes.start(name, [sys.executable, *WORKER, "-c", "1", "-n", "bench@%h"], env=os.environ)
        self.processes.wait(name, lambda: " ready." in self.processes.log(name).read_text(), 60)
        return self

    def make(self):
        """CPU seconds of a report made by the worker, times the clock from call to sign over its own part of it."""
        started = perf_counter()
        make_report.delay(LOG)
        done = self.queue.blpop(DONE, timeout=60)
        if done is None:
            raise TimeoutError(self.processes.last_words("bench-worker"))
        clock, cpu = json.loads(done[1])
        return cpu * (perf_counter() - started) / clock

    def __exit__(self, *error):
        self.processes.close()
        self.queue.close()
