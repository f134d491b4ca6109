"""Letters to the reply addresses of a ticket. The address names who may write and who reads; rights are asked again."""

from accounts.mail.incoming import replies
from accounts.mail.incoming.verdicts import Delivery, Reason, Verdict
from accounts.members.models import Member
from tickets.correspondence import making
from tickets.desk.models import Ticket
from tickets.desk.notices import FROM_CUSTOMER

# The letters of the reply addresses: staff to the customer, staff among themselves; the customer's is in the notices.
ANSWER, NOTE = "a", "n"


def from_customer(delivery: Delivery, member: Member, pk: int) -> Verdict:
    """Their own request stays theirs, whatever has become of their membership (D-16)."""
    ticket = Ticket.objects.of_customer(member).filter(pk=pk).first()
    if ticket is None:
        return making.refused(delivery, Reason.NO_RIGHT)
    if not making.readable(delivery):
        return making.refused(delivery, ticket=ticket)
    return making.customers_words(delivery, ticket)


def from_agent(delivery: Delivery, member: Member, pk: int) -> Verdict:
    return by_staff(delivery, member, pk, making.agents_answer)


def note_from_agent(delivery: Delivery, member: Member, pk: int) -> Verdict:
    return by_staff(delivery, member, pk, making.agents_note)


def by_staff(delivery: Delivery, member: Member, pk: int, make) -> Verdict:
    """Only who works on the ticket today, at home and in its team; who has left or moved on is heard by nobody."""
    ticket = Ticket.objects.workable_by(member).filter(pk=pk).first() if member.is_at_home else None
    if ticket is None:
        return making.refused(delivery, Reason.NO_RIGHT, Ticket.objects.filter(pk=pk).first())
    if not making.readable(delivery):
        return making.refused(delivery, ticket=ticket)
    return make(delivery, ticket, member)


def register() -> None:
    replies.register(FROM_CUSTOMER, from_customer, making.hint)
    replies.register(ANSWER, from_agent, making.hint)
    replies.register(NOTE, note_from_agent, making.hint)
