"""The reminder of a bookmark: for whoever set it, while they may read the post."""

from typing import Any

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain


def register() -> None:
    posts: dict[str, Any] = {"model": "community.Post", "related": ("group",)}
    kinds.register("community.bookmark_due", icon="bookmark", excerpt=_words, is_held=False, **posts)


def due(bookmark, as_of) -> None:
    if bookmark.post.is_visible_to(bookmark.member):
        once = f"community.bookmark_due:{bookmark.pk}:{bookmark.remind_at:%Y%m%d%H%M%S}"
        Notification.objects.tell(
            [bookmark.member], kind="community.bookmark_due", subject=bookmark.post, once=once, as_of=as_of
        )


def _words(post) -> str:
    return plain(post.body, 120)
