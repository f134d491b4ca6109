"""The sweep: posts whose hour has come go out, each once."""

from datetime import datetime

from community.batches import until_done
from community.posts.models import Post
from community.transactions import all_or_nothing

BATCH = 20


def go_out_due(as_of: datetime) -> int:
    """Returns how many were looked at: each is out, or was held up. Two sweeps at once never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    due = Post.objects.due(as_of).select_related("group", "author")
    held = list(due.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for post in held:
        post.go_out(as_of=as_of)
    return len(held)
