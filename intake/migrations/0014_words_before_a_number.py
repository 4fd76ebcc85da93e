"""The year of a reference is a word of its own: PostgreSQL sees that nearly every card has it, and reads in order."""

from django.db import migrations

WORDS = r"""
CREATE OR REPLACE FUNCTION intake_words(said text) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT array(
    SELECT DISTINCT left(word, 200)
    FROM intake_plain(said) AS simple, unnest(
      regexp_split_to_array(simple, '\s+') || regexp_split_to_array(simple, '[\s.,;:@()''’_/+-]+') %s
    ) AS word
    WHERE word <> '')
$$;
SELECT intake_cards_refresh(array(SELECT id FROM intake_application));
"""
BEFORE_THE_LAST_HYPHEN = r"|| regexp_split_to_array(regexp_replace(simple, '-[^-\s]*(?=\s|$)', '', 'g'), '\s+')"


class Migration(migrations.Migration):
    dependencies = [("intake", "0013_identity")]
    operations = [migrations.RunSQL(WORDS % BEFORE_THE_LAST_HYPHEN, WORDS % "")]
