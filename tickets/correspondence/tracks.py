"""Beside each word on a ticket: what became of the mail that carried it, and the letter that it came in.

Both come with the words themselves, in their statement: a page of the desk asks nothing more for them.
"""

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils.translation import gettext as _

from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail


def number(column: str) -> Cast:
    return Cast(OuterRef(column), CharField())


def mail_of(once: Concat) -> Subquery:
    """What became of the mail with this mark."""
    found = JSONObject(state="state", returned="returned", error="error", delivered="delivered_at")
    return Subquery(Mail.objects.filter(once=once).order_by("pk").values(found=found)[:1])


def letter_of(about: Concat, made: Concat) -> Subquery:
    """The letter that became this."""
    found = JSONObject(pk="pk", left_out="left_out")
    return Subquery(IncomingMail.objects.filter(about=about, made=made).values(found=found)[:1])


def beside_replies(replies: QuerySet) -> QuerySet:
    """Each reply with `sent` and `letter`, dictionaries or None."""
    ticket = Concat(Value("ticket:"), number("ticket_id"))
    reply = Concat(Value("reply:"), number("pk"))
    return replies.annotate(sent=mail_of(Concat(ticket, Value(":"), reply)), letter=letter_of(ticket, reply))


def beside_tickets(tickets: QuerySet) -> QuerySet:
    """Each ticket with `receipt_track` and `letter_track`, of its first text."""
    ticket = Concat(Value("ticket:"), number("pk"))
    receipt = Concat(ticket, Value(":received"))
    return tickets.annotate(receipt_track=mail_of(receipt), letter_track=letter_of(ticket, ticket))


def words_of(mail: dict) -> str:
    """What became of a mail, in a word or two for staff."""
    if mail["state"] == Mail.State.FAILED:
        is_said = mail["returned"] and not (mail["returned"] == Mail.Returned.OTHER and mail["error"])
        why = Mail.Returned(mail["returned"]).label if is_said else mail["error"]
        return _("failed: %(why)s") % {"why": why}
    if mail["delivered"]:
        return _("delivered")
    known = {Mail.State.SENT: _("sent"), Mail.State.DROPPED: _("not sent: no longer needed")}
    return known.get(Mail.State(mail["state"]), _("on its way"))
