"""The sweeps: reminders that are due, and requests that wait for their customer."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tickets.desk import notices
from tickets.desk.models import Ticket
from tickets.desk.states import State
from tickets.sla.models import Reminder, SweepRun

BATCH = 200
NOTICE = timedelta(days=3)  # how long before the last day the customer is reminded


def remind_all_due(as_of) -> int:
    """Claims every reminder that is due and tells who must know, in one transaction a batch. Returns how many.

    A worker that dies takes its batch back with it: the next sweep finds the same clocks again (law I3).
    """
    sent = 0
    while True:
        with transaction.atomic():
            reminders = Reminder.objects.claim_due(as_of, limit=BATCH)
            for reminder in reminders:
                notices.reminded(reminder)
        sent += len(reminders)
        if len(reminders) < BATCH:
            break
    SweepRun.objects.ran(as_of)
    return sent


def lapse_due(as_of) -> int:
    """Reminds customers whose last day is near, and closes what they did not complete after it (L-07)."""
    closed = 0
    soon = timezone.localdate(as_of) + NOTICE
    for ticket in Ticket.objects.filter(state=State.WAITING, waiting_until__lte=soon).order_by("pk"):
        if not ticket.waiting_reminded_at:
            ticket.remind_customer(as_of=as_of)
        elif ticket.today(as_of) > ticket.waiting_until and as_of >= ticket.waiting_reminded_at + timedelta(
            days=1
        ):
            ticket.lapse(as_of=as_of)
            closed += 1
    return closed
