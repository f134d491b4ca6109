"""Who is told of a contest: when voting opens, or too few came, whoever handed in and its author."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from community.notifications import kinds
from community.notifications.models import Notification
from community.writing.calling import readers


def register() -> None:
    posts: dict[str, Any] = {"model": "community.Post", "related": ("group",)}
    kinds.register("contests.opened", icon="image", **posts)
    kinds.register("contests.too_few", icon="image", **posts)


def opened(contest, *, as_of: datetime) -> None:
    _tell(contest, "contests.opened", as_of)


def too_few(contest, *, as_of: datetime) -> None:
    _tell(contest, "contests.too_few", as_of)


def _tell(contest, kind: str, as_of: datetime) -> None:
    """Those who may still read it. The results come from the poll."""
    brought = contest.entries.standing().filter(member__isnull=False).values("member_id")
    circle = readers(contest.post.group).filter(Q(pk__in=brought) | Q(pk=contest.post.author_id))
    if contest.post.is_shown:
        Notification.objects.tell(circle, kind=kind, subject=contest.post, as_of=as_of)
