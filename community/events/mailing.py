"""Mails about seats are checked again when their turn has come: a seat may have been given back meanwhile."""

from accounts.mail import outbox
from accounts.mail.models import Mail
from community import keyset
from community.events.models import Rsvp

KINDS = ("events.promoted", "events.reminder")


def is_still_so(mail: Mail) -> bool:
    """Whether the event stands and its reader has a seat."""
    number = keyset.number(mail.about.removeprefix("event:"))
    mine = Rsvp.objects.seated().filter(event=number, event__cancelled_at__isnull=True, member=mail.member_id)
    return number is not None and mine.exists()


def register() -> None:
    for kind in KINDS:
        outbox.register_check(kind, is_still_so)
