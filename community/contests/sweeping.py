"""The sweep: contests whose pictures are in open to votes, each once."""

from datetime import datetime

from community.batches import until_done
from community.contests.models import Contest
from community.transactions import all_or_nothing

BATCH = 20


def open_due(as_of: datetime) -> int:
    """Returns how many were dealt with. Two sweeps at once never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    # The posts are held, as by whoever hands in.
    due = Contest.objects.due(as_of).select_related("poll__post__group")
    held = due.select_for_update(of=("poll__post",), skip_locked=True).order_by("entries_until", "pk")
    return sum(contest.gather(as_of=as_of) for contest in held[:BATCH])
