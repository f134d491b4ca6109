"""Mail that pours in: each letter by a customer of its own becomes a request, and the receipt goes back."""

import contextlib
import time
from collections.abc import Iterator

from django.utils import timezone

from accounts.mail.incoming import sorting
from accounts.mail.incoming.models import IncomingMail
from accounts.members.models import Member
from bench.club import admit
from bench.shares import share
from community.groups.models import Group
from tests.accounts.mail.servers import Mailbox, serving

PATIENCE = 120  # seconds for the last receipts


class Clock(Mailbox):
    """Takes every mail and notes when it came, by its address."""

    def __init__(self):
        super().__init__()
        self.came: dict[str, float] = {}

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            self.came.setdefault(address, time.monotonic())
        return "250 OK"


@contextlib.contextmanager
def taking_mail(port: int) -> Iterator[Clock]:
    clock = Clock()
    with serving(port=port, mailbox=clock):
        yield clock


def pour(clock: Clock, count: int, seconds: float) -> dict[str, float]:
    """Lets them come in evenly over that time; what became of them, and how soon each was acknowledged."""
    now = timezone.now()
    customers = Member.objects.bulk_create(
        Member(
            email=f"c{n}@example.com", handle=f"c{n}", name=f"Clienta {n}", language="es", joined_at=now,
            approved_at=now, password="!",
        )
        for n in range(count)
    )  # fmt: skip
    if everybody := Group.objects.default():
        admit(everybody, customers)
    came, began = {}, time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, began + number * seconds / count - time.monotonic()))
        address = f"c{number}@example.com"
        sorting.receive(letter(number, address), door="bench")
        came[address] = time.monotonic()
    until = time.monotonic() + PATIENCE
    while not came.keys() <= clock.came.keys() and time.monotonic() < until:
        time.sleep(0.2)
    waits = [clock.came.get(address, float("inf")) - at for address, at in came.items()]
    requests = IncomingMail.objects.filter(door="bench", outcome="request").count()
    return {
        "letters": count, "letters without request": count - requests, "acknowledged p50": share(waits, 0.5),
        "acknowledged p95": share(waits, 0.95),
    }  # fmt: skip


def letter(number: int, sender: str) -> bytes:
    return (
        f"From: {sender}\r\nTo: club@example.com\r\nSubject: Recibo {number}\r\nMessage-ID: <b{number}@example.com>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Me han cobrado dos veces la cuota número {number}. ¿Lo podéis mirar?\r\n"
    ).encode()
