"""Who is told of a poll: when it is over, its author and whoever voted."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain
from community.writing.calling import readers


def register() -> None:
    posts: dict[str, Any] = {"model": "community.Post", "related": ("group", "poll__winner")}
    kinds.register("polls.closed", icon="kind-poll", excerpt=_words, **posts)


def closed(poll, as_of: datetime) -> None:
    """Those who may still read it. Whoever closed it themselves knows."""
    voted = poll.votes.values("member_id")
    circle = readers(poll.post.group).filter(Q(pk__in=voted) | Q(pk=poll.post.author_id))
    if poll.closed_by_id:
        circle = circle.exclude(pk=poll.closed_by_id)
    if poll.post.is_shown:
        Notification.objects.tell(circle, kind="polls.closed", subject=poll.post, as_of=as_of)


def _words(post) -> str:
    return plain(post.body, 120)
