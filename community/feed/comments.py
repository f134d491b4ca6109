"""Comments of a thread: drawn once for everybody, filled for the reader, nested two deep."""

from collections.abc import Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.comments.models import Comment
from community.feed.queries import Row
from community.feed.thread import CommentRow
from community.posts.faces import strip_of
from community.rendering.mentions import marked, names_for


def nested(rows: Sequence[CommentRow], post: Row) -> SafeString:
    """The comments as HTML, each with the answers to it inside. `post` says what the reader may do here."""
    pieces = dict(zip((row.id for row in rows), filled(rows, "comment", post), strict=True))
    below: dict[int, list[str]] = {}
    for row in rows:
        below.setdefault(row.root, [])
        if row.id != row.root:
            below[row.root].append(fill(pieces[row.id], {"replies": ""}))
    return mark_safe("".join(family(pieces.get(root), root, replies) for root, replies in below.items()))


def answered(rows: Sequence[CommentRow], post: Row) -> SafeString:
    """The official answers that stand above the comments."""
    return mark_safe("".join(filled(rows, "answer", post)))


def family(top: str | None, root: int, replies: list[str]) -> str:
    """A comment with its answers; on a later page the answers may come without it."""
    inside = f'<div class="replies">{"".join(replies)}</div>' if replies else ""
    if top is None:
        return of_comment(root, continued(translation.get_language())) + inside
    return fill(top, {"replies": inside})


def filled(rows: Sequence[CommentRow], kind: str, post: Row) -> list[str]:
    language = translation.get_language()
    shown = [row for row in rows if not row.is_deleted and not row.is_veiled]
    items = [(row.id, row.versions) for row in shown]
    fragments = drawn(kind, items, language, DRAW[kind], extra=Brand.current().timezone)
    names = names_for(fragments)
    pieces = {row.id: fragment for row, fragment in zip(shown, fragments, strict=True)}
    return [
        fill(pieces[row.id], state_of(row, post, language) | names | LATER)
        if row.id in pieces
        else of_comment(row.id, gone(language, row.is_deleted))
        for row in rows
    ]


LATER = {"replies": "\x1freplies\x1f"}  # filled when all of a family are there


# --- Drawn for nobody


def draw_comments(ids: list[int]) -> dict[int, str]:
    return _draw(ids, "community/comments/_comment.html")


def draw_answers(ids: list[int]) -> dict[int, str]:
    return _draw(ids, "community/comments/_answer.html")


def _draw(ids: list[int], template: str) -> dict[int, str]:
    comments = Comment.objects.filter(pk__in=ids).select_related("author__avatar", "handling_by")
    return {
        comment.pk: render_to_string(
            template,
            {
                "comment": comment,
                "text": marked(comment.body_html),
                "strip": strip_of(comment),
                "size": 32 if comment.parent_id else 40,
                "me": Marks(),
            },
        )
        for comment in comments
    }


DRAW = {"comment": draw_comments, "answer": draw_answers}


# --- The reader's own


def state_of(row: CommentRow, post: Row, language: str) -> dict[str, str]:
    writes = post.writes and not post.is_closed and not post.is_hidden
    return {
        "answer": of_post(post.id, of_comment(row.id, answer_link(language))) if writes else "",
        "menu": of_comment(row.id, menu(language, rights_in(row, post))),
    }


def rights_in(row: CommentRow, post: Row) -> tuple[bool, ...]:
    return (
        row.is_own,
        post.writes and not row.is_hidden,
        row.is_flaggable and row.only_follows is not False and not (row.is_own and row.is_handled),
        post.keeps_order,
        row.is_hidden,
    )


RIGHTS = ("own", "writes", "flaggable", "keeps_order", "hidden")


def of_comment(pk: int, html: str) -> str:
    return html.replace("\x1e", str(pk))


def of_post(pk: int, html: str) -> str:
    return html.replace("\x1d", str(pk))


@lru_cache(maxsize=256)
def menu(language: str, rights: tuple[bool, ...]) -> SafeString:
    return render_to_string(
        "community/comments/_menu.html", dict(zip(RIGHTS, rights, strict=True)) | {"id": "\x1e"}
    )


@lru_cache(maxsize=16)
def answer_link(language: str) -> SafeString:
    return render_to_string("community/comments/_answer_link.html", {"id": "\x1e", "post": "\x1d"})


@lru_cache(maxsize=64)
def gone(language: str, is_deleted: bool) -> SafeString:
    """What stands where a comment was taken back or hidden; its answers go inside."""
    known = {"id": "\x1e", "is_deleted": is_deleted, "me": Marks()}
    return render_to_string("community/comments/_gone.html", known)


@lru_cache(maxsize=16)
def continued(language: str) -> str:
    return render_to_string("community/comments/_continued.html", {"id": "\x1e"})
