"""What the search keeps: the stems of posts and comments, the words people use, and what nobody found."""

from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.comments.models import Comment
from community.posts.models import Post


class SearchEntryQuerySet(models.QuerySet):
    def rebuild(self) -> int:
        """Writes the words of every post and comment anew, in the order of time; returns how many there are. For a
        load that went past the triggers, or a change of how words are read."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or what was just written stands in the way
            cursor.execute("TRUNCATE community_searchentry RESTART IDENTITY")
            cursor.execute(REBUILD)
            return cursor.rowcount

    def complete(self) -> int:
        """Writes the words of whatever has no entry yet, in the order of time; returns how many there were."""
        with connection.cursor() as cursor:
            cursor.execute(COMPLETE)
            return cursor.rowcount


class SearchEntry(models.Model):
    """The words of a post, or of a comment below it. Written by triggers of the database alone (migration 0004), so
    that no verb, loading or repair can forget it; without words when the thing is hidden or taken back. In a table of
    its own, so that what reads posts carries no vectors around."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    comment = models.OneToOneField(Comment, models.CASCADE, null=True, related_name="+")
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(comment__isnull=True), name="search_entry_once_a_post"
            )
        ]
        # What is new is read from end to end at each search, and entered by whoever writes when it is full: so short,
        # in kB, that neither is felt.
        indexes = [GinIndex(fields=["vector"], name="search_entry_by_word", gin_pending_list_limit=128)]


ENTER = """
INSERT INTO community_searchentry (post_id, comment_id, vector)
SELECT post_id, comment_id, CASE WHEN gone THEN ''
  ELSE setweight(tertulia_stems(title), 'A') || setweight(tertulia_stems(body), 'B') END
FROM (
  SELECT id AS post_id, NULL::bigint AS comment_id, title, body, created_at,
    hidden_at IS NOT NULL OR deleted_at IS NOT NULL AS gone FROM community_post p WHERE {post}
  UNION ALL
  SELECT post_id, id, '', body, created_at, hidden_at IS NOT NULL OR deleted_at IS NOT NULL
  FROM community_comment c WHERE {comment}
  ORDER BY created_at, 2 NULLS FIRST OFFSET 0
) said
"""  # put in order before the words are taken apart: sorted along, they would fill the disk
REBUILD = ENTER.format(post="TRUE", comment="TRUE")
COMPLETE = ENTER.format(
    post="NOT EXISTS (SELECT 1 FROM community_searchentry e WHERE e.post_id = p.id AND e.comment_id IS NULL)",
    comment="NOT EXISTS (SELECT 1 FROM community_searchentry e WHERE e.comment_id = c.id)",
)


class SearchWordQuerySet(models.QuerySet):
    def learn(self, newest: int = 20_000) -> int:
        """Learns the words of the newest texts of groups that everybody may read and the names of those that everybody
        may find, and forgets all others; returns how many it knows. What is written behind a door teaches nothing: a
        correction would tell of it."""
        with connection.cursor() as cursor:
            cursor.execute(LEARN, {"newest": newest})
            learnt = cursor.rowcount
            cursor.execute("DELETE FROM community_searchword WHERE NOT is_fresh")
            cursor.execute("UPDATE community_searchword SET is_fresh = FALSE")
        return learnt


class SearchWord(models.Model):
    """A word that people use here, as they spell it: what a typing mistake may have meant."""

    word = models.CharField(max_length=40, primary_key=True)
    uses = models.PositiveIntegerField()
    is_fresh = models.BooleanField(default=True)

    objects = SearchWordQuerySet.as_manager()


LEARN = """
INSERT INTO community_searchword (word, uses, is_fresh)
SELECT word, count(*), TRUE FROM (
  SELECT unnest(tsvector_to_array(to_tsvector('simple', p.title || ' ' || coalesce(c.body, p.body)))) AS word
  FROM (SELECT * FROM community_searchentry ORDER BY id DESC LIMIT %(newest)s) e
  JOIN community_post p ON p.id = e.post_id LEFT JOIN community_comment c ON c.id = e.comment_id
  JOIN community_group g ON g.id = p.group_id
  WHERE g.listing = 'listed' AND g.joining = 'free' AND p.hidden_at IS NULL AND p.deleted_at IS NULL
    AND c.hidden_at IS NULL AND c.deleted_at IS NULL
  UNION ALL
  SELECT unnest(tsvector_to_array(to_tsvector('simple', name))) FROM community_group
  WHERE listing = 'listed' AND archived_at IS NULL
) said WHERE word ~ '^[[:alpha:]]{4,40}$' GROUP BY word
ON CONFLICT (word) DO UPDATE SET uses = EXCLUDED.uses, is_fresh = TRUE
"""
KEPT = timedelta(days=90)  # how long an unanswered search is kept


class UnansweredSearchQuerySet(models.QuerySet):
    def note(self, words: str, *, language: str, day) -> None:
        """Counts one more search that found nothing: the words and nobody's name. A day holds a bounded number."""
        with connection.cursor() as cursor:
            cursor.execute(NOTE, {"words": words, "language": language, "day": day})

    def forget(self, *, as_of) -> int:
        """Removes what is older than `KEPT`; returns how many rows."""
        return self.filter(day__lt=as_of.date() - KEPT).delete()[0]


class UnansweredSearch(models.Model):
    """What members looked for and nobody has written: for the owner, without the person."""

    words = models.CharField(_("words"), max_length=80)
    language = models.CharField(_("language"), max_length=5)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=1)

    objects = UnansweredSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without an answer")
        verbose_name_plural = _("searches without an answer")
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="unanswered_search_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words


NOTE = """
INSERT INTO community_unansweredsearch (words, language, day, count)
SELECT %(words)s, %(language)s, %(day)s, 1
WHERE (SELECT count(*) FROM community_unansweredsearch WHERE day = %(day)s) < 1000
ON CONFLICT (day, language, words) DO UPDATE SET count = community_unansweredsearch.count + 1
"""
