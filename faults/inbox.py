"""F12: the process that takes a letter in dies over it, at four points; whoever sends it sends it again (R18)."""

import json
import subprocess
import sys
from datetime import timedelta

from django.utils import timezone

from accounts.mail.incoming.models import IncomingMail
from accounts.models import Member
from faults import dying_inbox, people, place, promises
from faults.house import House, broken_laws, until
from faults.writers import Writers
from tickets.models import Ticket

EACH = 25 if place.DEEP else 4  # letters for each point
PATIENCE = 240  # seconds for all of them


def it_dies_over_letters(house: House, writers: Writers):
    count = EACH * len(dying_inbox.POINTS)
    people.crowd(count)
    senders = Member.objects.order_by("-pk").values_list("email", flat=True)[:count]
    letters = [letter(number, sender) for number, sender in enumerate(senders)]
    asked = [{"point": number % len(dying_inbox.POINTS), "raw": raw} for number, raw in enumerate(letters)]
    done = subprocess.run(
        [sys.executable, "-m", "faults.dying_inbox"], cwd=place.ROOT, input=json.dumps(asked), text=True,
        capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    if done.returncode:
        return [done.stderr[-800:]], ""
    deaths = json.loads(done.stdout)
    wrong = [] if deaths == len(letters) else [f"only {deaths} deaths"]
    if not until(nothing_waits, promises.SOON, step=1):
        wrong.append(f"{IncomingMail.objects.waiting().count()} letters still wait")
    wrong += unmade(len(letters))
    if not promises.told_within():
        wrong.append("mails still wait")
    return wrong + broken_laws(), f"{deaths} deaths, {len(letters)} letters, each one request"


def letter(number: int, sender: str) -> str:
    """With words of its own: the same from two people would be two, from one person none."""
    return (
        f"From: {sender}\nTo: club@example.com\nSubject: Taquilla {number}\nMessage-ID: <f12-{number}@example.com>\n"
        f"Content-Type: text/plain; charset=utf-8\n\nLa taquilla {number} no cierra desde el lunes.\n"
    )


def nothing_waits() -> bool:
    """In small runs the minute for which a dead process is believed to be at it is not waited for."""
    waiting = IncomingMail.objects.waiting()
    if not place.DEEP:
        waiting.filter(tried_at__lt=timezone.now() - timedelta(seconds=5)).update(tried_at=None)
    return not waiting.exists()


def unmade(count: int) -> list[str]:
    """Each letter is stored once and is one request."""
    mails = IncomingMail.objects.filter(message_id__startswith="<f12-")
    outcomes = sorted(set(mails.values_list("outcome", "reason")))
    tickets = Ticket.objects.filter(submission__in=mails.values("token")).count()
    wrong = []
    if mails.count() != count:
        wrong.append(f"{mails.count()} letters are stored")
    if outcomes != [("request", "")] or tickets != count:
        wrong.append(f"they became {outcomes}, {tickets} requests")
    return wrong
