"""The sweep: announcements whose hour has come go out, each once."""

from datetime import datetime

from community.batches import until_done
from community.posts.models import Post
from community.transactions import all_or_nothing

BATCH = 20


def go_out_due(as_of: datetime) -> int:
    """Returns how many went out. Two sweeps at once never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    due = Post.objects.filter(due_at__lte=as_of, deleted_at__isnull=True).select_related("group", "author")
    held = list(due.select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")[:BATCH])
    return sum(post.go_out(as_of=as_of) for post in held)
