"""The card of each application, and the triggers that keep it right."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import intake.models.card
from django.db import migrations, models


SQL = r"""
CREATE FUNCTION intake_plain(said text) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT translate(
    regexp_replace(
      normalize(replace(replace(replace(lower(coalesce(said, '')), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), NFKD),
      '[\u0300-\u036f]', '', 'g'),
    'øđłıþðς', 'odlitdσ')
$$;

-- Each word as it stands, and its parts where it is put together.
CREATE FUNCTION intake_words(said text) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT array(
    SELECT DISTINCT left(word, 200)
    FROM intake_plain(said) AS simple, unnest(
      regexp_split_to_array(simple, '\s+') || regexp_split_to_array(simple, '[\s.,;:@()''’_/+-]+')
    ) AS word
    WHERE word <> '')
$$;

CREATE FUNCTION intake_cards_refresh(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE intake_card AS card SET
    (received, status, answer_by, profession_id, danish, starts, departments, source, name, phone, words) =
    (now.received, now.status, now.answer_by, now.profession_id, now.danish, now.starts, now.departments,
     now.source, now.name, now.phone, now.words)
  FROM (
    SELECT
      a.id, coalesce(a.submitted_at, a.created_at) AS received, a.status, a.answer_by,
      background.profession_id, coalesce(languages.assessed_oral, languages.danish_oral) AS danish,
      wishes.available_from AS starts,
      array(
        SELECT DISTINCT department.code::varchar
        FROM intake_wishes_settings AS wished
        JOIN intake_setting AS setting ON setting.id = wished.setting_id
        JOIN intake_department AS department ON department.id = setting.department_id
        WHERE wished.wishes_id = a.id ORDER BY 1
      ) AS departments,
      left(intake_plain(a.source), 60) AS source,
      left(btrim(intake_plain(about.given_name || ' ' || about.family_name)), 210) AS name,
      coalesce(about.phone, '') AS phone,
      array_to_tsvector(
        intake_words(concat_ws(' ', a.reference, person.email, about.given_name, about.family_name))
        || array(SELECT DISTINCT 'lang=' || code FROM unnest(languages.others) AS code WHERE code <> '')
      ) AS words
    FROM intake_application AS a
    JOIN portal_user AS person ON person.id = a.applicant_id
    LEFT JOIN intake_about AS about ON about.application_id = a.id
    LEFT JOIN intake_background AS background ON background.application_id = a.id
    LEFT JOIN intake_languages AS languages ON languages.application_id = a.id
    LEFT JOIN intake_wishes AS wishes ON wishes.application_id = a.id
    WHERE a.id = ANY (changed)
  ) AS now
  WHERE card.application_id = now.id AND (
    card.received, card.status, card.answer_by, card.profession_id, card.danish, card.starts,
    card.departments, card.source, card.name, card.phone, card.words
  ) IS DISTINCT FROM (
    now.received, now.status, now.answer_by, now.profession_id, now.danish, now.starts,
    now.departments, now.source, now.name, now.phone, now.words);
END $$;

CREATE FUNCTION intake_cards_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO intake_card (application_id, received, status, departments, source, name, phone)
  SELECT id, created_at, status, '{}', '', '', '' FROM changed;
  PERFORM intake_cards_refresh(array(SELECT id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION intake_cards_of_applications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM intake_cards_refresh(array(SELECT id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION intake_cards_of_sections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM intake_cards_refresh(array(SELECT application_id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION intake_cards_of_wished_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM intake_cards_refresh(array(SELECT DISTINCT wishes_id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION intake_cards_of_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM intake_cards_refresh(array(
    SELECT a.id FROM changed JOIN intake_application AS a ON a.applicant_id = changed.id));
  RETURN NULL;
END $$;
"""
TRIGGERS = [  # table, what happens there, what is called
    ("intake_application", ["INSERT"], "intake_cards_begin"),
    ("intake_application", ["UPDATE"], "intake_cards_of_applications"),
    *[
        (f"intake_{section}", ["INSERT", "UPDATE", "DELETE"], "intake_cards_of_sections")
        for section in ("about", "background", "languages", "wishes")
    ],
    ("intake_wishes_settings", ["INSERT", "DELETE"], "intake_cards_of_wished_settings"),
    ("portal_user", ["UPDATE"], "intake_cards_of_people"),
]
EXISTING = """
INSERT INTO intake_card (application_id, received, status, departments, source, name, phone)
SELECT id, created_at, status, '{}', '', '', '' FROM intake_application;
SELECT intake_cards_refresh(array(SELECT id FROM intake_application));
"""


def triggers():
    """One trigger for each table and kind of change; a change of many rows calls it once."""
    for table, kinds, function in TRIGGERS:
        for kind in kinds:
            rows = "OLD" if kind == "DELETE" else "NEW"
            yield (
                f"CREATE TRIGGER {function}_{kind.lower()} AFTER {kind} ON {table}"
                f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
            )


def undone():
    functions = dict.fromkeys(function for _table, _kinds, function in TRIGGERS)
    for name in functions:
        yield f"DROP FUNCTION {name}() CASCADE;"
    yield "DROP FUNCTION intake_cards_refresh(bigint[]);"
    yield "DROP FUNCTION intake_words(text);"
    yield "DROP FUNCTION intake_plain(text);"


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0004_partners'),
    ]

    operations = [
        migrations.CreateModel(
            name='Card',
            fields=[
                ('application', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='card', serialize=False, to='intake.application')),
                ('received', models.DateTimeField()),
                ('status', models.CharField(max_length=20)),
                ('answer_by', models.DateField(null=True)),
                ('danish', models.PositiveSmallIntegerField(null=True)),
                ('starts', models.DateField(null=True)),
                ('departments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('name', models.CharField(blank=True, max_length=210)),
                ('phone', models.CharField(blank=True, max_length=128)),
                ('words', intake.models.card.Words(null=True)),
                ('profession', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='intake.profession')),
            ],
            options={
                'indexes': [models.Index(fields=['-received', '-application'], name='cards_newest'), models.Index(fields=['status', '-received', '-application'], name='cards_by_status'), models.Index(fields=['profession', '-received', '-application'], name='cards_by_profession'), models.Index(fields=['source', '-received', '-application'], name='cards_by_source'), models.Index(fields=['name', 'application'], name='cards_by_name'), models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='cards_by_phone'), models.Index(condition=models.Q(('status__in', ['submitted', 'screening'])), fields=['answer_by', 'application'], name='cards_waiting_for_us'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='cards_words')],
            },
        ),
        migrations.RunSQL([SQL, *triggers(), EXISTING], [*undone()]),
    ]
