"""Who is told of a comment: whom it calls, whom it answers, whose post it is, who follows. Each of them once."""

from community.flags.models import Flag
from community.notifications.models import Inbox, Notification
from community.posts.levels import PostLevel
from community.writing.calling import called, readers


def said(comment) -> None:
    circles = {
        "community.mentioned": called(comment.body, comment.place),
        "community.replied": [comment.parent.author] if comment.parent else [],
        "community.commented": interested(comment),
    }
    if sum(map(bool, circles.values())) > 1:  # one circle is held by its own telling
        Inbox.objects.hold(member for circle in circles.values() for member in circle if member)
    told = set()
    for kind, circle in circles.items():
        if hearing := {member for member in circle if member} - told:
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
    levels = dict(PostLevel.objects.filter(post=post).values_list("member_id", "level"))
    close = {post.author_id, *Flag.objects.filter(post=post).values_list("member_id", flat=True)}
    close |= {member for member, level in levels.items() if level == PostLevel.Level.FOLLOW}
    heard = [member for member in close if member and levels.get(member) != PostLevel.Level.MUTE]
    return list(readers(post.group).filter(pk__in=heard)) if heard else []
