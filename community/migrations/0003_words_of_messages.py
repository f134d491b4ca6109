"""What the search in the chat looks into: stems of both languages, and words without their accents."""

from django.db import migrations

# `unaccent` may change with its dictionary, so PostgreSQL keeps no index on it; ours is named once and for all.
PLAIN = """
CREATE FUNCTION community_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN public.unaccent('public.unaccent'::regdictionary, lower(words))
"""
STEMS = "CREATE INDEX {name} ON community_message USING gin (to_tsvector('{language}'::regconfig, coalesce(body, '')))"
INDEXES = [
    STEMS.format(name="message_words_es", language="spanish"),
    STEMS.format(name="message_words_en", language="english"),
    "CREATE INDEX message_words ON community_message USING gin (community_plain(body) public.gin_trgm_ops)",
]
BACK = [
    "DROP INDEX message_words", "DROP INDEX message_words_en", "DROP INDEX message_words_es",
    "DROP FUNCTION community_plain(text)",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial"), ("config", "0001_extensions")]
    operations = [migrations.RunSQL([PLAIN, *INDEXES], BACK)]
