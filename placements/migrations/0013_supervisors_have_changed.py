"""Lines and triggers for what bears on the room of supervisors."""

from importlib import import_module

from django.db import migrations, models

triggers = import_module("placements.migrations.0007_what_has_changed").triggers
TOLD = [  # table, topic, whose facts its rows are; -1 is the supervisor nobody has named
    ("placements_supervisor", "v", "told.id"),
    ("placements_supervisorshare", "v", "told.supervisor_id"),
    ("placements_training", "v", "told.supervisor_id"),
    ("placements_absence", "v", "told.supervisor_id"),
    ("placements_placement", "v", "coalesce(told.supervisor_id, -1)"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0012_seat_files_read_by_the_worker'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='topic',
            field=models.CharField(choices=[('a', 'Application'), ('s', 'Site'), ('v', 'Supervisor')], max_length=1),
        ),
        migrations.RunSQL("\n".join(triggers(TOLD)), migrations.RunSQL.noop),
    ]
