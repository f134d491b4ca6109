"""Cards of the feed and of a group, each with its reader's own state, in one statement written by hand.

The state comes as scalar subqueries: with a second `IN`, or `EXISTS`, PostgreSQL reads all that the member ever did
(docs/performance.md).
"""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from community.feed.viewer import STAFF_ROLES, Viewer

PINS = 3
SHOWS = ("all", "unanswered", "staff", "mine")
SCOPES = {
    "": "m.id IS NOT NULL",
    "all": "TRUE",
    "unanswered": "p.answered_at IS NULL AND p.accepted_id IS NULL AND p.kind IN ('complaint', 'question')",
    "staff": "p.answered_at IS NOT NULL",
    "mine": "p.author_id = %(me)s",
}


class Row(NamedTuple):
    """A card to draw: which, in which version, and what it is to its reader. A tuple: a page makes dozens."""

    id: int
    versions: str
    created_at: datetime
    is_pinned: bool
    is_own: bool
    writes: bool
    keeps_order: bool
    judges: bool  # and its author is nobody whom only others may decide about
    is_flaggable: bool
    is_handled: bool
    is_open_case: bool
    is_hidden: bool
    is_waiting: bool  # for a moderator to look at it, or was refused by one
    is_closed: bool
    slowed_to: int | None  # minutes between two comments of one person
    stays_on_top: bool
    comments: int
    seen: int | None
    reaction: str | None
    only_follows: bool | None  # None: no flag and does not follow
    may_join: bool
    kind: str
    is_living: bool
    accepted: int | None  # the comment that answers the question
    is_kept: bool  # the reader's bookmark
    paused_until: datetime | None  # a moderator keeps the reader from writing there until then
    has_voted: bool
    is_decided: bool  # nobody votes for the suggestion any more
    is_unsaid: bool  # nobody but its author and who keeps order has read it yet
    folded: str | None  # how the reader keeps its author away from them

    @property
    def address(self) -> str:
        return f"/posts/{self.id}/"

    @property
    def version(self) -> str:
        """Of the post alone."""
        return self.versions.partition(".")[0]

    @property
    def has_voice(self) -> bool:
        """Nobody has paused what the reader writes there."""
        return self.paused_until is None


def columns(viewer: Viewer, pinned: str) -> str:
    """The columns of Row, under its names."""
    mine = "{table}.post_id = p.id AND {table}.member_id = %(me)s"
    values = {
        "id": "p.id",
        "versions": VERSIONS,
        "created_at": "p.created_at",
        "is_pinned": pinned,
        "is_own": "coalesce(p.author_id = %(me)s, FALSE)",
        "writes": viewer.writes,
        "keeps_order": viewer.keeps_order,
        "judges": viewer.judges(viewer.keeps_order, "p.author_id", "a.role", "p.group_id"),
        "is_flaggable": "p.hidden_at IS NULL AND p.deleted_at IS NULL AND a.id IS NOT NULL"
        f" AND a.role NOT IN {STAFF_ROLES}",
        "is_handled": "p.handling <> ''",
        "is_open_case": "p.handling IN ('received', 'in_progress', 'waiting')",
        "is_hidden": "p.hidden_at IS NOT NULL",
        "is_waiting": "(p.waits_since IS NOT NULL OR p.due_at IS NOT NULL)",
        "is_closed": "p.closed_to_comments_at IS NOT NULL",
        "slowed_to": "p.slowed_to",
        "stays_on_top": "p.pinned_at IS NOT NULL",
        "comments": "p.comment_count",
        "seen": f"(SELECT r.comment_count FROM community_postread r WHERE {mine.format(table='r')})",
        "reaction": f"(SELECT x.kind FROM community_reaction x WHERE {mine.format(table='x')})",
        "only_follows": f"(SELECT f.only_follows FROM community_flag f WHERE {mine.format(table='f')})",
        "may_join": "m.id IS NULL AND g.archived_at IS NULL AND g.listing = 'listed' AND g.joining = 'free'",
        "kind": "p.kind",
        "is_living": "g.archived_at IS NULL",
        "accepted": "p.accepted_id",
        "is_kept": f"coalesce((SELECT TRUE FROM community_bookmark b WHERE {mine.format(table='b')}), FALSE)",
        "paused_until": PAUSED_UNTIL,
        "has_voted": "CASE WHEN p.vote_count > 0 THEN"
        f" coalesce((SELECT TRUE FROM community_suggestionvote v WHERE {mine.format(table='v')}), FALSE)"
        " ELSE FALSE END",
        "is_decided": "p.standing IN ('done', 'declined')",
        "is_unsaid": "(p.due_at IS NOT NULL OR p.waits_since IS NOT NULL AND p.judged_at IS NULL)",
        "folded": "(SELECT b.kind FROM community_block b WHERE b.member_id = %(me)s AND b.other_id = p.author_id)",
    }
    return ", ".join(f"{values[name]} AS {name}" for name in Row._fields)


# What the drawing depends on: the post, the names of group, author and whoever is on it, and whether that is late.
VERSIONS = """p.version || '.' || g.version || '.' || coalesce(a.version, 0) || '.' || coalesce(h.version, 0)
  || CASE WHEN p.promised_at < now() THEN '.late' ELSE '' END"""

# As `Silence.objects.of` says it of a member and a group.
PAUSED_UNTIL = """(SELECT max(s.until) FROM community_silence s WHERE s.member_id = %(me)s AND s.lifted_at IS NULL
  AND s.until > now() AND (s.group_id IS NULL OR s.group_id = p.group_id))"""

TABLES = """
community_post p JOIN community_group g ON g.id = p.group_id
LEFT JOIN community_membership m ON m.group_id = g.id AND m.member_id = %(me)s
LEFT JOIN accounts_member a ON a.id = p.author_id
LEFT JOIN accounts_member h ON h.id = p.handling_by_id"""

# The newest of the reader's own groups, taken from the index of each group. Left to itself PostgreSQL sorts all posts
# of all those groups, on a page far down or for somebody in few groups.
OWN = """SELECT n.id FROM community_membership m JOIN community_group g ON g.id = m.group_id
  CROSS JOIN LATERAL (SELECT p.id FROM community_post p WHERE p.group_id = g.id AND {chosen}
    ORDER BY p.id DESC LIMIT {limit}) n
  WHERE m.member_id = %(me)s ORDER BY n.id DESC LIMIT {limit}"""

# What is past its end is on top no more, without anybody's doing.
PINNED = "(p.pinned_at IS NOT NULL AND (p.pinned_until IS NULL OR p.pinned_until > now()))"

UNREAD = "(SELECT count(*) FROM community_postread r WHERE r.post_id = p.id AND r.member_id = %(me)s) = 0"


def cards(member, *, group=None, show: str = "", before: int | None = None, limit: int = 20) -> list[Row]:
    """The newest posts, those pinned first; one more than `limit` when there are older ones.

    Without a group: of the member's groups; `show` narrows it ("unanswered", "staff", "mine") or opens it ("all") to
    whatever they may read. With one: of this group, if they may read it.
    """
    viewer = Viewer(member)
    # In the feed a pin counts until it was read; what everybody knows by now would hide what is new.
    pin = PINNED if group else f"({PINNED} AND {UNREAD})"
    has_pins = group is not None or show in ("", "all")
    chosen = f"p.deleted_at IS NULL AND {viewer.in_sight} AND {scope(viewer, group, show)}"
    new = chosen
    if has_pins:
        new += f" AND NOT {pin}"
    if before is not None:
        new += " AND p.id < %(before)s"
        viewer.params["before"] = before
    if group is None and not show:
        newest = OWN.format(chosen=new, limit=int(limit) + 1)
    else:
        newest = f"SELECT p.id FROM {TABLES} WHERE {new} ORDER BY p.id DESC LIMIT {int(limit) + 1}"
    # Which they are first, then what each is to its reader: said for both at once, because PostgreSQL prepares for
    # every piece of the statement, used or not.
    shown = f"SELECT newest.id, NULL::timestamptz AS pin FROM ({newest}) newest"
    if has_pins and before is None:
        pins = f"SELECT p.id, p.pinned_at FROM {TABLES} WHERE {chosen} AND {pin} ORDER BY p.pinned_at DESC"
        shown = f"({shown}) UNION ALL ({pins} LIMIT {PINS})"
    asked = ask_by_one_plan if group is None and not show else ask
    return asked(
        f"SELECT {columns(viewer, 'shown.pin IS NOT NULL')} FROM ({shown}) shown JOIN ({TABLES}) ON p.id = shown.id"
        " ORDER BY shown.pin DESC NULLS LAST, p.id DESC",
        viewer,
    )


def scope(viewer: Viewer, group, show: str) -> str:
    if group is not None:
        viewer.params["group"] = group.pk
        return "p.group_id = %(group)s"
    return SCOPES[show]


def these(member, ids: Iterable[int]) -> list[Row]:
    """The rows of particular posts, as far as the member may see them."""
    viewer = Viewer(member)
    viewer.params["ids"] = list(ids)
    pinned = PINNED
    where = f"p.id = ANY(%(ids)s) AND p.deleted_at IS NULL AND {viewer.in_sight}"
    return ask(f"SELECT {columns(viewer, pinned)} FROM {TABLES} WHERE {where} ORDER BY p.id DESC", viewer)


def newer(member, after: int, show: str = "") -> int:
    """How many posts by others have come since the one with this id; 100 means "a hundred or more"."""
    viewer = Viewer(member)
    viewer.params["after"] = after
    where = f"p.id > %(after)s AND p.deleted_at IS NULL AND {viewer.in_sight} AND {SCOPES[show]}"
    others = "p.author_id IS DISTINCT FROM %(me)s"
    with connection.cursor() as cursor:
        some = f"SELECT count(*) FROM (SELECT 1 FROM {TABLES} WHERE {where} AND {others} LIMIT 100) fresh"
        cursor.execute(viewer.statement(some), viewer.params)
        return cursor.fetchone()[0]


def ask(sql: str, viewer: Viewer) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(viewer.statement(sql), viewer.params)
        return [Row(*row) for row in cursor.fetchall()]


def ask_by_one_plan(sql: str, viewer: Viewer) -> list[Row]:
    """The same, by one plan for every reader. Left to itself PostgreSQL may plan anew for each, as it reckons from the
    statistics of the day: that takes four times as long as to answer."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        return ask(sql, viewer)
