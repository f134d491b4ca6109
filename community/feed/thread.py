"""A post and a page of its comments, with the reader's own state and the read mark, in one statement."""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models.functions import Coalesce

from community.comments.models import Comment
from community.feed.queries import TABLES, Row, columns
from community.feed.viewer import STAFF_ROLES, Viewer
from community.posts.models import PostRead

PAGE = 50
FIELDS = len(Row._fields)
OWN_OF_THREAD = 6  # columns of the post that only its thread has
MOST_UNREAD = 1000  # further down than the page goes; nobody counts more
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class CommentRow(NamedTuple):
    """A comment to draw: which, in which version, and what it is to its reader. A tuple: a page makes dozens."""

    is_answer: bool  # the accepted answer or the newest official one: it stands above the comments
    id: int
    root: int
    versions: str
    is_deleted: bool
    is_veiled: bool
    is_hidden: bool
    is_own: bool
    is_flaggable: bool
    is_handled: bool
    is_open_case: bool
    only_follows: bool | None
    is_new: bool  # said by somebody else since the reader was here
    is_folded: bool  # its reader does not want to read its author
    judges: bool  # it is the reader's to decide whether it stays


@dataclass(frozen=True, slots=True)
class Thread:
    post: Row
    is_deleted: bool
    read_to: datetime | None  # what was said until then the reader knew before
    spoken_at: datetime
    is_asked: bool  # somebody who wrote here is asked to change it
    held_back: int  # comments that came while the reader looks, and wait until they ask for them
    answers: list[CommentRow]  # what stands above: the accepted answer, the newest official one
    comments: list[CommentRow]
    has_more: bool

    @property
    def last(self) -> str:
        """Where the next page begins."""
        comment = self.comments[-1]
        return f"{comment.root}.{comment.id}"


Place = tuple[int, int]  # the comment at the top and the one after which a page begins


def thread(
    member, pk: int, *, after: Place | None = None, mark: bool = False, window: "Window | None" = None
) -> Thread | None:
    """The thread as far as the member may see it, None when they may not. `mark` notes that they have read it."""
    viewer = Viewer(member)
    viewer.params["post"] = pk
    rows = ask(statement(viewer, after, mark, window or Window()), viewer)
    if not rows:
        return None
    found = [
        CommentRow(*row[FIELDS + OWN_OF_THREAD + 2 :])
        for row in rows
        if row[FIELDS + OWN_OF_THREAD + 1] is not None
    ]
    comments = [comment for comment in found if not comment.is_answer]
    post = Row(*rows[0][:FIELDS])
    return Thread(
        post=post,
        is_deleted=rows[0][FIELDS],
        read_to=rows[0][FIELDS + 1],
        spoken_at=rows[0][FIELDS + 2],
        held_back=rows[0][FIELDS + 3],
        is_asked=rows[0][FIELDS + 4],
        answers=above(found, comments, post.accepted),
        comments=comments[:PAGE],
        has_more=len(comments) > PAGE,
    )


def above(found: list[CommentRow], comments: list[CommentRow], accepted: int | None) -> list[CommentRow]:
    """What goes before everything else, the accepted answer first; nothing when the comments begin with it anyway."""
    answers = sorted((row for row in found if row.is_answer), key=lambda row: row.id != accepted)
    begins = len(answers) == 1 and comments and comments[0].id == answers[0].id
    return [] if begins else answers


@dataclass(frozen=True, slots=True)
class Window:
    """What an open page shows: what came `upto` then, with its line at `since`. Without one, all and as it was read."""

    upto: datetime | None = None
    since: datetime | None = None


def statement(viewer: Viewer, after: Place | None, mark: bool, window: Window) -> str:
    standing = "(p.deleted_at IS NULL OR p.comment_count > 0)"
    begin = "TRUE"
    if after is not None:
        viewer.params["root"], viewer.params["after"] = after
        begin = "(coalesce(s.parent_id, s.id), s.id) > (%(root)s, %(after)s)"
    viewer.params |= {"upto": window.upto, "since": window.since}
    held = "0"
    if window.upto is not None:
        held = f"(SELECT count(*) FROM community_comment s WHERE s.post_id = p.id AND {HELD})"
        begin += f" AND NOT ({HELD})"
    it = f"""it AS MATERIALIZED (
      SELECT {columns(viewer, "FALSE")}, p.deleted_at IS NOT NULL AS is_deleted,
        coalesce(%(since)s::timestamptz, {READ_TO}) AS read_to, p.last_activity_at AS spoken_at, {held} AS held_back,
        {ASKED} AS is_asked, p.group_id, 1::bigint AS first
      FROM {TABLES} WHERE p.id = %(post)s AND {standing} AND {viewer.in_sight})"""
    judges = viewer.judges(
        "it.keeps_order",
        "c.author_id",
        "w.role",
        "it.group_id",
    )
    # The post comes with the first comment alone: read again with each, it would take longer than they do.
    select = f"""SELECT it.*, said.* FROM it FULL JOIN (
      SELECT row_number() OVER (ORDER BY said.is_answer DESC, said.root, said.id) AS place, said.*
      FROM it CROSS JOIN LATERAL (
        SELECT c.is_answer, {OF_COMMENT}, {judges}
        FROM ({ANSWERS + "UNION ALL" if after is None else ""} {PAGE_OF.format(begin=begin)}) c
        LEFT JOIN accounts_member w ON w.id = c.author_id LEFT JOIN accounts_member n ON n.id = c.handling_by_id
      ) said
    ) said ON said.place = it.first ORDER BY said.place"""
    return viewer.statement(select, it, *([MARK.format(page=PAGE_OF.format(begin=begin))] if mark else []))


# What others said after the page was drawn: it would move what the reader has before them. What the house answers, and
# what one says oneself elsewhere, comes at once.
HELD = """s.created_at > %(upto)s AND s.author_id IS DISTINCT FROM %(me)s AND s.official_at IS NULL
  AND s.deleted_at IS NULL AND s.hidden_at IS NULL"""
# Of those that are open there are few; the index of the group finds them.
ASKED = """(EXISTS (SELECT 1 FROM community_correction k WHERE k.post_id = p.id AND k.ended_at IS NULL)
  OR EXISTS (SELECT 1 FROM community_correction k JOIN community_comment c ON c.id = k.comment_id
    WHERE k.group_id = p.group_id AND k.ended_at IS NULL AND c.post_id = p.id))"""
READ_TO = "(SELECT r.read_to FROM community_postread r WHERE r.post_id = p.id AND r.member_id = %(me)s)"

# Each of the two is cut off before anything is joined to it: a long thread is read as far as the page goes.
ANSWERS = """(SELECT TRUE AS is_answer, s.* FROM community_comment s WHERE s.id = it.accepted AND s.post_id = it.id
  AND s.deleted_at IS NULL AND s.hidden_at IS NULL) UNION ALL
  (SELECT TRUE AS is_answer, s.* FROM community_comment s WHERE s.post_id = it.id
  AND s.official_at IS NOT NULL AND s.deleted_at IS NULL AND s.hidden_at IS NULL
  AND s.id IS DISTINCT FROM it.accepted ORDER BY s.id DESC LIMIT 1)"""
PAGE_OF = f"""(SELECT FALSE AS is_answer, s.* FROM community_comment s WHERE s.post_id = it.id AND {{begin}}
  ORDER BY coalesce(s.parent_id, s.id), s.id LIMIT {PAGE + 1})"""

OF_COMMENT = f"""c.id, coalesce(c.parent_id, c.id) AS root,
c.version || '.' || coalesce(w.version, 0) || '.' || coalesce(n.version, 0)
  || CASE WHEN c.promised_at < now() THEN '.late' ELSE '' END,
c.deleted_at IS NOT NULL,
c.hidden_at IS NOT NULL AND NOT (coalesce(c.author_id = %(me)s, FALSE) OR it.keeps_order),
c.hidden_at IS NOT NULL, coalesce(c.author_id = %(me)s, FALSE),
c.hidden_at IS NULL AND c.official_at IS NULL AND w.id IS NOT NULL AND w.role NOT IN {STAFF_ROLES},
c.handling <> '', c.handling IN ('received', 'in_progress', 'waiting'),
(SELECT f.only_follows FROM community_flag f WHERE f.comment_id = c.id AND f.member_id = %(me)s),
coalesce(c.created_at > it.read_to, FALSE) AND c.author_id IS DISTINCT FROM %(me)s,
c.official_at IS NULL AND EXISTS (
  SELECT 1 FROM community_block b WHERE b.member_id = %(me)s AND b.other_id = c.author_id)"""

# One upsert, and none when nothing is new: met by a row that is already as it would become, it would still lock it, and
# a lock is written down like a change. What stands further down than the page goes is not read by opening it: the mark
# stops before the earliest of that. While something is held back the mark stays where it is.
MARK = f"""mark AS (
  INSERT INTO community_postread (post_id, member_id, comment_count, read_to, at)
  SELECT it.id, %(me)s, it.comments - below.unread,
    coalesce(below.earliest - interval '1 microsecond', it.spoken_at), now()
  FROM it CROSS JOIN LATERAL (SELECT count(*) AS unread, min(far.created_at) AS earliest FROM (
    SELECT s.created_at
    FROM (SELECT coalesce(c.parent_id, c.id) AS root, c.id FROM ({{page}}) c OFFSET {PAGE - 1} LIMIT 1) e
    JOIN community_comment s ON s.post_id = it.id AND (coalesce(s.parent_id, s.id), s.id) > (e.root, e.id)
    WHERE s.deleted_at IS NULL AND s.hidden_at IS NULL AND s.author_id IS DISTINCT FROM %(me)s
      AND s.created_at > coalesce(it.read_to, '-infinity') LIMIT {MOST_UNREAD}) far) below
  WHERE it.held_back = 0 AND (it.seen, it.read_to) IS DISTINCT FROM
    (it.comments - below.unread, coalesce(below.earliest - interval '1 microsecond', it.spoken_at))
  ON CONFLICT (member_id, post_id) DO UPDATE
    SET comment_count = EXCLUDED.comment_count, read_to = EXCLUDED.read_to, at = EXCLUDED.at
  WHERE (community_postread.comment_count, community_postread.read_to)
    IS DISTINCT FROM (EXCLUDED.comment_count, EXCLUDED.read_to)
)"""


def ask(sql: str, viewer: Viewer) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, viewer.params)
        return cursor.fetchall()


def place(text: str | None) -> Place | None:
    """A place in the thread as it stands in an address ("12.15"), or None for anything else."""
    root, _, after = (text or "").partition(".")
    if not (root.isascii() and root.isdecimal() and after.isascii() and after.isdecimal()):
        return None
    return (int(root), int(after)) if max(len(root), len(after)) <= 18 else None


def moment(text: str | None) -> datetime | None:
    """A moment as it stands in an address (microseconds), or None for anything else."""
    if not (text and text.isascii() and text.isdecimal() and len(text) <= 16):
        return None
    return EPOCH + int(text) * TICK


def in_address(at: datetime | None) -> str:
    return "" if at is None else str((at - EPOCH) // TICK)


def first_unread(member, post) -> Comment | None:
    """The first comment, as the thread goes, that came since the member was here; None without one."""
    read = PostRead.objects.filter(post=post, member=member).first()
    if read is None or read.read_to is None:
        return None
    said = Comment.objects.visible_to(member).filter(post=post, created_at__gt=read.read_to)
    standing = said.filter(deleted_at__isnull=True, hidden_at__isnull=True).exclude(author=member)
    return standing.order_by(Coalesce("parent_id", "id"), "id").first()


def place_of(comment) -> Place | None:
    """Where the page begins on which the comment stands; None for the first page."""
    root = comment.parent_id or comment.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE coalesce(parent_id, id) < %(root)s) FROM community_comment"
            " WHERE post_id = %(post)s AND (coalesce(parent_id, id), id) < (%(root)s, %(id)s)",
            {"post": comment.post_id, "root": root, "id": comment.pk},
        )
        before, before_root = cursor.fetchone()
    if before < PAGE:
        return None
    return (root, 0) if before - before_root < PAGE else (root, comment.pk - 1)
