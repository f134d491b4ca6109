"""The sweep: bookmarks whose day has come remind their members, each once."""

from datetime import datetime

from community.batches import until_done
from community.bookmarks import notices
from community.bookmarks.models import Bookmark
from community.transactions import all_or_nothing

BATCH = 50


def remind_due(as_of: datetime) -> int:
    """Returns how many were dealt with. Two sweeps at once never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    due = Bookmark.objects.due(as_of).select_related("post", "member").order_by("remind_at", "pk")
    held = list(due.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for bookmark in held:
        notices.due(bookmark, as_of)
    Bookmark.objects.filter(pk__in=[bookmark.pk for bookmark in held]).update(remind_at=None)
    return len(held)
