"""The worker and the clock: Celery, set up by the settings whose names begin with CELERY_."""

import gc
import os

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger, worker_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@after_setup_logger.connect
@after_setup_task_logger.connect
def write_without_words(logger, **signal):
    """What the worker logs of an error is its kind and place, as everywhere."""
    from portal import logs, policy

    for handler in logger.handlers:
        handler.setFormatter(logs.Wordless(policy.LINE))


@worker_init.connect
def import_once(**signal):
    """The slow imports, made before the worker forks: its children share them."""
    import weasyprint  # noqa: F401, imported for those who fork from here


@worker_process_init.connect
def warm_up(**signal):
    """One page on paper in each child, so that nobody's first report waits for fonts and caches."""
    from portal import pdf

    pdf.warm_up()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: no report pays for going through it again
