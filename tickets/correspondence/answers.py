"""Letters to the reply addresses of a ticket. The address names who may write and who reads; rights are asked again."""

from django.utils.translation import gettext_lazy as _

from accounts.mail.incoming import replies
from accounts.mail.incoming.verdicts import Delivery, Reason, Verdict
from accounts.members.models import Member
from community.notifications import kinds
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


def letters_for(ticket: Ticket, member: Member) -> tuple[str, str]:
    """How a mail about the ticket is answered: by its customer to the team. By staff among themselves unless they write
    to the other address on purpose: no reply in haste is to reach the customer."""
    if ticket.customer_id == member.pk:
        return FROM_CUSTOMER, ""
    return (NOTE, ANSWER) if member.is_staff else ("", "")


def register() -> None:
    of_customer = _("Reply to this mail to answer: only the team reads it.")
    to_customer = _("To answer the customer, write to this address instead")
    of_team = _("Reply to this mail to leave a note: only the team reads it, never the customer.")
    replies.register(FROM_CUSTOMER, from_customer, words=of_customer, hint=making.hint)
    replies.register(ANSWER, from_agent, words=to_customer, hint=making.hint)
    replies.register(NOTE, note_from_agent, words=of_team, hint=making.hint)
    kinds.register_answer(Ticket._meta.label, letters_for)
