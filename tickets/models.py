"""Index, bottom concept first."""

from tickets.desk.excerpts import Excerpt
from tickets.desk.history import TicketEvent, TicketEventPayload
from tickets.desk.keys import TicketNumber
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply, Reply, TicketFile
from tickets.sla.models import (
    BusinessCalendar,
    Clock,
    ClockPause,
    LocalHoliday,
    OpeningSlot,
    Policy,
    Reminder,
)
from tickets.talks.callbacks import CallBack
from tickets.talks.models import Talk
from tickets.teams.models import Category, GroupTeam, Team
from tickets.thanks.models import Thanks
from tickets.vault.models import Sealed, SealOpening
from tickets.workplace.models import SavedFilter

__all__ = [
    "BusinessCalendar",
    "CallBack",
    "CannedReply",
    "Category",
    "Clock",
    "ClockPause",
    "Excerpt",
    "GroupTeam",
    "LocalHoliday",
    "OpeningSlot",
    "Policy",
    "Reminder",
    "Reply",
    "SavedFilter",
    "SealOpening",
    "Sealed",
    "Talk",
    "Team",
    "Thanks",
    "Ticket",
    "TicketEvent",
    "TicketEventPayload",
    "TicketFile",
    "TicketNumber",
]
