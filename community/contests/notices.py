"""Who is told of a contest: when voting opens whoever handed in and its author; of a removal whose picture it was."""

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
    kinds.register(
        "contests.taken_out", model="community.ContestEntry", icon="image", related=("contest__poll__post",),
        excerpt=_reason, thread=_headline, place=_post,
    )  # fmt: skip


def opened(contest, *, as_of: datetime) -> None:
    _tell(contest, "contests.opened", as_of)


def too_few(contest, *, as_of: datetime) -> None:
    _tell(contest, "contests.too_few", as_of)


def taken_out(entry, *, by, as_of: datetime) -> None:
    """Without the actor: the group answers, not the person who happened to press the button."""
    circle = readers(entry.contest.post.group).filter(pk=entry.member_id).exclude(pk=by.pk)
    Notification.objects.tell(circle, kind="contests.taken_out", subject=entry, as_of=as_of)


def _tell(contest, kind: str, as_of: datetime) -> None:
    """Those who may still read it. The results come from the poll."""
    brought = contest.entries.standing().filter(member__isnull=False).values("member_id")
    circle = readers(contest.post.group).filter(Q(pk__in=brought) | Q(pk=contest.post.author_id))
    if contest.post.is_shown:
        Notification.objects.tell(circle, kind=kind, subject=contest.post, as_of=as_of)


def _reason(entry) -> str:
    return entry.removal_reason


def _headline(entry) -> str:
    return entry.contest.post.headline


def _post(entry) -> object:
    return "community.Post", entry.contest_id
