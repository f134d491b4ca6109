"""What a letter becomes on the desk: the customer's words on a ticket, a new request, staff's answer or note."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.mail.incoming import replies
from accounts.mail.incoming.verdicts import Delivery, Outcome, Reason, Verdict, aside
from accounts.members.models import Member
from community.rendering.markdown import render
from community.writing import enclosed
from community.writing.written import believed
from tickets.correspondence.languages import language_of
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible

LONGEST = 20_000  # what a reply holds
MOST_FILES = 20
FILES: dict[str, Any] = {"most": MOST_FILES, "documents": True}


def about(ticket: Ticket) -> str:
    return f"ticket:{ticket.pk}"


def hint(pk: int) -> replies.Hint:
    """What a letter that was put aside would have answered."""
    ticket = Ticket.objects.filter(pk=pk).first()
    return replies.Hint(about(ticket), ticket.key) if ticket else replies.Hint()


def customers_words(delivery: Delivery, ticket: Ticket) -> Verdict:
    """The customer's letter on their ticket; a new, linked request when it has been closed for too long (D-5)."""
    customer = ticket.customer
    uploads, left_out = enclosed.kept(delivery.letter, customer, **FILES)
    try:
        reply = ticket.write(
            by=customer, body=words(delivery), submission=delivery.submission, uploads=uploads, channel="mail",
            as_of=delivery.mail.received_at,
        )  # fmt: skip
    except NotPossible:
        return request_of(delivery, customer, first=ticket)
    return taken(Outcome.REPLY, ticket, f"reply:{reply.pk}", words(delivery), left_out)


def request_of(delivery: Delivery, customer: Member, *, first: Ticket | None = None) -> Verdict:
    """A new request of this customer; the same letter makes it once."""
    uploads, left_out = enclosed.kept(delivery.letter, customer, **FILES)
    text, received_at = words(delivery), delivery.mail.received_at
    written_at = delivery.letter.written_at
    ticket = Ticket.objects.open(
        customer=customer, opened_by=customer, channel=Ticket.Channel.MAIL, text=text, text_html=render(text),
        subject=delivery.letter.subject[:140], original_at=believed(written_at, received_at) or received_at,
        language=customer.language or language_of(f"{delivery.letter.subject}\n{text}"), first=first,
        submission=delivery.submission, uploads=uploads, as_of=received_at,
    )  # fmt: skip
    return taken(Outcome.REQUEST, ticket, f"ticket:{ticket.pk}", text, left_out)


def agents_answer(delivery: Delivery, ticket: Ticket, agent: Member) -> Verdict:
    """Staff answer the customer by mail: who reads it is said by the address, never by the words (D-4)."""
    uploads, left_out = enclosed.kept(delivery.letter, agent, **FILES)
    reply = ticket.reply(
        by=agent, body=words(delivery), submission=delivery.submission, uploads=uploads,
        as_of=delivery.mail.received_at,
    )  # fmt: skip
    return taken(Outcome.REPLY, ticket, f"reply:{reply.pk}", words(delivery), left_out)


def agents_note(delivery: Delivery, ticket: Ticket, agent: Member, body: str = "") -> Verdict:
    uploads, left_out = enclosed.kept(delivery.letter, agent, **FILES)
    body = (body or words(delivery))[:LONGEST]
    note = ticket.note(
        by=agent, body=body, submission=delivery.submission, uploads=uploads, as_of=delivery.mail.received_at
    )
    return taken(Outcome.REPLY, ticket, f"reply:{note.pk}", body, left_out)


def taken(outcome: str, ticket: Ticket, made: str, text: str, left_out: list[str]) -> Verdict:
    return Verdict(outcome, "", text, about(ticket), made, ticket.key, left_out)


def words(delivery: Delivery) -> str:
    """What people read: the letter's words; the subject or the names of the files when it has none."""
    names = ", ".join(file.name for file in delivery.letter.files[:MOST_FILES])
    return (delivery.text.strip() or delivery.letter.subject or names)[:LONGEST]


def readable(delivery: Delivery) -> bool:
    """Whether the words can be drawn; a text made to keep us busy cannot."""
    try:
        render(words(delivery))
    except ValidationError:
        return False
    return bool(words(delivery).strip())


def refused(delivery: Delivery, reason: str = Reason.REFUSED, ticket: Ticket | None = None) -> Verdict:
    return aside(
        reason,
        about=about(ticket) if ticket else "",
        reference=ticket.key if ticket else "",
        text=delivery.text,
    )
