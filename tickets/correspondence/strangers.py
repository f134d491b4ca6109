"""Letters without a reply address of ours: a new request of whoever is known or comes new, or a question for staff.

What such a letter claims is not proven, so it never speaks on a ticket that is there: it begins one at most, whose
receipt goes to the real owner of the address.
"""

from datetime import timedelta

from accounts.mail.incoming import replies
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.incoming.verdicts import Delivery, Outcome, Reason, Verdict
from accounts.mail.models import Mail
from accounts.members.models import Member
from accounts.members.staging import staged
from tickets.correspondence import making
from tickets.correspondence.languages import language_of
from tickets.desk.keys import SHAPE, read_key
from tickets.desk.models import Ticket

# Requests that one address may begin by itself: two machines that answer each other stop here (row 25).
MOST_AN_HOUR = 20
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def take(delivery: Delivery) -> Verdict:
    """What becomes of the letter."""
    member = Member.objects.filter(email=delivery.letter.address).first()
    if member is not None and not delivery.released_by:
        if answers_something_else(delivery):
            return making.refused(delivery, Reason.NO_ADDRESS).back_to(member)
        if member.is_staff:
            return making.refused(delivery, Reason.STAFF)
    if not making.readable(delivery):
        return making.refused(delivery)
    if not delivery.released_by:
        if (ticket := ticket_meant(delivery, member)) is not None:
            return making.refused(delivery, Reason.NO_ADDRESS, ticket)
        if (ticket := said_before(delivery)) is not None:
            return making.refused(delivery, Reason.REPEATED, ticket)
        if begun(delivery, HOUR).count() >= MOST_AN_HOUR:
            return making.refused(delivery, Reason.TOO_MANY)
    return making.request_of(delivery, member or newcomer(delivery))


def newcomer(delivery: Delivery) -> Member:
    letter = delivery.letter
    return staged(
        name=letter.name, email=letter.address, language=language_of(f"{letter.subject}\n{delivery.text}")
    )


def ticket_meant(delivery: Delivery, member: Member | None) -> Ticket | None:
    """The ticket that it seems to answer: it names one of our mails, or the reference. Both can be known to others,
    so a person decides."""
    answered = Mail.objects.filter(message_id__in=delivery.letter.answers, about__startswith="ticket:")
    named = [int(mail.about.partition(":")[2]) for mail in answered.only("about")]
    keys = [key for word in delivery.letter.subject.split() if (key := key_in(word))]
    meant = Ticket.objects.filter(pk__in=named) | Ticket.objects.filter(key__in=keys, customer=member)
    return meant.order_by("-pk").first() if named or (keys and member) else None


def answers_something_else(delivery: Delivery) -> bool:
    """Whether it is an answer to a thread or a room that missed its reply address: words among members, which are no
    request and none of the team's business."""
    theirs = Mail.objects.filter(message_id__in=delivery.letter.answers, to=delivery.letter.address)
    others = theirs.exclude(about__startswith="ticket:").values_list("headers", flat=True)
    return any(replies.tokens_in([head.get("Reply-To", "")]) for head in others)


def key_in(word: str) -> str | None:
    bare = word.strip(".,:;()[]«»\"'")
    return read_key(bare) if SHAPE.match(bare.upper()) else None


def begun(delivery: Delivery, span: timedelta):
    """The requests that this address has begun by mail of late."""
    recent = IncomingMail.objects.from_address(delivery.letter.address).light()
    return recent.since(delivery.mail.received_at - span).filter(outcome=Outcome.REQUEST)


def said_before(delivery: Delivery) -> Ticket | None:
    """The request that the same words began earlier today."""
    same = begun(delivery, DAY).filter(text=making.words(delivery)).first()
    return Ticket.objects.filter(key=same.reference).first() if same else None
