"""Returned mail: which of our mails it was, and why it did not arrive.

A report is believed only when it names the Message-ID of a mail that we sent, which nobody can guess, and the address
that it went to: so nobody silences somebody else's mail.
"""

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message

from accounts.mail import returns
from accounts.mail.incoming import headers, machines
from accounts.mail.incoming.letters import Letter, content_of
from accounts.mail.models import Mail

OLD_STATUS = re.compile(r"\b([45]\d\d)[ -]")


@dataclass(frozen=True)
class Return:
    """What a report says of one of our mails."""

    message_id: str
    address: str
    action: str  # failed, delayed, delivered, relayed, expanded
    status: str  # "5.1.1", or empty
    words: str  # the server's own

    @property
    def is_final(self) -> bool:
        return self.action == "failed" or (not self.action and not self.status.startswith("4"))

    @property
    def why(self) -> returns.Why:
        return returns.why(self.words, self.status)


def note(letter: Letter, *, as_of: datetime) -> None:
    """Marks the mails that the report speaks of."""
    for one in read(letter):
        mail = Mail.objects.sent_as(one.message_id, one.address)
        if mail is None:
            continue
        if one.action in ("delivered", "relayed"):
            mail.delivered(as_of)
        elif one.is_final:
            mail.came_back(one.why.reason, one.words, dead=one.why.is_dead, as_of=as_of)


def read(letter: Letter) -> list[Return]:
    """What the report says, of each address; by the standard's fields, else by the words of servers that know none."""
    message_ids = original_ids(letter.message)
    found = list(by_fields(letter.message)) or list(by_words(letter))
    return [
        Return(message_id, address, action, status, words)
        for message_id in message_ids
        for address, action, status, words in found
    ]


def original_ids(message: Message) -> list[str]:
    """The Message-IDs of the mails that came back: in the part that holds them, or where the report refers to them."""
    found = []
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            inside = part.get_payload()
            original = inside[0] if isinstance(inside, list) and inside else None
            if not isinstance(original, Message):
                original = email.message_from_bytes(content_of(part), policy=policy.compat32)
            found.append(headers.message_id(original))
    found += headers.ids(message, "In-Reply-To", "References", "X-Original-Message-ID")
    return list(dict.fromkeys(filter(None, found)))[:10]


def by_fields(message: Message):
    """(address, action, status, words) of each recipient of a delivery report (RFC 3464)."""
    for part in message.walk():
        inside = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(inside, list):
            continue
        for block in (one for one in inside if isinstance(one, Message)):
            address = addressed(
                headers.first(block, "Final-Recipient") or headers.first(block, "Original-Recipient")
            )
            if address:
                status = returns.STATUS.search(headers.first(block, "Status"))
                words = headers.first(block, "Diagnostic-Code").partition(";")[2].strip()
                action = headers.first(block, "Action").lower()
                yield address, action, status[0] if status else "", words[:250]


def by_words(letter: Letter):
    """The same of a report in words: the address that it names, and the code beside it."""
    text = letter.whole[:20_000]
    status = returns.STATUS.search(text)
    old = OLD_STATUS.search(text)
    code = status[0] if status else f"{old[1][0]}.0.0" if old else ""
    if not code and not (says_why(text) or machines.RETURNED.match(letter.subject)):
        return
    line = next(
        (one.strip() for one in text.split("\n") if returns.STATUS.search(one) or OLD_STATUS.search(one)), ""
    )
    for address in dict.fromkeys(found.lower() for found in re.findall(headers.ADDRESS, text)):
        yield address, "", code, line[:250]


def says_why(text: str) -> bool:
    return returns.why(text).reason != Mail.Returned.OTHER


def addressed(value: str) -> str:
    found = re.search(headers.ADDRESS, value.partition(";")[2] or value)
    return found[0].lower().strip("<>") if found else ""
