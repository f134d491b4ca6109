"""Shifts: when staff may be told of work outside of the app, which is when the house answers (L-35)."""

from datetime import datetime

from tickets.sla.calendars import BusinessCalendar
from tickets.sla.clock import first_open


def next_open(member, as_of: datetime) -> datetime | None:
    """The first moment, from `as_of` on, at which the member's team is there; None when the hours never open. Teams
    work by the calendar of the house."""
    return first_open(BusinessCalendar.objects.default().opening_hours(), as_of)
