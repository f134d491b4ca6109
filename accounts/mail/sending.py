"""Sending: due mails go out one by one over one connection, and each row knows what became of it."""

import logging
import time
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives, get_connection
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.mail import outbox, returns, wording
from accounts.mail.models import Mail

log = logging.getLogger(__name__)

# A run ends after so many seconds, well below the worker's time limit: the next one goes on.
LONGEST_RUN = 90
# Connections lost in the middle of a mail, one after another: then it is not the mail, it is the server.
LOST_IN_A_ROW = 2


class ServerAway(Exception):
    """The server cannot be reached; no mail is to blame."""


class Carrier:
    """One connection to the mail server, opened when it is needed and opened anew when it was lost."""

    def __init__(self):
        self.backend = get_connection(**settings.MAIL_SERVER)
        self.lost = 0

    def carry(self, message: EmailMultiAlternatives) -> None:
        """Hands the message over. Raises ServerAway, or what went wrong with this message."""
        self._be_connected()
        try:
            self.backend.send_messages([message])
        except (SMTPServerDisconnected, OSError) as error:
            if not isinstance(error, SMTPResponseException | SMTPRecipientsRefused):
                self.lost += 1
            self.close()  # whatever state it is in, the next mail begins afresh
            raise
        self.lost = 0

    def close(self) -> None:
        with suppress(Exception):
            self.backend.close()
        if hasattr(self.backend, "connection"):
            self.backend.connection = None

    def _be_connected(self) -> None:
        if self.lost >= LOST_IN_A_ROW:
            raise ServerAway("the connection was lost again and again")
        if not self._is_alive():
            self.close()
        try:
            self.backend.open()
        except (SMTPException, OSError) as error:
            self.close()
            raise ServerAway(words_of(error)) from error

    def _is_alive(self) -> bool:
        """Some servers hang up after a mail: asking first keeps the next mail from paying for it."""
        smtp = getattr(self.backend, "connection", None)
        try:
            return smtp is None or smtp.noop()[0] == 250
        except (SMTPException, OSError):
            return False


def send_due(as_of: datetime | None = None) -> int:
    """Sends what is due (without `as_of` what becomes due meanwhile, too); returns how many were taken."""
    Mail.objects.take_back(as_of or timezone.now())
    carrier, count, began = Carrier(), 0, time.monotonic()
    try:
        while time.monotonic() - began < LONGEST_RUN:
            now = as_of or timezone.now()
            if not (claimed := Mail.objects.claim(now)):
                break
            count += _deliver(claimed[0], carrier, now)
    except ServerAway as error:
        waiting = Mail.objects.wait_for_server(as_of or timezone.now(), str(error))
        log.warning("the mail server is away, %s mails wait: %s", waiting, error)
    finally:
        carrier.close()
    return count


def _deliver(mail: Mail, carrier: Carrier, as_of: datetime) -> bool:
    try:
        if not outbox.is_wanted(mail):
            mail.dropped("no longer wanted")
            return False
        carrier.carry(message_for(mail))
    except ServerAway:
        mail.put_back(as_of)
        raise
    except Exception as error:
        _failed(mail, error, as_of)
        return False
    mail.sent(timezone.now())
    return True


def _failed(mail: Mail, error: Exception, as_of: datetime) -> None:
    log.warning("mail %s (%s) was not sent: %s", mail.pk, mail.kind, type(error).__name__)
    if not isinstance(error, SMTPException | OSError):
        log.error("mail %s could not be made", mail.pk, exc_info=error)
    if isinstance(error, SMTPRecipientsRefused) and is_final(error):
        # It is the address that the server does not like; what it says then is as good as a returned mail.
        said = returns.why(words_of(error))
        mail.refused(said.words, reason=said.reason, dead=said.is_dead, as_of=as_of)
    elif is_final(error):
        mail.refused(words_of(error), as_of=as_of)
    else:
        mail.delayed(words_of(error), as_of)


def message_for(mail: Mail) -> EmailMultiAlternatives:
    """The message as it goes out: the same Message-ID and date at every try."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
        "X-Loop": settings.HOSTNAME,  # one that comes back to us is known again
        **mail.headers,
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, from_address(), [mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for name, content_type, content in outbox.made(mail):
        message.attach(name, content, content_type)
    return message


def from_address() -> str:
    """Who our mails are from: the name that was set, else the brand's."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or wording.one_line(Brand.current().name), address))


def is_final(error: Exception) -> bool:
    """Whether another try is useless: the server said no for good (5xx), or the address cannot be written."""
    return isinstance(error, BadHeaderError | UnicodeError) or any(code >= 500 for code, _ in _answers(error))


def words_of(error: Exception) -> str:
    """The server's own words where it spoke, else what kind of failure it was."""
    said = [f"{code} {words}" for code, words in _answers(error)]
    return "; ".join(said) or f"{type(error).__name__}: {error}"


def _answers(error: Exception) -> list[tuple[int, str]]:
    pairs: list[tuple[int, bytes | str]] = []
    if isinstance(error, SMTPRecipientsRefused):
        pairs = list(error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        pairs = [(error.smtp_code, error.smtp_error)]
    return [
        (code, words.decode(errors="replace") if isinstance(words, bytes) else str(words))
        for code, words in pairs
    ]
