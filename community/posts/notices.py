"""Who is told of a post: whom it calls, who follows its group, and of an announcement everybody there."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q

from community.following.models import Follow
from community.groups.models import Membership
from community.notifications.models import Inbox, Notification
from community.writing.calling import called, readers


def published(post, as_of: datetime | None = None) -> None:
    mentioned = called(post.body, post.group)
    kind = "community.announcement" if post.is_announcement else "community.posted"
    rest = [member for member in listeners(post) if member not in mentioned]
    fans = [member for member in followers(post) if member not in mentioned and member not in rest]
    Inbox.objects.hold([*mentioned, *rest, *fans])
    circles = (
        (mentioned, "community.mentioned_in_post"),
        (rest, kind),
        (fans, "community.followed_posted"),
    )
    for circle, name in circles:
        Notification.objects.tell(
            circle, kind=name, subject=post, actor=post.author, as_of=as_of or post.created_at
        )


def waiting(post) -> None:
    """Who keeps order in its group: somebody has to look at it."""
    keepers = post.group.keepers(but=post.author)
    Notification.objects.tell(
        keepers, kind="community.post_waiting", subject=post, actor=post.author, as_of=post.waits_since
    )


def approved(post) -> None:
    """Without the actor: the group answers, not the person who happened to press the button."""
    _tell_author(post, "community.post_approved")


def refused(post) -> None:
    _tell_author(post, "community.post_refused")


def held_up(post) -> None:
    """Each time that its hour came and it could not go out."""
    if post.author:
        once = f"community.post_held_up:{post.pk}:{post.held_up_at:%Y%m%d%H%M%S}"
        Notification.objects.tell(
            [post.author], kind="community.post_held_up", subject=post, once=once, as_of=post.held_up_at
        )


def _tell_author(post, kind: str) -> None:
    if post.author:
        Notification.objects.tell([post.author], kind=kind, subject=post, as_of=post.judged_at)


def decided(post, *, by) -> None:
    """Whoever voted for the suggestion and who made it, as far as they may still read it."""
    voted = Q(pk__in=post.votes.values("member_id")) | Q(pk=post.author_id)
    Notification.objects.tell(
        readers(post.group).filter(voted), kind="community.suggestion_decided", subject=post, actor=by,
        once=f"community.suggestion_decided:{post.pk}:{post.standing_at:%Y%m%d%H%M%S%f}", as_of=post.standing_at,
    )  # fmt: skip


def edited(post) -> None:
    """Whom the new text calls for the first time."""
    mentioned = called(post.body, post.group)
    Notification.objects.tell(mentioned, kind="community.mentioned_in_post", subject=post, actor=post.author)


def followers(post):
    """Who follows its author, may read it, and has not turned its group down."""
    if post.author is None:
        return get_user_model().objects.none()
    mute = Membership.objects.filter(group=post.group, level=Membership.Level.MUTE).values("member_id")
    return readers(post.group).filter(pk__in=Follow.objects.hearing(post.author)).exclude(pk__in=mute)


def listeners(post):
    """Of an announcement all members of the group who have not turned it down; of other posts those who follow it."""
    hearing = Membership.objects.filter(group=post.group).exclude(level=Membership.Level.MUTE)
    if not post.is_announcement:
        hearing = hearing.filter(level=Membership.Level.FOLLOW)
    return get_user_model().objects.filter(pk__in=hearing.values("member_id"))
