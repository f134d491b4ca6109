"""Who hears what about a ticket. Rows in the same transaction; pushes and mails follow after the commit."""

from django.utils import timezone, translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext

from accounts.mail import outbox
from accounts.members.models import Member
from community.flags.models import Flag
from community.notifications.models import Notification

# The letter of the reply addresses at which customers answer (accounts.mail.incoming.replies).
FROM_CUSTOMER = "c"


def opened(ticket, *, by) -> None:
    """The customer always gets key and receipt (L-02); the team hears that something waits."""
    flagged_by_another = by if by != ticket.customer else None
    tell([ticket.customer], "tickets.received", ticket, actor=flagged_by_another)
    mail(
        ticket,
        "tickets.received",
        once="received",
        attachments=[{"maker": "tickets.receipt", "id": ticket.pk}],
    )
    tell(team(ticket), "tickets.new", ticket, actor=ticket.customer)


def followed(ticket, *, by) -> None:
    tell([ticket.customer], "tickets.followed", ticket, actor=by, event=f"followed:{by.pk}")


def answered_publicly(ticket, answer, *, by) -> None:
    event = f"answer:{answer.pk}"
    tell([ticket.customer], "tickets.answered_publicly", ticket, actor=by, event=event)
    mail(
        ticket,
        "tickets.answered_publicly",
        once=event,
        body=answer.body,
        body_html=answer.body_html,
        agent=by,
    )
    if others := followers(ticket):
        tell_readers(ticket, others, "answered", by=by, event=event)


def replied(ticket, reply, *, by) -> None:
    event = f"reply:{reply.pk}"
    tell([ticket.customer], "tickets.replied", ticket, actor=by, event=event)
    mail(ticket, "tickets.replied", once=event, body=reply.body, body_html=reply.body_html, agent=by)


def noted(ticket, note, *, by) -> None:
    tell(working_on(ticket), "tickets.noted", ticket, actor=by, event=f"note:{note.pk}")


def customer_wrote(ticket, *, by) -> None:
    tell(working_on(ticket), "tickets.customer_wrote", ticket, actor=by, event=f"customer:{ticket.version}")


def waiting(ticket, *, by=None, reminder: bool = False) -> None:
    kind = "tickets.waiting_reminder" if reminder else "tickets.waiting"
    event = f"{kind}:{ticket.version}"
    tell([ticket.customer], kind, ticket, actor=by, event=event)
    mail(ticket, kind, once=event, agent=by)


def solved(ticket, *, by) -> None:
    event = f"solved:{ticket.reopen_count}"
    tell([ticket.customer], "tickets.solved", ticket, actor=by, event=event)
    mail(ticket, "tickets.solved", once=event, agent=by)
    if others := followers(ticket):
        tell_readers(ticket, others, "solved", by=by, event=event)
    for linked in ticket.linked.still_open().select_related("assignee", "team"):
        tell(working_on(linked), "tickets.first_solved", linked, actor=by, event=event)


def refused(ticket, *, by) -> None:
    event = f"not_accepted:{ticket.reopen_count}"
    tell([ticket.customer], "tickets.not_accepted", ticket, actor=by, event=event)
    mail(ticket, "tickets.not_accepted", once=event, agent=by)


def withdrawn(ticket, *, by) -> None:
    tell(working_on(ticket), "tickets.withdrawn", ticket, actor=by, event=f"withdrawn:{ticket.reopen_count}")


def lapsed(ticket) -> None:
    event = f"lapsed:{ticket.reopen_count}"
    tell([ticket.customer], "tickets.lapsed", ticket, event=event)
    mail(ticket, "tickets.lapsed", once=event)


def confirmed(ticket, *, by) -> None:
    tell(working_on(ticket), "tickets.confirmed", ticket, actor=by, event=f"confirmed:{ticket.reopen_count}")


def reopened(ticket, *, by) -> None:
    event = f"reopened:{ticket.reopen_count}"
    tell([ticket.customer], "tickets.open_again", ticket, actor=by, event=event)
    tell(working_on(ticket), "tickets.reopened", ticket, actor=by, event=event)
    mail(ticket, "tickets.reopened", once=event)


def assigned(ticket, *, by) -> None:
    tell([ticket.assignee], "tickets.assigned", ticket, actor=by, event=f"assigned:{ticket.version}")


def moved(ticket, *, by) -> None:
    tell(team(ticket), "tickets.new", ticket, actor=by, event=f"moved:{ticket.version}")


def promised(ticket, *, by) -> None:
    event = f"promised:{ticket.version}"
    tell([ticket.customer], "tickets.promised", ticket, actor=by, event=event)
    mail(ticket, "tickets.promised", once=event, agent=by)


def reminded(reminder) -> None:
    """A clock warns, breaks or escalates: whoever works on it hears; managers from the breach on (D-6)."""
    ticket = reminder.clock.ticket
    people = set(working_on(ticket))
    if reminder.stage != "warning":
        people |= set(Member.objects.active().filter(role=Member.Role.MANAGER))
    tell(people, f"tickets.{reminder.stage}", ticket, event=f"reminder:{reminder.pk}")


def undelivered(ticket, mail) -> None:
    """A mail to the customer will not arrive: somebody has to reach them by another way."""
    tell(working_on(ticket), "tickets.undelivered", ticket, event=f"mail:{mail.pk}")


# Who


def team(ticket) -> list[Member]:
    """The people of its team; managers where the team is empty, so that nothing waits for nobody."""
    people = list(Member.objects.active().staff().filter(teams=ticket.team_id))
    return people or list(Member.objects.active().filter(role=Member.Role.MANAGER))


def working_on(ticket) -> list[Member]:
    if ticket.assignee is not None and ticket.assignee.is_active:
        return [ticket.assignee]
    return team(ticket)


def followers(ticket) -> list[Member]:
    """Others who flagged or follow what it is about: they see the public layer only."""
    if ticket.source is None or ticket.private_at:
        return []
    flags = Flag.objects.filter(**{ticket.source._meta.model_name: ticket.source})
    return list(Member.objects.active().filter(flags__in=flags).exclude(pk=ticket.customer_id).distinct())


# How


def tell(people, kind: str, subject, *, actor=None, event: str = "", as_of=None) -> None:
    Notification.objects.tell(
        people,
        kind=kind,
        subject=subject,
        actor=actor,
        once=f"{kind}:{subject.pk}:{event or 'once'}",
        as_of=as_of or getattr(subject, "acting_at", None),
    )


def tell_readers(ticket, people, what: str, *, by, event: str) -> None:
    """Those who read the public layer: of a post, or of a message in chat."""
    if ticket.message_id:
        kind, subject = f"tickets.{what}_in_chat", ticket.message
    else:
        kind, subject = f"tickets.{what}_in_public", ticket.thread
    tell(people, kind, subject, actor=by, event=event, as_of=ticket.acting_at)


def promised_day(ticket) -> str:
    """The promised date in the language of the request and the zone of its centre."""
    if ticket.promised_at is None:
        return ""
    with translation.override(ticket.language):
        return date_format(timezone.localtime(ticket.promised_at, ticket.zone), gettext("l j F, H:i"))


def mail(ticket, kind: str, *, once: str, attachments=(), **context) -> None:
    """One mail to the customer, in the language of the request; a customer without an address gets none."""
    outbox.write(
        kind=kind,
        to=ticket.customer,
        language=ticket.language,
        context={"ticket": ticket, "promised_day": promised_day(ticket), **context},
        once=f"ticket:{ticket.pk}:{once}",
        about=f"ticket:{ticket.pk}",
        answer=(FROM_CUSTOMER, ticket.pk),
        attachments=attachments,
        as_of=ticket.acting_at,
    )
