"""The worker and the clock: Celery, set up by the settings whose names begin with CELERY_."""

import os

from celery import Celery
from celery.signals import worker_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def import_once(**signal):
    """The slow imports, made before the worker forks: its children share them."""
    import weasyprint  # noqa: F401, imported for those who fork from here


@worker_process_init.connect
def warm_up(**signal):
    """One page on paper in each child, so that nobody's first report waits for fonts and caches."""
    from portal import pdf

    pdf.warm_up()
