"""The arrays of a run are kept as they are: compressing them takes longer than the run's own work."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("placements", "0008_groundwork_and_first_bus")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE placements_kept ALTER COLUMN arrays SET STORAGE EXTERNAL",
            "ALTER TABLE placements_kept ALTER COLUMN arrays SET STORAGE EXTENDED",
        )
    ]
