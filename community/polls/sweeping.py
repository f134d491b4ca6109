"""The sweep: polls whose time is over are told of, each once."""

from datetime import datetime

from community.batches import until_done
from community.polls.models import Poll
from community.transactions import all_or_nothing

BATCH = 50


def tell_due(as_of: datetime) -> int:
    """Returns how many were told of. Two sweeps at once never take the same poll."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    # The posts are held, as by whoever votes.
    due = Poll.objects.due(as_of).select_related("post__group")
    held = list(due.select_for_update(of=("post",), skip_locked=True).order_by("closes_at", "pk")[:BATCH])
    return sum(poll.tell_the_end(as_of=as_of) for poll in held)
