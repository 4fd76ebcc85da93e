"""The task the bench sends to a real worker: one report, and a sign in Redis that it's done."""

import redis
from celery import shared_task
from django.conf import settings

from bench._paper import ours

DONE = "bench:report-done"


@shared_task
def make_report(log):
    paper = ours(log)
    with redis.from_url(settings.REDIS_URL) as queue:
        queue.rpush(DONE, len(paper))
