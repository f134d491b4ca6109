"""Cards: drawn once for everybody, then filled with what the reader is to them (docs/performance.md).

What is drawn knows no reader: `me` answers with marks. What is filled in knows no text: a few words and menus, each
drawn once per language and combination of rights.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.feed.queries import Row, these
from community.posts import inserts, sorts
from community.posts.faces import face_of
from community.posts.models import Post
from community.posts.pictures import PostPicture
from community.posts.tagging import tags_shown
from community.reactions.models import Reaction
from community.rendering.mentions import names_for

NOTHING_PRESSED = dict.fromkeys(Reaction.Kind.values, "false")
PRESSED = {None: NOTHING_PRESSED} | {kind: NOTHING_PRESSED | {kind: "true"} for kind in Reaction.Kind.values}


def filled(
    rows: Sequence[Row], *, reader, kind: str = "card", since: datetime | None = None
) -> list[SafeString]:
    """The cards of the rows as complete HTML, in their order. `kind` is "card", or "post" for the whole text; what
    came after `since` is marked as new."""
    fragments = fragments_of(rows, kind)
    names = names_for(fragments)
    own = inserts.of(reader, rows, full=kind == "post")
    states = [state_of(row, reader.is_staff, since) | own.get(row.id, {}) for row in rows]
    if kind == "card":
        insides = {name for inside in own.values() for name in inside}
        states = [
            folded(state, row, insides) if row.folded else state
            for state, row in zip(states, rows, strict=True)
        ]
    return [fill(fragment, state | names) for state, fragment in zip(states, fragments, strict=True)]


def fragments_of(rows: Sequence[Row], kind: str) -> list[SafeString]:
    """The cards as they are drawn for everybody, with marks where a reader's own goes."""
    items = [(row.id, row.versions) for row in rows]
    return drawn(kind, items, translation.get_language(), DRAW[kind], extra=Brand.current().timezone)


def card(member, post: Post, *, kind: str = "card") -> SafeString:
    """One card, as an answer to an act; nothing when the member may not see it."""
    return mark_safe("".join(filled(these(member, [post.pk]), kind=kind, reader=member)))


# --- Drawn for nobody


def draw_cards(ids: list[int]) -> dict[int, str]:
    return _draw(ids, "community/posts/_card.html", full=False)


def draw_posts(ids: list[int]) -> dict[int, str]:
    return _draw(ids, "community/posts/_post.html", full=True)


def _draw(ids: list[int], template: str, *, full: bool) -> dict[int, str]:
    posts = Post.objects.filter(pk__in=ids).select_related(
        "author__avatar", "author__customer_record", "group__centre", "handling_by", "praise"
    )
    return {
        post.pk: render_to_string(template, face_of(post, full=full) | {"me": Marks()})
        for post in posts.annotate(shown=PostPicture.shown(), tagged=tags_shown(), sort=sorts.named())
    }


DRAW = {"card": draw_cards, "post": draw_posts}


# --- The reader's own


def state_of(row: Row, staff: bool, since: datetime | None = None) -> dict[str, str]:
    """What the marks of the card become for this reader."""
    language = translation.get_language()
    news = max(row.comments - row.seen, 0) if row.seen is not None else row.comments if row.is_own else 0
    is_unread = news or (since and row.created_at > since and row.seen is None and not row.is_own)
    shared = row.is_open_case and row.is_flaggable and not row.is_own and not staff
    return PRESSED[row.reaction] | {
        "unread": " post-unread" if is_unread else "",
        "pinned": pinned_word(language) if row.is_pinned else "",
        "news": news_word(language, news) if news else "",
        "talk": "unread/" if news and row.seen is not None else "#comments",
        "metoo": of_post(row.id, me_too(language, row.only_follows is False)) if shared else "",
        "menu": of_post(row.id, menu(language, rights_in(row, staff))),
        "vote": of_post(row.id, voting(language, row.has_voted, may_vote(row)))
        if row.kind == "suggestion"
        else "",
        "handling": own_request(language) if row.is_own and row.is_handled else "",
    }


def folded(state: dict[str, str], row: Row, insides: set[str]) -> dict[str, str]:
    """A card of somebody whom the reader ignores or blocked says so in the place of its words and what it holds."""
    word = of_post(row.id, folded_word(translation.get_language()))
    return state | dict.fromkeys(insides, "") | {"unread": " post-folded", "pinned": word}


def rights_in(row: Row, staff: bool = False) -> tuple[bool, ...]:
    return (
        row.is_own,
        row.writes and not row.is_hidden and row.has_voice,
        row.is_own and row.has_voice and ((row.writes and not row.is_hidden) or row.is_unsaid),
        row.is_flaggable and not row.is_handled,
        row.only_follows is True,
        row.only_follows is None and not row.is_own,
        row.keeps_order,
        row.stays_on_top,
        row.is_closed,
        row.is_hidden,
        row.is_waiting,
        row.is_kept,
        staff and row.kind == "suggestion" and not row.is_hidden,
        row.kind == "announcement" and (row.is_own or row.keeps_order),
        staff and not row.is_hidden,
        row.is_own and row.kind == "praise",
        row.judges and not row.is_own,
    )


RIGHTS = (
    "own",
    "writes",
    "edits",
    "flaggable",
    "follows",
    "may_follow",
    "keeps_order",
    "pinned",
    "closed",
    "hidden",
    "waits",
    "kept",
    "decides",
    "counts_readers",
    "clarifies",
    "quotes",
    "judges",
)


def of_post(pk: int, html: str) -> str:
    return html.replace("\x1e", str(pk))


@lru_cache(maxsize=1024)
def menu(language: str, rights: tuple[bool, ...]) -> SafeString:
    """The menu of a card for this combination of rights; \x1e stands where the post's number goes."""
    return render_to_string(
        "community/posts/_menu.html", dict(zip(RIGHTS, rights, strict=True)) | {"id": "\x1e"}
    )


def may_vote(row: Row) -> bool:
    return row.writes and not row.is_hidden and not row.is_decided


@lru_cache(maxsize=64)
def voting(language: str, has_voted: bool, may: bool) -> SafeString:
    known = {"id": "\x1e", "has_voted": has_voted, "may": may}
    return render_to_string("community/posts/_vote.html", known)


@lru_cache(maxsize=64)
def me_too(language: str, is_pressed: bool) -> SafeString:
    return render_to_string("community/posts/_me_too.html", {"id": "\x1e", "is_pressed": is_pressed})


@lru_cache(maxsize=16)
def own_request(language: str) -> SafeString:
    return render_to_string("community/posts/_own_request.html")


@lru_cache(maxsize=16)
def folded_word(language: str) -> SafeString:
    return render_to_string("community/posts/_folded.html", {"id": "\x1e"})


@lru_cache(maxsize=16)
def pinned_word(language: str) -> SafeString:
    return render_to_string("community/posts/_pinned.html")


@lru_cache(maxsize=256)
def news_word(language: str, count: int) -> str:
    words = ngettext("%(count)d new", "%(count)d new", count) % {"count": count}
    return f' <span class="count count-hot">{words}</span>'
