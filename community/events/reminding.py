"""The sweep: reminders that are due, each told once, a day and two hours before."""

from datetime import datetime

from community.events import notices
from community.events.models import EventReminder
from community.gatherings.reminders import sweep
from community.writing.calling import readers


def remind_due(as_of: datetime) -> int:
    """Returns how many reminders were dealt with. Two sweeps at once never take the same."""
    rows = EventReminder.objects.select_related("event__post__group__centre")
    return sweep(rows, as_of, holding="event__post", remind=_remind)


def _remind(reminder, as_of: datetime) -> None:
    """Nobody is reminded of what was called off, has begun, or is so near that the next stage speaks of it."""
    event = reminder.event
    if event.cancelled_at or not event.post.is_shown or reminder.is_overtaken(event.starts_at, as_of):
        return
    lost = event.answers.coming().exclude(member__in=readers(event.post.group).values("pk"))
    if keys := list(lost.values_list("member_id", flat=True)):
        event.release(keys, as_of=as_of)
    notices.reminded(event, reminder.stage, as_of=as_of)
