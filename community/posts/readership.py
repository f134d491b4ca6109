"""Who has read an announcement: of the people of its group, those who opened it."""

from community import keyset
from community.groups.models import Membership
from community.posts.models import Post, PostRead
from community.trust import levels

SIZE = 50


def register() -> None:
    levels.register_reading(posts_read)


def posts_read(member, most: int) -> int:
    return PostRead.objects.filter(member=member)[:most].count()


def readership_of(post: Post, before: int | None = None) -> dict:
    """Counts, and a page of who read it, the last first. Its author is not counted."""
    people = Membership.objects.filter(group=post.group_id).known().exclude(member=post.author_id)
    reads = PostRead.objects.filter(post=post, member__in=people.values("member_id"))
    read, there = reads.count(), people.count()
    if before is not None:
        reads = reads.filter(pk__lt=before)
    rows, has_more = keyset.cut(reads.select_related("member__avatar").order_by("-pk"), SIZE)
    return {
        "reads": rows,
        "read": read,
        "people": there,
        "open": there - read,
        "next": f"?before={rows[-1].pk}" if has_more else "",
    }
