"""Who is told of a comment: whom it calls, whom it answers, whose post it is, who follows. Each of them once."""

from django.db.models import Value

from accounts.made_once import made_once
from community.flags.models import Flag
from community.notifications.models import Inbox, Notification
from community.posts.levels import PostLevel
from community.writing.calling import called, readers, reading


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
    levels = levels_on.rows(post=post.pk)
    mute = {member for member, level in levels if level == PostLevel.Level.MUTE}
    close = {post.author_id, *(member for member, _level in levels)} - mute - {None}
    return reading(post.group, close) if close else []


@made_once
def levels_on(post):
    """Who follows the post, because they chose to or flagged it, and who has turned it down."""
    chosen = PostLevel.objects.filter(post=post).values_list("member", "level")
    flagged = Flag.objects.filter(post=post).order_by().values_list("member", Value(PostLevel.Level.FOLLOW))
    return chosen.union(flagged, all=True)
