"""Index of the clocks' tables, bottom concept first."""

from tickets.sla.calendars import BusinessCalendar, LocalHoliday, OpeningSlot
from tickets.sla.clocks import Clock, ClockPause
from tickets.sla.policies import Policy
from tickets.sla.reminders import Reminder

__all__ = [
    "BusinessCalendar",
    "Clock",
    "ClockPause",
    "LocalHoliday",
    "OpeningSlot",
    "Policy",
    "Reminder",
]
