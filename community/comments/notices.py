"""Who is told of a comment: whom it calls, whom it answers, whose post it is, who follows. Each of them once."""

from django.contrib.auth import get_user_model

from community.notifications.models import Inbox, Notification
from community.posts.levels import PostLevel
from community.writing.calling import called, readers


def said(comment) -> None:
    circles = {
        "community.mentioned": called(comment.body, comment.place),
        "community.replied": [comment.parent.author] if comment.parent else [],
        "community.commented": interested(comment),
    }
    Inbox.objects.hold(member for circle in circles.values() for member in circle if member)
    told = set()
    for kind, circle in circles.items():
        hearing = {member for member in circle if member} - told
        Notification.objects.tell(
            hearing, kind=kind, subject=comment, actor=comment.author, as_of=comment.created_at
        )
        told |= hearing


def accepted(comment, *, by) -> None:
    """Whoever gave the answer, and who asked when somebody else accepted it."""
    circle = readers(comment.place).filter(pk__in=[comment.author_id, comment.post.author_id])
    Notification.objects.tell(circle, kind="community.accepted", subject=comment, actor=by)


def edited(comment) -> None:
    """Whom the new text calls for the first time."""
    mentioned = called(comment.body, comment.place)
    Notification.objects.tell(mentioned, kind="community.mentioned", subject=comment, actor=comment.author)


def interested(comment) -> list:
    """The post's author and who follows it, as far as they may still read it and have not turned it down. An
    official answer is told by the room that gave it."""
    if comment.is_official:
        return []
    post = comment.post
    levels = PostLevel.objects.filter(post=post)
    everybody = readers(post.group).exclude(pk__in=levels.muted().values("member_id"))
    flagged = get_user_model().objects.filter(flags__post=post).values("pk")
    followers = everybody.filter(pk__in=levels.followed().values("member_id"))
    return list(everybody.filter(pk__in=flagged).union(everybody.filter(pk=post.author_id), followers))
