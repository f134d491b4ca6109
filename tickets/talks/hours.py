"""When somebody is there to talk: the opening hours of the house's calendar."""

from datetime import datetime

from tickets.sla.clock import first_open, open_spans
from tickets.sla.models import BusinessCalendar


def is_open(as_of: datetime) -> bool:
    """Whether the team is there at this instant."""
    hours = BusinessCalendar.objects.default().opening_hours()
    begin, end = next(open_spans(hours, as_of), (None, None))
    return begin is not None and begin <= as_of < end


def next_opening(as_of: datetime) -> datetime | None:
    """When the team is there again; None for a house without opening hours."""
    return first_open(BusinessCalendar.objects.default().opening_hours(), as_of)
