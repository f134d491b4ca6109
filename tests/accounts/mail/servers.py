"""Mail servers that behave as they sometimes do."""

import asyncio
import contextlib
import email
import socket
import threading
from collections import Counter

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Mailbox:
    """Takes what comes, in the mood it is in: `accept`, `busy` (421), `hang` after DATA, `hang up` after 250,
    `later` (451), `never` (554); and it does not know the addresses in `strangers`."""

    def __init__(self, mood: str = "accept", strangers=()):
        self.mood, self.strangers = mood, set(strangers)
        self.messages, self.lock = [], threading.Lock()
        self.released = threading.Event()
        self.connections = 0

    @property
    def ids(self) -> Counter:
        """How many copies of each Message-ID came in."""
        return Counter(message["Message-ID"] for message in self.messages)

    @property
    def addresses(self) -> Counter:
        return Counter(message["To"] for message in self.messages)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mood == "busy":
            return "421 4.3.2 Too busy, come back later"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.strangers:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mood == "hang":
            while not self.released.is_set():
                await asyncio.sleep(0.02)
            return "451 too late"
        if self.mood in ("later", "never"):
            return {"later": "451 4.7.1 Greylisted", "never": "554 5.7.1 Not wanted here"}[self.mood]
        with self.lock:
            self.messages.append(email.message_from_bytes(envelope.content))
        server.hangs_up = self.mood == "hang up"
        return "250 OK"


class Server(SMTP):
    hangs_up = False

    async def push(self, status):
        await super().push(status)
        if self.hangs_up:
            self.transport.close()


class Listening(Controller):
    def factory(self):
        return Server(self.handler, hostname="mail.example.com", enable_SMTPUTF8=False)


@contextlib.contextmanager
def serving(mood: str = "accept", strangers=(), port: int = 0, mailbox: Mailbox | None = None):
    """A server on this machine; gives the mailbox, with its `port`."""
    mailbox = mailbox or Mailbox(mood, strangers)
    controller = Listening(mailbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        mailbox.released.set()
        controller.stop()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]
