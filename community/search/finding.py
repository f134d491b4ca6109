"""Posts and comments by their words, in one statement that looks at a bounded number of the newest.

A rare word comes from the index, all of its places. A common one is looked for from the newest backwards, because even
to list its places would cost more the older the house is. Which of the two it is, a sample tells: so many in `LOOKED`
of the newest texts, or in as many from all over the years, are so many in all. Either alone would be led astray: by a
day on which everybody talks of one thing, or by a word that is only now on everybody's lips. Either way at most
`WINDOW` that the reader may see are ranked; the pages after that begin below them. How much is looked at depends on the
word and not on the reader, so nobody learns from the time it takes what others may read.

What is given up: of a common word the places before the newest `BACK` texts, or before its newest `NEWEST` places, are
found by adding a word.
"""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from community.feed.queries import TABLES
from community.feed.viewer import Viewer
from community.rendering.markdown import plain
from community.search.words import Words

PAGE = 20
WINDOW = 200  # how many are ranked at once
LOOKED = 300  # of the newest texts, and of all, to tell how common a word is
RARE = 15_000  # places in all, as far as those tell, with which it is common
NEWEST = 2000  # places of a common word that are looked at in one go
BACK = 60_000  # how far back it is looked for
WEIGHTS = "'{0.05, 0.1, 0.4, 1.0}'"  # D, C, B: the text, A: the title
FADES = 180 * 86400  # seconds after which a text is worth half as much

PARTS = {"": "TRUE", "posts": "comment_id IS NULL", "comments": "comment_id IS NOT NULL"}


@dataclass(frozen=True, slots=True)
class Found:
    """A post or comment, with what its line shows."""

    id: int
    rank: float
    post: int
    comment: int | None
    kind: str
    handling: str
    title: str  # of the post, or how it begins
    is_titled: bool
    body: str
    at: datetime
    author: str | None
    author_id: int | None
    avatar: str | None
    group: str
    slug: str
    is_official: bool

    @property
    def address(self) -> str:
        return f"/comments/{self.comment}/" if self.comment else f"/posts/{self.post}/"

    @property
    def headline(self) -> str:
        """The title of the post, or its first words."""
        return self.title if self.is_titled else plain(self.title.strip().split("\n")[0], 90)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: the newest entry that counts, and how many of its window were shown."""

    top: int | None = None
    skip: int = 0

    @classmethod
    def of(cls, text: str) -> "Place":
        top, _, skip = text.partition(".")
        if top.isdecimal() and skip.isdecimal() and len(top) < 18 and len(skip) < 4:
            return cls(int(top), min(int(skip), WINDOW))
        return cls()

    def __str__(self) -> str:
        return f"{self.top}.{self.skip}"


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Found]
    next: Place | None
    terms: tuple[str, ...]  # the stems that were looked for, for the marks


COLUMNS = """
SELECT e.id, e.post_id, e.comment_id, p.kind, c.id IS NOT NULL AND c.official_at IS NOT NULL AS is_official,
  CASE WHEN c.id IS NULL THEN p.handling ELSE c.handling END AS handling, g.name AS group_name, g.slug,
  CASE WHEN c.id IS NULL THEN p.author_id ELSE c.author_id END AS author_id,
  coalesce(c.created_at, p.created_at) AS at"""
SHOWN = """p.hidden_at IS NULL AND c.hidden_at IS NULL AND c.deleted_at IS NULL
  AND (e.comment_id IS NOT NULL OR p.deleted_at IS NULL)"""
# Whose words the reader does not want to read is not found either.
UNFOLDED = """NOT EXISTS (SELECT 1 FROM community_block b WHERE b.member_id = %(me)s
  AND b.other_id = CASE WHEN c.id IS NULL THEN p.author_id ELSE c.author_id END)"""


def find(member, words: Words, *, part: str = "", narrowed=None, place: Place | None = None) -> Page:
    """What the member may see, the best of the newest first. `narrowed` is a queryset of the entries that count."""
    place = place or Place()
    viewer = Viewer(member)
    if not words or (condition := condition_of(viewer, narrowed)) is None:
        return Page([], None, ())
    viewer.params |= {"top": place.top or 2**62, "skip": place.skip}
    with connection.cursor() as cursor:
        cursor.execute(
            viewer.statement(SELECT, *tables(words, viewer.params, PARTS[part], condition)), viewer.params
        )
        rows = cursor.fetchall()
    return paged(rows, place)


def condition_of(viewer: Viewer, narrowed) -> str | None:
    """What must be true of an entry `e` for this reader; None when that cannot be."""
    pieces = [SHOWN, UNFOLDED, viewer.in_sight]
    if narrowed is not None:
        try:
            sql, params = narrowed.filter(pk=RawSQL("e.id", ())).values("pk").query.sql_with_params()
        except EmptyResultSet:
            return None
        names = [f"narrowed{number}" for number in range(len(params))]
        viewer.params.update(zip(names, params, strict=True))
        pieces.append(f"EXISTS ({sql % tuple(f'%({name})s' for name in names)})")
    return " AND ".join(f"({piece})" for piece in pieces)


def tables(words: Words, params: dict, part: str, condition: str) -> list[str]:
    """The steps of the statement. What looks an entry's post up and what walks back are fenced (OFFSET 0), so that
    they stay that whatever the planner thinks of the word; a branch that is not taken costs nothing."""
    entries = "SELECT id, post_id, comment_id FROM"
    query = (
        "(SELECT query FROM asked)"  # worked out once; the plan is the same for every word and can be kept
    )
    newest = "coalesce((SELECT max(id) FROM community_searchentry), 0)"
    back = f"""{entries} (SELECT * FROM community_searchentry WHERE id <= %(top)s
    AND id > least(%(top)s, {newest}) - {BACK} ORDER BY id DESC OFFSET 0) walk
  WHERE NOT (SELECT is_rare FROM kind_of) AND vector @@ {query} AND {part} ORDER BY id DESC LIMIT {NEWEST}"""
    rare = f"""{entries} places WHERE id <= %(top)s ORDER BY id DESC OFFSET 0"""
    return [
        f"asked AS MATERIALIZED (SELECT {words.as_query(params)} AS query, {words.as_stems()} AS stems)",
        f"""kind_of AS MATERIALIZED (SELECT bool_and(share * {newest} <= {RARE}) AS is_rare FROM (
    SELECT avg((vector @@ {query} AND {part})::int) AS share
      FROM (SELECT * FROM community_searchentry ORDER BY id DESC LIMIT {LOOKED}) newest
    UNION ALL SELECT avg((vector @@ {query} AND {part})::int)
      FROM generate_series(1, {LOOKED}) number CROSS JOIN LATERAL (
        SELECT * FROM community_searchentry WHERE id = {newest} * number / {LOOKED} OFFSET 0) spread) shares)""",
        f"""places AS MATERIALIZED ({entries} community_searchentry
  WHERE (SELECT is_rare FROM kind_of) AND vector @@ {query} AND {part})""",
        f"seen AS MATERIALIZED (({seen(rare, condition)}) UNION ALL ({seen(back, condition)}))",
        f"""ranked AS (
  SELECT seen.*, ts_rank({WEIGHTS}, v.vector, {query}, 1)
    / (1 + greatest(extract(epoch FROM now() - seen.at), 0) / {FADES}) AS rank,
    count(*) OVER () AS several, min(seen.id) OVER () AS lowest, max(seen.id) OVER () AS highest
  FROM seen JOIN community_searchentry v ON v.id = seen.id
  ORDER BY rank DESC, seen.id DESC LIMIT {PAGE} OFFSET %(skip)s)""",
    ]


def seen(entries: str, condition: str) -> str:
    """The newest of these entries that the reader may see, one looked up after the other until there are enough."""
    return f"""SELECT shown.* FROM ({entries}) e CROSS JOIN LATERAL ({COLUMNS} FROM {TABLES}
    LEFT JOIN community_comment c ON c.id = e.comment_id WHERE p.id = e.post_id AND {condition} OFFSET 0) shown
  ORDER BY e.id DESC LIMIT {WINDOW}"""


SELECT = """
SELECT r.id, r.rank, r.post_id, r.comment_id, r.kind, r.handling,
  coalesce(nullif(p.title, ''), left(p.body, 400)), p.title <> '', coalesce(c.body, p.body), r.at, a.name,
  r.author_id, a.avatar_id, r.group_name, r.slug, r.is_official, (SELECT stems FROM asked), r.several, r.lowest,
  r.highest
FROM ranked r JOIN community_post p ON p.id = r.post_id
LEFT JOIN community_comment c ON c.id = r.comment_id LEFT JOIN accounts_member a ON a.id = r.author_id
ORDER BY r.rank DESC, r.id DESC"""
FIELDS = len(Found.__dataclass_fields__)


def paged(rows: list[tuple], place: Place) -> Page:
    if not rows:
        return Page([], None, ())
    found = [Found(*row[:FIELDS]) for row in rows]
    stems, several, lowest, highest = rows[0][FIELDS:]
    shown = place.skip + len(rows)
    further = None
    if shown < several:
        further = Place(place.top or highest, shown)
    elif several == WINDOW:
        further = Place(lowest - 1, 0)
    return Page(found, further, tuple(stems))
