"""The sweep: reminders that are due, each told once, a day and two hours before."""

from datetime import datetime

from community.batches import until_done
from community.events import notices
from community.events.changing import STAGES
from community.events.models import EventReminder
from community.transactions import all_or_nothing
from community.writing.calling import readers

BATCH = 20


def remind_due(as_of: datetime) -> int:
    """Returns how many reminders were dealt with. Two sweeps at once never take the same."""
    return until_done(_batch, BATCH, as_of)


@all_or_nothing
def _batch(as_of: datetime) -> int:
    due = EventReminder.objects.due(as_of).select_related("event__post__group__centre")
    # The posts are held, as by whoever answers; a worker that dies takes its claim back with it.
    held = list(due.select_for_update(of=("event__post",), skip_locked=True).order_by("due_at", "pk")[:BATCH])
    for reminder in held:
        if EventReminder.objects.filter(pk=reminder.pk).due(as_of).update(told_at=as_of):
            _remind(reminder, as_of)
    return len(held)


def _remind(reminder, as_of: datetime) -> None:
    """Nobody is reminded of what was called off, has begun, or is so near that the next stage speaks of it."""
    event = reminder.event
    near = reminder.stage == "day" and event.starts_at - as_of <= STAGES["hours"]
    if event.cancelled_at or event.starts_at <= as_of or near or not event.post.is_shown:
        return
    lost = event.answers.coming().exclude(member__in=readers(event.post.group).values("pk"))
    if keys := list(lost.values_list("member_id", flat=True)):
        event.release(keys, as_of=as_of)
    notices.reminded(event, reminder.stage, as_of=as_of)
