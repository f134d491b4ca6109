"""What stands under a tag for one reader, by the rights of the feed's own statement: cards, how many, and which tags
there are at all."""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from community.feed.queries import TABLES, Row, ask, columns
from community.feed.viewer import Viewer
from community.posts.tagging import key_of

COUNTED = 1000  # posts of a tag; beyond that it is "a thousand and more"
LOOKED_AT = 200  # of the latest uses, to say which tags are used most
SHOWN = 6
# The tag's own index gives its newest posts; what the reader may not see is passed over.
TAGGED = f"community_posttag t JOIN ({TABLES}) ON p.id = t.post_id"


@dataclass(frozen=True)
class Use:
    """A tag as its newest post spells it, and on how many of the posts that were looked at it stands."""

    key: str
    name: str
    posts: int


def cards(member, key: str, *, before: int | None = None, limit: int = 20) -> list[Row]:
    """The newest posts with the tag; one more than `limit` when there are older ones."""
    viewer, where = Viewer(member), "t.key = %(key)s"
    viewer.params["key"] = key
    if before is not None:
        viewer.params["before"] = before
        # Of both, or the posts of years are walked through when they are joined in their own order.
        where += " AND t.post_id < %(before)s AND p.id < %(before)s"
    found = f"SELECT {columns(viewer, 'FALSE')} FROM {TAGGED} WHERE {where} AND {in_sight(viewer)}"
    return ask(f"{found} ORDER BY t.post_id DESC LIMIT {int(limit) + 1}", viewer)


def summary(member, key: str) -> tuple[int, str]:
    """How many of them there are, one more than `COUNTED` at most, and how the newest one spells the tag."""
    viewer = Viewer(member)
    viewer.params["key"] = key
    found = f"SELECT t.post_id, t.name FROM {TAGGED} WHERE t.key = %(key)s AND {in_sight(viewer)}"
    newest = f"{found} ORDER BY t.post_id DESC LIMIT {COUNTED + 1}"
    rows = fetched(
        f"SELECT count(*), (array_agg(name ORDER BY post_id DESC))[1] FROM ({newest}) found", viewer
    )
    return rows[0]


def like(member, letters: str) -> list[str]:
    """The tags that begin so, of what the member may read, the most used of late first."""
    return [use.name for use in used(member, letters, looked_at=LOOKED_AT)[:SHOWN]]


def used(member, letters: str = "", *, looked_at: int) -> list[Use]:
    """All tags that begin so among the latest uses that the member may read, those used most first."""
    viewer = Viewer(member)
    viewer.params["begin"] = f"{key_of(letters)}%"  # letters, digits and hyphens: no signs of LIKE
    found = f"SELECT t.key, t.name FROM {TAGGED} WHERE t.key LIKE %(begin)s AND {in_sight(viewer)}"
    latest = fetched(f"{found} ORDER BY t.id DESC LIMIT {int(looked_at)}", viewer)
    names = dict(reversed(latest))
    return [Use(key, names[key], uses) for key, uses in Counter(key for key, _name in latest).most_common()]


def in_sight(viewer: Viewer) -> str:
    return f"p.deleted_at IS NULL AND {viewer.in_sight}"


def fetched(sql: str, viewer: Viewer) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(viewer.statement(sql), viewer.params)
        return cursor.fetchall()
