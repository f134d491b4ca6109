"""What the search needs in the database: words without accents, stems of both languages, and triggers that keep the
words of every post and comment wherever it was written, and take them away when it is hidden or taken back."""

from django.db import migrations

# One statement at a time: prepared ones take no more.
WORDS = [
    """
CREATE FUNCTION tertulia_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary, words))
$$
""",
    """
CREATE TEXT SEARCH DICTIONARY tertulia_no_spanish_fillers (TEMPLATE = simple, STOPWORDS = spanish, ACCEPT = false)
""",
    "CREATE TEXT SEARCH DICTIONARY tertulia_no_english_fillers (TEMPLATE = simple, STOPWORDS = english)",
    "CREATE TEXT SEARCH CONFIGURATION tertulia_plain (COPY = simple)",
    """
ALTER TEXT SEARCH CONFIGURATION tertulia_plain
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart
    WITH unaccent, tertulia_no_spanish_fillers, tertulia_no_english_fillers
""",
]
# The Spanish stemmer knows "reclamación" and not "reclamacion", which many type: the accent is put back before it.
# Three readings side by side: a word is found by its Spanish stem, its English stem, or as it is without accents.
STEMS = [
    r"""
CREATE FUNCTION tertulia_spelt(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(lower(words), '([cs])ion\M', '\1ión', 'g')
$$
""",
    """
CREATE FUNCTION tertulia_stems(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.spanish', public.tertulia_spelt(words))
        || to_tsvector('pg_catalog.english', words)
        || to_tsvector('public.tertulia_plain', words)
$$
""",
    """
CREATE FUNCTION tertulia_asked(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT phraseto_tsquery('pg_catalog.spanish', public.tertulia_spelt(words))
        || phraseto_tsquery('pg_catalog.english', words)
        || phraseto_tsquery('public.tertulia_plain', words)
$$
""",
]
KEEP = [
    """
CREATE FUNCTION search_keeps_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO community_searchentry (post_id, vector) VALUES (NEW.id, CASE
        WHEN NEW.hidden_at IS NULL AND NEW.deleted_at IS NULL
        THEN setweight(public.tertulia_stems(NEW.title), 'A') || setweight(public.tertulia_stems(NEW.body), 'B')
        ELSE '' END)
    ON CONFLICT (post_id) WHERE comment_id IS NULL DO UPDATE SET vector = EXCLUDED.vector;
    RETURN NULL;
END $$
""",
    """
CREATE FUNCTION search_keeps_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO community_searchentry (post_id, comment_id, vector) VALUES (NEW.post_id, NEW.id, CASE
        WHEN NEW.hidden_at IS NULL AND NEW.deleted_at IS NULL
        THEN setweight(public.tertulia_stems(NEW.body), 'B')
        ELSE '' END)
    ON CONFLICT (comment_id) DO UPDATE SET vector = EXCLUDED.vector;
    RETURN NULL;
END $$
""",
    """
CREATE TRIGGER search_keeps_it AFTER INSERT OR UPDATE OF title, body, hidden_at, deleted_at ON community_post
    FOR EACH ROW EXECUTE FUNCTION search_keeps_post()
""",
    """
CREATE TRIGGER search_keeps_it AFTER INSERT OR UPDATE OF body, hidden_at, deleted_at ON community_comment
    FOR EACH ROW EXECUTE FUNCTION search_keeps_comment()
""",
]
NAMES = [
    "CREATE INDEX member_by_name ON accounts_member USING gin (tertulia_fold(name) gin_trgm_ops)",
    # The directory goes through people by name, as many as a page holds.
    "CREATE INDEX member_in_order ON accounts_member (tertulia_fold(name), id)",
    "CREATE INDEX searchword_by_likeness ON community_searchword USING gin (tertulia_fold(word) gin_trgm_ops)",
]
UNDO = [
    "DROP INDEX searchword_by_likeness",
    "DROP INDEX member_in_order",
    "DROP INDEX member_by_name",
    "DROP TRIGGER search_keeps_it ON community_comment",
    "DROP TRIGGER search_keeps_it ON community_post",
    "DROP FUNCTION search_keeps_comment()",
    "DROP FUNCTION search_keeps_post()",
    "DROP FUNCTION tertulia_asked(text)",
    "DROP FUNCTION tertulia_stems(text)",
    "DROP FUNCTION tertulia_spelt(text)",
    "DROP TEXT SEARCH CONFIGURATION tertulia_plain",
    "DROP TEXT SEARCH DICTIONARY tertulia_no_english_fillers",
    "DROP TEXT SEARCH DICTIONARY tertulia_no_spanish_fillers",
    "DROP FUNCTION tertulia_fold(text)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_extensions"),
        ("accounts", "0001_initial"),
        ("community", "0003_words_of_messages"),
    ]
    operations = [migrations.RunSQL([*WORDS, *STEMS, *KEEP, *NAMES], UNDO)]
