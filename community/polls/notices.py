"""Who is told of a poll: when it is over, its author, whoever voted and whoever brought what was voted on."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain
from community.writing.calling import readers


def register() -> None:
    posts: dict[str, Any] = {"model": "community.Post", "related": ("group", "poll__winner__by")}
    kinds.register("polls.closed", icon="kind-poll", excerpt=_words, **posts)
    kinds.register("polls.won", icon="trophy", excerpt=_words, **posts)


def closed(poll, as_of: datetime) -> None:
    """Those who may still read it. Whoever closed it themselves knows."""
    if not poll.post.is_shown:
        return
    voted, brought = poll.votes.values("member_id"), poll.options.filter(by__isnull=False).values("by_id")
    seeing = readers(poll.post.group)
    circle = seeing.filter(Q(pk__in=voted) | Q(pk__in=brought) | Q(pk=poll.post.author_id))
    if poll.closed_by_id:
        circle = circle.exclude(pk=poll.closed_by_id)
    if won := poll.winner and poll.winner.by_id:
        Notification.objects.tell(seeing.filter(pk=won), kind="polls.won", subject=poll.post, as_of=as_of)
        circle = circle.exclude(pk=won)
    Notification.objects.tell(circle, kind="polls.closed", subject=poll.post, as_of=as_of)


def _words(post) -> str:
    return plain(post.body, 120)
