"""Django's send_mail, and so allauth's letters, become rows of the outbox."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from accounts.mail import outbox
from accounts.mail.models import Mail
from accounts.mail.wording import one_line

KIND = "accounts.letter"


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        """Writes one row a recipient; returns how many messages were taken."""
        messages = list(messages)
        for message in messages:
            for address in message.recipients():
                outbox.put(_letter(message, address))
        return len(messages)


def _letter(message: EmailMessage, address: str) -> Mail:
    if message.attachments:
        raise ValueError("the outbox makes files when it sends: use outbox.register_maker")
    bare = outbox.bare_address(address)
    return Mail(
        member=get_user_model().objects.filter(email=bare.lower()).first(),
        to=bare,
        kind=KIND,
        subject=one_line(str(message.subject)),
        text=message.body,
        html=_html(message),
        headers=_headers(message),
        is_secret=True,  # they carry codes and links
    )


def _headers(message: EmailMessage) -> dict[str, str]:
    """Its own headers; the Message-ID is the row's."""
    return {name: str(value) for name, value in message.extra_headers.items() if name.lower() != "message-id"}


def _html(message: EmailMessage) -> str:
    for part in getattr(message, "alternatives", ()):
        if part[1] == "text/html":
            return part[0]
    return ""
