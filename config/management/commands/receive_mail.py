"""`manage.py receive_mail < message.eml`: the door for a mail server on this machine.

One raw message on standard input, one JSON object on standard output. Exit 0 means that the message is stored, whatever
becomes of it; with any other the server keeps it and tries again.
"""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from accounts.mail.incoming import sorting
from accounts.mail.incoming.models import IncomingMail

TRY_AGAIN = 75  # what mail servers understand as "not now" (EX_TEMPFAIL)


class Command(BaseCommand):
    help = "Takes in one raw message (RFC 5322) from standard input and says what became of it."
    requires_system_checks = []

    def handle(self, **options):
        raw = sys.stdin.buffer.read()
        if not raw.strip():
            raise CommandError("There is no message on standard input.")
        try:
            mail, is_new = sorting.receive(raw, door="command")
        except DatabaseError as error:
            raise CommandError(f"Not stored: {error}", returncode=TRY_AGAIN) from error
        if not mail.outcome:
            mail = sorted_now(mail)
        self.stdout.write(json.dumps(answer(mail, is_new), ensure_ascii=False))


def sorted_now(mail: IncomingMail) -> IncomingMail:
    """What became of it at once; it is stored in any case, so that the sweep finds what could not be done now."""
    try:
        sorted_mail = sorting.sort(mail.pk)
    except DatabaseError:
        sorted_mail = None
    if sorted_mail is None:
        mail.refresh_from_db(fields=["outcome", "reason", "text", "reference"])
    return sorted_mail or mail


def answer(mail: IncomingMail, is_new: bool) -> dict:
    """What a script reads. What waits for the sweep counts as put aside until then."""
    outcome = mail.outcome or IncomingMail.Outcome.QUARANTINE
    return {
        "outcome": outcome if is_new else IncomingMail.Outcome.DUPLICATE,
        "ticket": mail.reference or None,
        "text": mail.text,
        "reason": str(mail.reason) or ("" if mail.outcome else "waiting"),
    }
