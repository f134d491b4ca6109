"""What must hold about mail that came in (docs/laws.md)."""

from datetime import timedelta

from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from accounts import invariants
from accounts.mail.incoming.models import IncomingMail
from community.chat.models import Message
from community.comments.models import Comment
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply

GRACE = timedelta(minutes=5)
MADE = {"reply": Reply, "ticket": Ticket, "comment": Comment, "message": Message}
Outcome = IncomingMail.Outcome


@invariants.register("I2", "All mail that came in has become something, and that is there")
def mail_that_got_lost() -> int:
    """Without an outcome after five minutes; or said to have made what is not there."""
    lost = IncomingMail.objects.waiting().filter(received_at__lt=timezone.now() - GRACE).count()
    known = Q()
    for word, model in MADE.items():
        of_kind = IncomingMail.objects.filter(made__startswith=f"{word}:")
        number = Cast(Substr("made", len(word) + 2), BigIntegerField())
        there = model._base_manager.filter(pk=OuterRef("number"))
        lost += of_kind.annotate(number=number).exclude(Exists(there)).count()
        known |= Q(made__startswith=f"{word}:")
    taken = IncomingMail.objects.filter(outcome__in=[Outcome.REPLY, Outcome.COMMENT, Outcome.REQUEST])
    return lost + taken.exclude(known).count()


@invariants.register(
    "I1", "Every letter that became a request has one ticket, and no ticket is of two letters"
)
def requests_twice() -> int:
    """A letter makes its ticket once: the ticket carries the letter's own submission."""
    made = IncomingMail.objects.filter(outcome=Outcome.REQUEST)
    theirs = Ticket.objects.filter(submission=OuterRef("token"), channel=Ticket.Channel.MAIL)
    return made.exclude(Exists(theirs)).count()
