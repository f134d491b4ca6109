"""From the clock to the bell: Sol and Gema hear of a late complaint, each stage once, whatever happens to workers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.notifications.models import Notification
from tests.cast import person
from tests.tickets.examples import complaint_of, team_with
from tests.tickets.sla.makers import calendar, policy
from tests.tickets.sla.test_sweeps_at_once import at_once
from tickets.desk import notices
from tickets.desk.sweeping import remind_all_due
from tickets.sla.laws import reminders_missing_or_out_of_place
from tickets.sla.models import Reminder

pytestmark = pytest.mark.django_db(transaction=True)
ROUND_THE_CLOCK = ((0, 24 * 60),)
HOUR = timedelta(hours=1)


@pytest.fixture
def complaints(sol, gema):
    """Twelve complaints of as many people, due an answer four hours after they were said; the doors never close."""
    calendar(slots=ROUND_THE_CLOCK, days=range(7), country="", region="", is_default=True)
    policy(first=240, following=240, resolution=2400)
    team_with(sol)
    return [complaint_of(person(f"Customer {n}", handle=f"customer{n}")) for n in range(12)]


def heard(member):
    """How often each kind of reminder reached the member."""
    kinds = [f"tickets.{stage}" for stage in ("warning", "breach", "escalation")]
    rows = Notification.objects.filter(member=member, kind__in=kinds)
    return [rows.filter(kind=kind).count() for kind in kinds]


def test_row_f9_two_beats_ring_each_bell_once(complaints, sol, gema):
    now = timezone.now()

    def beat():
        for minutes in range(0, 6 * 60, 20):
            remind_all_due(now + timedelta(minutes=minutes))

    at_once(beat, beat, beat)
    assert (heard(sol), heard(gema)) == ([12, 12, 12], [0, 12, 12])
    assert Reminder.objects.count() == 36


def test_row_f10_two_hours_without_a_worker_lose_and_double_nothing(complaints, sol, gema):
    late = timezone.now() + 4 * HOUR + timedelta(minutes=30)
    at_once(*[lambda: remind_all_due(late)] * 3)
    remind_all_due(late + timedelta(minutes=1))
    assert (heard(sol), heard(gema)) == ([12, 12, 0], [0, 12, 0])
    assert all(ticket.clocks.get(kind="first_answer").breached_at for ticket in complaints)


def test_f2_a_worker_killed_while_it_tells_has_told_nobody(complaints, sol, monkeypatch):
    """It dies at the seventh bell: neither the six before it nor their reminders are left, and the next tells all."""
    due, told, real = timezone.now() + 3 * HOUR + timedelta(minutes=1), [], notices.reminded

    def mortal(reminder):
        told.append(reminder)
        if len(told) == 7:
            raise SystemExit("killed")
        real(reminder)

    monkeypatch.setattr(notices, "reminded", mortal)
    with pytest.raises(SystemExit):
        remind_all_due(due)
    assert (heard(sol), Reminder.objects.count()) == ([0, 0, 0], 0)
    monkeypatch.setattr(notices, "reminded", real)
    assert remind_all_due(due) == 12
    assert heard(sol) == [12, 0, 0]


def test_answered_complaints_ring_no_bell(complaints, sol, gema):
    for ticket in complaints[:5]:
        ticket.reply(by=sol, body="A plumber is on the way.")
    remind_all_due(timezone.now() + 4 * HOUR + timedelta(minutes=1))
    assert heard(gema) == [0, 7, 0]
    assert reminders_missing_or_out_of_place() == 0
