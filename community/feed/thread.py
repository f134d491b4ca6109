"""A post and a page of its comments, with the reader's own state and the read mark, in one statement."""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from dataclasses import dataclass

from django.db import connection

from community.feed.queries import TABLES, Row, columns
from community.feed.viewer import STAFF_ROLES, Viewer

PAGE = 50
FIELDS = len(Row.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment to draw: which, in which version, and what it is to its reader."""

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
    only_follows: bool | None


@dataclass(frozen=True, slots=True)
class Thread:
    post: Row
    is_deleted: bool
    answers: list[CommentRow]  # what stands above: the accepted answer, the newest official one
    comments: list[CommentRow]
    has_more: bool

    @property
    def last(self) -> str:
        """Where the next page begins."""
        comment = self.comments[-1]
        return f"{comment.root}.{comment.id}"


Place = tuple[int, int]  # the comment at the top and the one after which a page begins


def thread(member, pk: int, *, after: Place | None = None, mark: bool = False) -> Thread | None:
    """The thread as far as the member may see it, None when they may not. `mark` notes that they have read it."""
    viewer = Viewer(member)
    viewer.params["post"] = pk
    rows = ask(statement(viewer, after, mark), viewer)
    if not rows:
        return None
    found = [CommentRow(*row[FIELDS + 3 :]) for row in rows if row[FIELDS + 2] is not None]
    comments = [comment for comment in found if not comment.is_answer]
    post = Row(*rows[0][:FIELDS])
    return Thread(
        post=post,
        is_deleted=rows[0][FIELDS],
        answers=above(found, comments, post.accepted),
        comments=comments[:PAGE],
        has_more=len(comments) > PAGE,
    )


def above(found: list[CommentRow], comments: list[CommentRow], accepted: int | None) -> list[CommentRow]:
    """What goes before everything else, the accepted answer first; nothing when the comments begin with it anyway."""
    answers = sorted((row for row in found if row.is_answer), key=lambda row: row.id != accepted)
    begins = len(answers) == 1 and comments and comments[0].id == answers[0].id
    return [] if begins else answers


def statement(viewer: Viewer, after: Place | None, mark: bool) -> str:
    standing = "(p.deleted_at IS NULL OR p.comment_count > 0)"
    begin = "TRUE"
    if after is not None:
        viewer.params["root"], viewer.params["after"] = after
        begin = "(coalesce(s.parent_id, s.id), s.id) > (%(root)s, %(after)s)"
    it = f"""it AS MATERIALIZED (
      SELECT {columns(viewer, "FALSE")}, p.deleted_at IS NOT NULL AS is_deleted, 1::bigint AS first
      FROM {TABLES} WHERE p.id = %(post)s AND {standing} AND {viewer.in_sight})"""
    # The post comes with the first comment alone: read again with each, it would take longer than they do.
    select = f"""SELECT it.*, said.* FROM it FULL JOIN (
      SELECT row_number() OVER (ORDER BY said.is_answer DESC, said.root, said.id) AS place, said.*
      FROM it CROSS JOIN LATERAL (
        SELECT c.is_answer, {OF_COMMENT}
        FROM ({ANSWERS + "UNION ALL" if after is None else ""} {PAGE_OF.format(begin=begin)}) c
        LEFT JOIN accounts_member w ON w.id = c.author_id LEFT JOIN accounts_member n ON n.id = c.handling_by_id
      ) said
    ) said ON said.place = it.first ORDER BY said.place"""
    return viewer.statement(select, it, *([MARK] if mark else []))


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
c.handling <> '',
(SELECT f.only_follows FROM community_flag f WHERE f.comment_id = c.id AND f.member_id = %(me)s)"""

# One upsert, and none when nothing is new.
MARK = """mark AS (
  INSERT INTO community_postread (post_id, member_id, comment_count, at)
  SELECT it.id, %(me)s, it.comments, now() FROM it
  ON CONFLICT (member_id, post_id) DO UPDATE SET comment_count = EXCLUDED.comment_count, at = EXCLUDED.at
  WHERE community_postread.comment_count <> EXCLUDED.comment_count
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
