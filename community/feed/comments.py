"""Comments of a thread: drawn once for everybody, filled for the reader, nested two deep."""

from collections.abc import Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.comments.models import Comment
from community.comments.pictures import CommentPicture
from community.feed.queries import Row
from community.feed.thread import CommentRow, Thread
from community.posts.faces import strip_of
from community.rendering.mentions import marked
from community.writing.pictures import apart

Names = dict[str, SafeString]


class Talk:
    """The comments of a page, and the answers above them, for one reader."""

    def __init__(self, found: Thread, reader):
        self.post, self.above, self.rows = found.post, found.answers, found.comments
        self.is_staff = reader.is_staff
        self.accepts = may_accept(found.post, reader)
        self.language = translation.get_language()
        self.drawn = {"comment": fragments_of(self.rows, "comment")}
        self.drawn["answer"] = fragments_of(self.above, "answer")
        self.first_new = next((row.id for row in self.rows if row.is_new), None)
        self.link = of_post(self.post.id, answer_link(self.language)) if may_answer(self.post) else ""

    @property
    def fragments(self) -> list[str]:
        return [fragment for kind in self.drawn.values() for fragment in kind.values()]

    def answered(self, names: Names) -> SafeString:
        """The answers that stand above the comments; nothing when there are none."""
        return SafeString("".join(self.filled(row, "answer", names) for row in self.above))

    def nested(self, names: Names) -> SafeString:
        """The comments, each with the answers to it inside; a line stands where the one above would be."""
        below: dict[int, list[CommentRow]] = {}
        for row in self.rows:
            below.setdefault(row.root, []).append(row)
        return SafeString("".join(self.family(root, rows, names) for root, rows in below.items()))

    def family(self, root: int, rows: list[CommentRow], names: Names) -> str:
        """A comment with its answers, which come behind it; on a later page they may come without it."""
        top = rows[0] if rows[0].id == root else None
        replies = [self.placed(row, names) for row in (rows[1:] if top else rows)]
        inside = f'<div class="replies">{"".join(replies)}</div>' if replies else ""
        if top is None:
            return of_comment(root, continued(self.language)) + inside
        return self.placed(top, names, inside)

    def placed(self, row: CommentRow, names: Names, replies: str = "") -> SafeString:
        line = SafeString(new_line(self.language) if row.id == self.first_new else "")
        if any(row.id == answer.id for answer in self.above):
            return line + fill(of_comment(row.id, stands_above(self.language)), {"replies": replies})
        if row.is_folded and row.id in self.drawn["comment"]:
            return line + self.folded(row, names, replies)
        return line + self.filled(row, "comment", names, replies)

    def folded(self, row: CommentRow, names: Names, replies: str) -> SafeString:
        """In its place in the thread, behind a line that opens it; the answers to it stay as they are."""
        # What others point at (#comment-7) is the place, open or not.
        words = self.filled(row, "comment", names).replace(f' id="comment-{row.id}"', "", 1)
        state = {"comment": words, "replies": replies}
        return fill(of_comment(row.id, folded_away(self.language)), state)

    def filled(self, row: CommentRow, kind: str, names: Names, replies: str = "") -> SafeString:
        if row.id not in self.drawn[kind]:
            return fill(of_comment(row.id, gone(self.language, row.is_deleted)), {"replies": replies})
        state = {
            "answer": self.link.replace("\x1e", str(row.id)) + self.accepting(row),
            "menu": of_comment(row.id, menu(self.language, rights_in(row, self.post, self.is_staff))),
            "replies": replies,
        }
        return fill(self.drawn[kind][row.id], state | names if names else state)

    def accepting(self, row: CommentRow) -> str:
        """What marks it as the answer to the question, or takes that back."""
        if not self.accepts or row.is_hidden:
            return ""
        return of_comment(row.id, accept_button(self.language, row.id == self.post.accepted))


def fragments_of(rows: Sequence[CommentRow], kind: str) -> dict[int, SafeString]:
    """The comments that the reader may read, as they are drawn for everybody."""
    items = [(row.id, row.versions) for row in rows if not row.is_deleted and not row.is_veiled]
    fragments = drawn(kind, items, translation.get_language(), DRAW[kind], extra=Brand.current().timezone)
    return {id: fragment for (id, _version), fragment in zip(items, fragments, strict=True)}


# --- Drawn for nobody


def draw_comments(ids: list[int]) -> dict[int, str]:
    return _draw(ids, "community/comments/_comment.html")


def draw_answers(ids: list[int]) -> dict[int, str]:
    return _draw(ids, "community/comments/_answer.html")


def _draw(ids: list[int], template: str) -> dict[int, str]:
    comments = Comment.objects.filter(pk__in=ids).select_related(
        "author__avatar", "author__customer_record", "handling_by", "post__group__centre"
    )
    return {
        comment.pk: render_to_string(
            template,
            {
                "comment": comment,
                "text": marked(comment.body_html),
                "full": True,
                **apart(comment.shown),
                "strip": strip_of(comment, comment.place.centre),
                "is_accepted": comment.is_accepted,
                "size": 32 if comment.parent_id else 40,
                "me": Marks(),
            },
        )
        for comment in comments.annotate(shown=CommentPicture.shown())
    }


DRAW = {"comment": draw_comments, "answer": draw_answers}


# --- The reader's own


def may_answer(post: Row) -> bool:
    return post.writes and post.has_voice and not post.is_closed and not post.is_hidden


def may_accept(post: Row, reader) -> bool:
    """As `community.posts.answering.may_accept` says it of the post itself; a test holds the two together."""
    if post.kind != "question" or post.is_hidden or not post.is_living:
        return False
    return (post.is_own and post.writes) or reader.is_staff or post.keeps_order


def rights_in(row: CommentRow, post: Row, staff: bool) -> tuple[bool, ...]:
    return (
        row.is_own,
        post.writes and post.has_voice and not row.is_hidden,
        row.is_flaggable and not row.is_handled,
        post.keeps_order,
        row.is_hidden,
        row.is_flaggable
        and row.is_open_case
        and not row.is_own
        and row.only_follows is not False
        and not staff,
        row.judges and not row.is_own,
    )


RIGHTS = ("own", "writes", "flaggable", "keeps_order", "hidden", "shares", "judges")


def of_comment(pk: int, html: str) -> SafeString:
    """The drawn piece, for that comment; `html` is ours."""
    return SafeString(html.replace("\x1e", str(pk)))


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


@lru_cache(maxsize=16)
def accept_button(language: str, is_accepted: bool) -> SafeString:
    return render_to_string("community/comments/_accept.html", {"id": "\x1e", "is_accepted": is_accepted})


@lru_cache(maxsize=64)
def gone(language: str, is_deleted: bool) -> SafeString:
    """What stands where a comment was taken back or hidden; its answers go inside."""
    known = {"id": "\x1e", "is_deleted": is_deleted, "me": Marks()}
    return render_to_string("community/comments/_gone.html", known)


@lru_cache(maxsize=16)
def new_line(language: str) -> str:
    """The line above the first comment that the reader does not know yet."""
    return render_to_string("community/comments/_new.html")


@lru_cache(maxsize=16)
def folded_away(language: str) -> SafeString:
    return render_to_string("community/comments/_folded.html", {"id": "\x1e", "me": Marks()})


@lru_cache(maxsize=16)
def stands_above(language: str) -> SafeString:
    return render_to_string("community/comments/_above.html", {"id": "\x1e", "me": Marks()})


@lru_cache(maxsize=16)
def continued(language: str) -> str:
    return render_to_string("community/comments/_continued.html", {"id": "\x1e"})
