"""Many rows at once: PostgreSQL's COPY, for tables nobody needs the new numbers of."""

from operator import attrgetter

from django.db import connection


def pour(model, rows):
    """Write model instances without INSERT. Constraints hold as always; save() and signals don't run."""
    fields = [f for f in model._meta.local_concrete_fields if f.get_internal_type() != "BigAutoField"]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    readers = [reader(f) for f in fields]
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([read(row) for read in readers])


def reader(field):
    """How to read a field for the database: most as they are, the others as the field itself prepares them."""
    plain = type(field).__module__.startswith("django.db.models.fields") and not getattr(
        field, "auto_now", False
    )
    if plain and field.get_internal_type() not in ("JSONField", "FileField"):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
