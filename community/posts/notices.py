"""Who is told of a post: whom it calls, and of an announcement everybody in its group."""

from django.contrib.auth import get_user_model

from community.groups.models import Membership
from community.notifications.models import Inbox, Notification
from community.writing.calling import called


def published(post) -> None:
    mentioned = called(post.body, post.group)
    hearing = list(listeners(post)) if post.is_announcement else []
    Inbox.objects.hold([*mentioned, *hearing])
    Notification.objects.tell(
        mentioned, kind="community.mentioned_in_post", subject=post, actor=post.author, as_of=post.created_at
    )
    rest = set(hearing) - set(mentioned)
    Notification.objects.tell(
        rest, kind="community.announcement", subject=post, actor=post.author, as_of=post.created_at
    )


def edited(post) -> None:
    """Whom the new text calls for the first time."""
    mentioned = called(post.body, post.group)
    Notification.objects.tell(mentioned, kind="community.mentioned_in_post", subject=post, actor=post.author)


def listeners(post):
    """The group's members who have not turned it down."""
    hearing = Membership.objects.filter(group=post.group).exclude(level=Membership.Level.MUTE)
    return get_user_model().objects.filter(pk__in=hearing.values("member_id"))
