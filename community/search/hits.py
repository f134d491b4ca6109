"""A found post or comment as its line. What lines of one sort have in common is drawn once; words, face and time are
filled in."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString

from accounts.fragments import Marks, fill
from accounts.members.faces import Face
from accounts.templatetags.shell import avatar, time_tag
from community.posts import sorts
from community.posts.faces import public_word
from community.posts.models import Post
from community.rendering.highlights import excerpt, marked
from community.rendering.markdown import plain
from community.search.finding import Found


def hit(row: Found, sort: str, terms: tuple[str, ...]) -> SafeString:
    """The line with the found words marked; `sort` is what the post is called (see `posts/sorts.py`)."""
    title, words = marked(row.headline, terms), excerpt(row.body, terms) if says_more(row) else ""
    face = Face(row.author_id, row.author, row.avatar) if row.author is not None else None
    own = {
        "face": avatar(face, 32),
        "address": row.address,
        "title": title,
        "author": escape(row.author or ""),
        "group": escape(row.group),
        "at": time_tag(row.at),
        "excerpt": words,
    }
    shape = shape_of(
        translation.get_language(),
        kind="" if row.comment else sort,
        handling=row.handling,
        is_official=row.is_official,
        missing=tuple(name for name, value in own.items() if not value),
    )
    return fill(shape, own)


def says_more(row: Found) -> bool:
    """Of a post without a title the first words are the heading: they need not stand there twice."""
    return bool(row.comment or row.is_titled or plain(row.body, len(row.body) + 1) != row.headline)


@lru_cache(maxsize=512)
def shape_of(
    _language: str | None, *, kind: str, handling: str, is_official: bool, missing: tuple[str, ...]
) -> SafeString:
    """A line with marks where a hit's own goes. Without a kind it is a comment's; `missing` names marks left out."""
    me = Marks()
    own = {name: me[name] for name in ("face", "address", "title", "author", "group", "at", "excerpt")}
    known = {
        "is_comment": not kind,
        "is_official": is_official,
        "kind": kind,
        "kind_label": sorts.label_of(kind),
        "state": handling,
        "state_label": public_word(Post(handling=handling)) if handling else "",
        "me": own | dict.fromkeys(missing, ""),
    }
    return render_to_string("community/search/_hit.html", known)
