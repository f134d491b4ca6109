"""Who is told of a post: whom it calls, who follows its group, and of an announcement everybody there."""

from django.contrib.auth import get_user_model

from community.groups.models import Membership
from community.notifications.models import Inbox, Notification
from community.writing.calling import called


def published(post) -> None:
    mentioned = called(post.body, post.group)
    hearing = list(listeners(post))
    Inbox.objects.hold([*mentioned, *hearing])
    Notification.objects.tell(
        mentioned, kind="community.mentioned_in_post", subject=post, actor=post.author, as_of=post.created_at
    )
    rest = set(hearing) - set(mentioned)
    kind = "community.announcement" if post.is_announcement else "community.posted"
    Notification.objects.tell(rest, kind=kind, subject=post, actor=post.author, as_of=post.created_at)


def edited(post) -> None:
    """Whom the new text calls for the first time."""
    mentioned = called(post.body, post.group)
    Notification.objects.tell(mentioned, kind="community.mentioned_in_post", subject=post, actor=post.author)


def listeners(post):
    """Of an announcement all members but those who have turned the group down, else those who follow it."""
    hearing = Membership.objects.filter(group=post.group)
    if post.is_announcement:
        hearing = hearing.exclude(level=Membership.Level.MUTE)
    else:
        hearing = hearing.filter(level=Membership.Level.FOLLOW)
    return get_user_model().objects.filter(pk__in=hearing.values("member_id"))
