"""What stood in the way when a line was approved is kept in each language of those who work here."""

from django.db import migrations, models

IN_BOTH = """UPDATE placements_proposal SET refused = CASE refused WHEN '' THEN '{}'
    ELSE jsonb_build_object('da', refused, 'en', refused)::text END"""
IN_ONE = "UPDATE placements_proposal SET refused = coalesce(refused::jsonb ->> 'da', '')"


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0010_preferred_written_and_fewest_hours'),
    ]

    operations = [
        migrations.RunSQL(IN_BOTH, IN_ONE),
        migrations.AlterField(
            model_name='proposal',
            name='refused',
            field=models.JSONField(default=dict),
        ),
    ]
