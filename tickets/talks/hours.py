"""When somebody is there to talk: the opening hours of the house's calendar."""

from datetime import datetime, timedelta

from tickets.sla.clock import first_open, open_spans
from tickets.sla.models import BusinessCalendar

AHEAD = timedelta(days=14)
HOUR = timedelta(hours=1)
OFFERED = 12  # hours in which one may be called back


def is_open(as_of: datetime) -> bool:
    """Whether the team is there at this instant."""
    begin, end = next(open_spans(_hours(), as_of, until=as_of + AHEAD), (None, None))
    return begin is not None and begin <= as_of < end


def next_opening(as_of: datetime) -> datetime | None:
    """When the team is there again; None for a house without opening hours."""
    return first_open(_hours(), as_of)


def calls_from(as_of: datetime) -> list[datetime]:
    """The hours in which somebody can call back, by when each begins: the next ones, an hour from now at the
    earliest."""
    found: list[datetime] = []
    for begin, end in open_spans(_hours(), as_of + HOUR, until=as_of + AHEAD):
        start = begin if begin.minute == 0 else begin.replace(minute=0, second=0, microsecond=0) + HOUR
        start = start.replace(second=0, microsecond=0)
        while start + HOUR / 2 <= end and len(found) < OFFERED:
            found.append(start)
            start += HOUR
    return found


def zone():
    """The zone in which the calendar reads its hours."""
    return BusinessCalendar.objects.default().tz


def _hours():
    return BusinessCalendar.objects.default().opening_hours()
