"""Index, bottom concept first."""

from tickets.desk.history import TicketEvent, TicketEventPayload
from tickets.desk.keys import TicketNumber
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply, Reply, TicketFile
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
