"""The lines of what has changed, and the triggers that write them."""

from django.db import migrations, models
from django.db.models.functions import Now

NOTE = """
CREATE FUNCTION placements_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rows text := CASE TG_OP WHEN 'UPDATE' THEN '(TABLE changed UNION ALL TABLE gone)' ELSE 'changed' END;
  keys bigint[];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    keys := '{0}';
  ELSE
    EXECUTE format('SELECT array(SELECT DISTINCT %s::bigint FROM %s AS told LIMIT 501)', TG_ARGV[1], rows) INTO keys;
    IF cardinality(keys) > 500 THEN
      keys := '{0}';
    END IF;
  END IF;
  INSERT INTO placements_change (topic, key, tx)
  SELECT TG_ARGV[0], key, pg_current_xact_id()::text::bigint FROM unnest(keys) AS key WHERE key IS NOT NULL;
  RETURN NULL;
END $$;
"""
OF_SEAT = "(SELECT site_id FROM placements_seat WHERE id = told.seat_id)"
TOLD = [  # table, topic, whose facts its rows are
    ("intake_application", "a", "told.id"),
    *[
        (f"intake_{section}", "a", "told.application_id")
        for section in ("about", "background", "authorisation", "residence", "languages", "wishes")
    ],
    ("intake_wishes_settings", "a", "told.wishes_id"),
    ("intake_wishes_districts", "a", "told.wishes_id"),
    ("intake_volunteerwork", "a", "told.volunteering_id"),
    ("placements_placement", "a", "told.application_id"),
    ("placements_placement", "s", OF_SEAT),
    ("placements_seat", "s", "told.site_id"),
    ("placements_site", "s", "told.id"),
    ("placements_site_professions", "s", "told.site_id"),
    ("placements_site_partners", "s", "told.site_id"),
    ("placements_siteagreement", "s", "told.site_id"),
    ("placements_qualityagreement", "s", "0"),
    ("placements_area", "s", "0"),
]
KINDS = {
    "INSERT": "REFERENCING NEW TABLE AS changed",
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS changed",
    "DELETE": "REFERENCING OLD TABLE AS changed",
    "TRUNCATE": "",
}


def triggers(told=TOLD):
    """One trigger for each table and kind of change; a change of many rows calls it once."""
    for table, topic, key in told:
        for kind, rows in KINDS.items():
            yield (
                f"CREATE TRIGGER placements_note_{topic}_{kind.lower()} AFTER {kind} ON {table} {rows}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION placements_note_change('{topic}', '{key}');"
            )


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0015_volunteer_rows_and_pauses"),
        ("placements", "0006_sites_seats_supervisors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(choices=[("a", "Application"), ("s", "Site")], max_length=1)),
                ("key", models.BigIntegerField()),
                ("tx", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=Now())),
            ],
            options={
                "indexes": [models.Index(fields=["topic", "tx"], name="changes_by_transaction")],
            },
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION placements_note_change() CASCADE;"),
        migrations.RunSQL("\n".join(triggers()), migrations.RunSQL.noop),
    ]
