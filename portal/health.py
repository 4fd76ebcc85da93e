"""Whether the house stands: asked by the proxy and the containers."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse

from .access import public


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def queue():
    with redis.from_url(settings.REDIS_URL, **settings.REDIS_PATIENCE) as server:
        server.ping()


CHECKS = {"database": database, "queue": queue}


@public
def healthz(request):
    """200 when PostgreSQL and Redis answer, else 503 with the names of those that don't."""
    down = []
    for name, check in CHECKS.items():
        try:
            check()
        except (DatabaseError, redis.RedisError, OSError):
            down.append(name)
    return JsonResponse({"ok": not down, "down": down}, status=503 if down else 200)
