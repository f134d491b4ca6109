"""The doors: a command's standard input, a mailbox, a provider's call. Each stores first and asks nothing."""

import logging
from datetime import datetime, timedelta
from email.message import Message
from urllib.parse import unquote, urlsplit

from django.conf import settings
from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags

from accounts.heartbeats.models import MAILBOX, Heartbeat
from accounts.mail.incoming import sorting
from accounts.mail.incoming.models import LARGEST

log = logging.getLogger(__name__)

TIMEOUT = 30  # seconds for every answer of the mailbox
BATCH = 50
SILENT = 600  # seconds without a look into the mailbox, after which somebody should know


def poll(as_of: datetime | None = None) -> int:
    """Stores what is unread in the mailbox; returns how many messages. A message is marked read when it is stored, so
    that whoever dies in between finds it again, and the second copy is known as one."""
    if not settings.INBOUND_IMAP_URL:
        return 0
    stored = 0
    with mailbox(settings.INBOUND_IMAP_URL) as box:
        for uid in box.uids(AND(seen=False))[:BATCH]:
            raw = raw_message(box, uid)
            if raw is None:
                continue
            sorting.receive(raw, door="imap", as_of=as_of)
            box.flag([uid], MailMessageFlags.SEEN, True)
            stored += 1
    Heartbeat.objects.beat(MAILBOX, as_of)
    return stored


def silent_since(as_of: datetime) -> datetime | None:
    """Since when the mailbox cannot be read, once that is longer than a hiccup; None while it can, or there is none."""
    age = Heartbeat.objects.ages(as_of).get(MAILBOX) if settings.INBOUND_IMAP_URL else None
    return as_of - timedelta(seconds=age) if age and age > SILENT else None


def raw_message(box: BaseMailBox, uid: str) -> bytes | None:
    """The bytes of the message as they lie there, without marking it; of one beyond all measure its first part."""
    status, data = box.client.uid("fetch", uid, f"(BODY.PEEK[]<0.{LARGEST + 1}>)")
    found = next((piece[1] for piece in data or [] if isinstance(piece, tuple)), None)
    return found if status == "OK" else None


def mailbox(url: str) -> BaseMailBox:
    """The mailbox that the address names: imaps://user:password@host/Folder, imap+tls://…, imap://…."""
    parts = urlsplit(url)
    kinds = {"imaps": MailBox, "imap+tls": MailBoxStartTls, "imap": MailBoxUnencrypted}
    port = {"port": parts.port} if parts.port else {}
    box = kinds[parts.scheme](parts.hostname, timeout=TIMEOUT, **port)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return box.login(unquote(parts.username or ""), unquote(parts.password or ""), folder)


def from_provider(message: Message, *, provider: str, recipient: str = "", spam: bool = False) -> None:
    """Stores a message that a provider handed over, with the address that it came to if the message does not say."""
    notes = [(b"X-Tertulia-Recipient", recipient)] if recipient else []
    notes += [(b"X-Spam-Flag", "YES")] if spam else []
    head = b"".join(
        name + b": " + value.encode("ascii", "ignore").split(b"\n")[0] + b"\n" for name, value in notes
    )
    sorting.receive(head + message.as_bytes(), door=f"webhook:{provider}"[:30])
