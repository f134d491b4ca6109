"""Groups, posts and comments for the tests of the community."""

from django.utils import timezone

from accounts.customers import facts
from accounts.customers.models import Record
from community.comments.models import Comment
from community.groups.models import Group
from community.posts.models import Post

CANARY = "canary-of-the-board-7731"


def everybody() -> Group:
    """The default group; whoever was made before it existed is let in."""
    return Group.objects.default() or Group.objects.create(
        name="Everybody", slug="everybody", is_default=True
    )


def group(name: str, *members, **fields) -> Group:
    made = Group.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)
    for member in members:
        made.admit(member)
    return made


def closed(name: str, *members) -> Group:
    """Listed, on request: others see its name and purpose only."""
    return group(name, *members, joining=Group.Joining.REQUEST)


def secret(name: str, *members) -> Group:
    return group(name, *members, listing=Group.Listing.SECRET, joining=Group.Joining.INVITATION)


def post(by, place: Group, body: str = "The pool opens at eight.", kind: str = "story", **fields) -> Post:
    """Written at a moment that is given: history has no pace."""
    fields.setdefault("as_of", timezone.now())
    return Post.objects.publish(by=by, group=place, kind=kind, body=body, **fields)


def comment(by, below: Post, body: str = "Good to know.", **fields) -> Comment:
    fields.setdefault("as_of", timezone.now())
    return Comment.objects.say(post=below, by=by, body=body, **fields)


def comments(by, below: Post, count: int, parent: Comment | None = None) -> list[Comment]:
    """Many at once, as a loaded history has them."""
    made = Comment.objects.bulk_create(
        Comment(
            post=below,
            author=by,
            parent=parent,
            body=f"{number}",
            body_html=f"<p>{number}</p>",
            language="en",
        )
        for number in range(count)
    )
    below.count_comment(count)
    return made


def live_together(*members) -> None:
    """Verified customers of one household."""
    for member in members:
        told, now = {facts.HOUSEHOLD: "f7"}, timezone.now()
        Record.objects.create(number=f"{member.pk}", told=told, listed_at=now).take(member, now)
