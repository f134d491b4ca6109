"""Index, bottom concept first."""

from tickets.desk.history import TicketEvent, TicketEventPayload
from tickets.desk.models import CannedReply, Reply, Ticket, TicketFile, TicketNumber
from tickets.teams.models import Category, GroupTeam, Team

__all__ = [
    "CannedReply",
    "Category",
    "GroupTeam",
    "Reply",
    "Team",
    "Ticket",
    "TicketEvent",
    "TicketEventPayload",
    "TicketFile",
    "TicketNumber",
]
