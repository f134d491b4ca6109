"""The reminder of a bookmark: for whoever set it, while they may read the post; in their own words if there are any."""

from typing import Any

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain


def register() -> None:
    posts: dict[str, Any] = {"model": "community.Post", "related": ("group",)}
    kinds.register("community.bookmark_due", icon="bookmark", excerpt=_words, is_held=False, **posts)
    kinds.register(
        "community.bookmark_noted",
        model="community.Bookmark",
        icon="bookmark",
        related=("post__group",),
        needs_subject=False,  # who took the bookmark away was reminded all the same
        address=_address,
        thread=_headline,
        place=_place,
        excerpt=_note,
        is_held=False,
    )


def due(bookmark, as_of) -> None:
    if bookmark.post.is_visible_to(bookmark.member):
        kind = "community.bookmark_noted" if bookmark.note else "community.bookmark_due"
        subject = bookmark if bookmark.note else bookmark.post
        once = f"community.bookmark_due:{bookmark.pk}:{bookmark.remind_at:%Y%m%d%H%M%S}"
        Notification.objects.tell([bookmark.member], kind=kind, subject=subject, once=once, as_of=as_of)


def _words(post) -> str:
    return plain(post.body, 120)


def _note(bookmark) -> str:
    return bookmark.note


def _address(bookmark) -> str:
    return bookmark.post.get_absolute_url()


def _headline(bookmark) -> str:
    return str(bookmark.post)


def _place(bookmark) -> object:
    return "community.Post", bookmark.post_id
