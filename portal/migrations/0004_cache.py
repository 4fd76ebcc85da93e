"""The table of the cache, where the limits of sign-in are counted."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema):
    call_command("createcachetable", database=schema.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_languages")]
    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
