"""What was put aside: staff let a letter out, or leave it where it is. Their decision, never a machine's."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mail.incoming.models import IncomingMail
from accounts.mail.incoming.verdicts import Delivery, Outcome, Verdict
from tickets.correspondence import making, strangers
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible
from tickets.teams.models import Team

MOST = 100


def visible_to(member) -> models.QuerySet[IncomingMail]:
    """What this member of staff decides about: what belongs to a request that they work on, and what belongs to none
    if they are in the team that answers for all."""
    aside = IncomingMail.objects.quarantined().light()
    if member.is_manager:
        return aside
    if not member.is_staff:
        return aside.none()
    mine = Ticket.objects.workable_by(member)
    named = mine.annotate(named=Concat(Value("ticket:"), Cast("pk", CharField()))).values("named")
    for_all = Q(about="") if Team.objects.default().members.contains(member) else Q(pk__in=[])
    return aside.filter(Q(about__in=named) | for_all)


def latest(member) -> list[IncomingMail]:
    return list(visible_to(member).order_by("-received_at", "-pk")[:MOST])


def ticket_of(mail: IncomingMail) -> Ticket | None:
    """The request that it seems to belong to."""
    kind, _colon, number = mail.about.partition(":")
    return Ticket.objects.filter(pk=number).first() if kind == "ticket" and number else None


def may_speak_for_customer(mail: IncomingMail, ticket: Ticket) -> bool:
    return bool(mail.sender) and ticket.customer.email == mail.sender


@transaction.atomic
def release(mail: IncomingMail, *, by, as_of: datetime | None = None) -> IncomingMail:
    """Lets it out, on the word of this member of staff: as the customer's answer if it was sent from their address, as
    a note of whoever lets it out if it was not, or as a new request. Raises NotPossible. Safe twice."""
    mail = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if not mail.is_open_question:
        return mail
    now = as_of or timezone.now()
    verdict = verdict_of(mail, by, now)
    if verdict.outcome == Outcome.QUARANTINE:
        raise NotPossible(
            _("This cannot be let out: %(why)s") % {"why": IncomingMail.Reason(verdict.reason).label}
        )
    mail.become(verdict, now)
    mail.settle(by=by, as_of=now)
    return mail


def verdict_of(mail: IncomingMail, by, now: datetime) -> Verdict:
    if mail.is_cut or not mail.sender:
        raise NotPossible(
            _("This cannot be let out: it has no sender whom we could answer, or is too big to be read.")
        )
    letter = mail.letter()
    delivery = Delivery(mail, letter, mail.text or letter.first_words, now, released_by=by)
    ticket = ticket_of(mail)
    if not making.readable(delivery):
        raise NotPossible(_("This cannot be let out: there is nothing in it that could be shown."))
    if ticket is None:
        return strangers.take(delivery)
    if may_speak_for_customer(mail, ticket):
        return making.customers_words(delivery, ticket)
    return making.agents_note(delivery, ticket, by, body=as_note(mail, delivery))


def as_note(mail: IncomingMail, delivery: Delivery) -> str:
    """Somebody else's words for the team: said whose they are, and quoted."""
    quoted = "\n".join(f"> {line}" for line in making.words(delivery).split("\n"))
    return (
        _("%(who)s wrote by e-mail, from an address that is not the customer's:") % {"who": mail.sender}
        + f"\n\n{quoted}"
    )


@transaction.atomic
def leave(mail: IncomingMail, *, by, as_of: datetime | None = None) -> IncomingMail:
    """Decides that nothing is made of it; it stays as it came. Safe twice."""
    mail = IncomingMail.objects.light().select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.is_open_question:
        mail.settle(by=by, as_of=as_of)
    return mail
