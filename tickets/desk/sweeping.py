"""The sweeps: reminders that are due, and requests that wait for their customer."""

from datetime import timedelta

from django.utils import timezone

from community.transactions import all_or_nothing
from tickets.desk import notices
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible, State
from tickets.sla.models import Reminder

BATCH = 200
NOTICE = timedelta(days=3)  # how long before the last day the customer is reminded


def remind_all_due(as_of) -> int:
    """Tells of every stage that a clock has reached, a batch at a time. Returns how many were told."""
    told = batch = remind_batch(as_of)
    while batch >= BATCH:
        batch = remind_batch(as_of)
        told += batch
    return told


@all_or_nothing
def remind_batch(as_of) -> int:
    """Claims reminders that are due and tells who must know, in one transaction. Returns how many.

    A worker that dies takes its batch back with it: the next sweep finds the same clocks again (law I3).
    """
    reminders = Reminder.objects.claim_due(as_of, limit=BATCH)
    for reminder in reminders:
        notices.reminded(reminder)
    return len(reminders)


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
            closed += lapsed(ticket, as_of)
    return closed


def lapsed(ticket: Ticket, as_of) -> bool:
    """Closes it; False when its customer has written since it was found, which is no reason to stop at it."""
    try:
        ticket.lapse(as_of=as_of)
    except NotPossible:
        return False
    return True
