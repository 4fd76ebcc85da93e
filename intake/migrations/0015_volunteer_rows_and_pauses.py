from django.db import migrations, models


def a_row_for_each(apps, schema_editor):
    """What still stands in the section alone becomes its first row."""
    section = apps.get_model("intake", "Volunteering")
    work = apps.get_model("intake", "VolunteerWork")
    alone = section.objects.filter(works=None).exclude(organisation="", tasks="", hours=None)
    work.objects.bulk_create((from_section(work, row) for row in alone.iterator()), batch_size=1000)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def from_section(work, row):
    confirmed = row.verified_on if row.hours else None
    return work(
        volunteering=row,
        organisation=row.organisation,
        tasks=row.tasks,
        hours=row.hours,
        verified_on=confirmed,
        confirmed_hours=row.hours if confirmed else None,
    )


def back_into_the_section(apps, schema_editor):
    """The first row is written where it stood before; the others stay rows."""
    work = apps.get_model("intake", "VolunteerWork")
    for row in work.objects.filter(order=0).select_related("volunteering").iterator():
        section = row.volunteering
        section.organisation, section.tasks, section.hours = row.organisation, row.tasks, row.hours
        section.verified_on = row.verified_on
        section.save(update_fields=["organisation", "tasks", "hours", "verified_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0014_words_before_a_number"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="why_hold",
            field=models.CharField(
                blank=True,
                choices=[
                    ("wish", "You have asked us to wait."),
                    ("papers", "We wait for a document from you, or for an answer from an authority."),
                    ("danish", "A little more Danish first makes a good placement easier to find."),
                    ("no_place", "No place that fits you is free right now."),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
        migrations.RunPython(a_row_for_each, back_into_the_section),
        migrations.RemoveField(model_name="volunteering", name="hours"),
        migrations.RemoveField(model_name="volunteering", name="organisation"),
        migrations.RemoveField(model_name="volunteering", name="tasks"),
        migrations.RemoveField(model_name="volunteering", name="verified_on"),
    ]
