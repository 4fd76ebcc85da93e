"""The task the bench sends to a real worker: one report, and a note in Redis of what it took."""

import gc
import json
from time import perf_counter, process_time

import redis
from celery import shared_task
from django.conf import settings

from bench._paper import ours

DONE = "bench:report-done"


@shared_task
def make_report(log):
    gc.collect()  # as before the same report in the bench's own process
    clock, cpu = perf_counter(), process_time()
    ours(log)
    took = [perf_counter() - clock, process_time() - cpu]
    with redis.from_url(settings.REDIS_URL) as queue:
        queue.rpush(DONE, json.dumps(took))
