"""`manage.py receive_mail < message.eml`: the door for a mail server on this machine.

One raw message on standard input, one JSON object on standard output. Exit 0 means that the message is stored, whatever
becomes of it; with any other the server keeps it and tries again.
"""

import json
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from accounts.mail.incoming import sorting
from accounts.mail.incoming.models import IncomingMail

PATIENCE = 15  # seconds for a worker that has just taken it
TRY_AGAIN = 75  # what mail servers understand as "not now" (EX_TEMPFAIL)


class Command(BaseCommand):
    help = "Takes in one raw message (RFC 5322) from standard input and says what became of it."
    requires_system_checks = []

    def handle(self, **options):
        raw = sys.stdin.buffer.read()
        if not raw.strip():
            raise CommandError("There is no message on standard input.")
        try:
            mail, is_new = sorting.receive(raw, door="command", at_once=True)
        except DatabaseError as error:
            raise CommandError(f"Not stored: {error}", returncode=TRY_AGAIN) from error
        if not mail.outcome:
            mail = sorted_now(mail)
        self.stdout.write(json.dumps(answer(mail, is_new), ensure_ascii=False))


def sorted_now(mail: IncomingMail) -> IncomingMail:
    """What became of it at once, here or by the worker that was quicker; it is stored in any case, so that the sweep
    finds what could not be done now."""
    until = time.monotonic() + PATIENCE
    while not mail.outcome and time.monotonic() < until:
        try:
            sorted_mail = sorting.sort(mail.pk)
        except DatabaseError:
            break
        if sorted_mail is not None:
            return sorted_mail
        time.sleep(0.2)
        mail.refresh_from_db(fields=["outcome", "reason", "text", "reference"])
    return mail


def answer(mail: IncomingMail, is_new: bool) -> dict:
    """What a script reads. What waits for the sweep counts as put aside until then."""
    outcome = mail.outcome or IncomingMail.Outcome.QUARANTINE
    return {
        "outcome": outcome if is_new else IncomingMail.Outcome.DUPLICATE,
        "ticket": mail.reference or None,
        "text": mail.text,
        "reason": str(mail.reason) or ("" if mail.outcome else "waiting"),
    }
