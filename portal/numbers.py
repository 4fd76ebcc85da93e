"""Reference numbers: short, one of each, and saying nothing about the person."""

from django.db import connection
from django.utils import timezone


def next_reference(prefix, model) -> str:
    """A number that nobody else gets, from the same counter as the rows of `model`: PR-2027-00042."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return f"{prefix}-{timezone.localdate().year}-{cursor.fetchone()[0]:05d}"
