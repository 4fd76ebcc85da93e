"""The ground all stages stand on, and the roof over them."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
