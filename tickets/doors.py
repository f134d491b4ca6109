"""What tickets open in the rooms below, and what of theirs can be watched live."""

from django.db.models import Q

from accounts import doors
from accounts.live import watching
from tickets.desk.excerpts import Excerpt
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply, TicketFile
from tickets.teams.models import Team

KEY = r"[A-Z]{2,6}-[0-9]{4}-[0-9]{6}-[A-Z]"


def threads_of_my_teams(member) -> Q | None:
    """A ticket lets its team read and answer the thread it hangs on, and nothing else in that group (D-3)."""
    if not member.is_staff or member.is_manager:
        return None
    mine = Ticket.objects.workable_by(member)
    posts = mine.filter(post__isnull=False).values("post_id")
    threads = mine.filter(comment__isnull=False).values("comment__post_id")
    return Q(pk__in=posts) | Q(pk__in=threads)


def messages_of_my_teams(member) -> Q | None:
    """The same in a group's chat: what was chosen for a ticket and what was officially answered to it, nothing else
    of the room. Of a private room the team has the ticket's copy alone."""
    if not member.is_staff:
        return None
    mine = Ticket.objects.workable_by(member).filter(message__room__group__isnull=False)
    quoted = Excerpt.objects.filter(ticket__in=mine.values("pk")).values("message_id")
    answered = Q(official_at__isnull=False, reply_to__in=mine.values("message_id"))
    return Q(room__group__isnull=False) & (Q(pk__in=quoted) | answered)


def files_of_my_tickets(member) -> Q:
    """What hangs on a ticket is for whoever reads what it came with: its team and its customer; the file of an
    internal note for the team alone."""
    tickets = Ticket.objects.visible_to(member).values("pk")
    replies = Reply.objects.visible_to(member).values("pk")
    seen = TicketFile.objects.filter(Q(reply=None, ticket__in=tickets) | Q(reply__in=replies))
    return Q(pk__in=seen.values("upload_id"))


def open_all() -> None:
    doors.register("community.Post", threads_of_my_teams)
    doors.register("community.Message", messages_of_my_teams)
    doors.register("accounts.Upload", files_of_my_tickets)
    watching.register("request", Ticket.objects.of_customer, field="key", pattern=KEY, serial="shown_version")
    watching.register("ticket", Ticket.objects.workable_by, serial="version")
    watching.register("queue", Team.objects.visible_to)
