"""What somebody published of late, on their page: as far as its reader may read it, and wants to."""

from accounts.members import sections
from community.contacts.models import Block
from community.posts.models import Post

MOST = 4


def register() -> None:
    sections.register(of_late, rank=40)


def of_late(member, viewer) -> dict | None:
    if Block.objects.filter(member=viewer, other=member).exists() or Block.objects.parted(viewer, member):
        return None
    mine = Post.objects.visible_to(viewer).filter(author=member, deleted_at=None, hidden_at=None)
    posts = list(mine.select_related("group").order_by("-pk")[:MOST])
    return {"template": "community/posts/_lately.html", "posts": posts} if posts else None
