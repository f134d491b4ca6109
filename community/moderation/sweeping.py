"""The sweep: what was taken away, and nobody objected to in six months, is blank from then on."""

from datetime import datetime

from community.batches import until_done
from community.moderation.models import ModerationAct
from community.transactions import all_or_nothing

BATCH = 50


def blank_due(as_of: datetime) -> int:
    """Returns how many were dealt with. Two sweeps at once never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    due = ModerationAct.objects.due(as_of)
    held = list(due.select_for_update(of=("self",), skip_locked=True).order_by("blank_at", "pk")[:BATCH])
    for act in held:
        item = act.item
        if item is not None and item.deleted_at is None and item.hidden_at is not None:
            item.lock()
            item.wipe(by=act.by, as_of=as_of)
    ModerationAct.objects.filter(pk__in=[act.pk for act in held]).update(blank_at=None)
    return len(held)
