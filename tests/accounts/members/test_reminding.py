"""Whoever waits at the door is not forgotten there."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.mail.models import Mail
from accounts.members.reminding import remind_due
from tests.cast import person

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 2, 2, 8, 0, tzinfo=UTC)  # by the clock of Madrid


def waiting(name: str, *, hours: int):
    return person(name, joined_at=NINE - timedelta(hours=hours), approved_at=None)


def reminders() -> list[Mail]:
    return list(Mail.objects.filter(kind="accounts.still_waiting").order_by("pk"))


def test_those_who_decide_are_reminded_once_a_day_of_who_has_waited_for_eight_hours(ana, sol, marta, gema):
    waiting("Eva Luna", hours=7)
    assert remind_due(NINE) == 0
    assert remind_due(NINE + timedelta(hours=1)) == 2
    waiting("Leo Mar", hours=20)
    remind_due(NINE + timedelta(hours=2))
    assert {mail.member for mail in reminders()} == {marta, gema} and len(reminders()) == 2, "once a day"
    remind_due(NINE + timedelta(days=1))
    assert len(reminders()) == 4 and "2 people" in reminders()[-1].subject


def test_nobody_is_woken_for_it_nor_told_when_all_have_their_answer(marta, gema):
    eva = waiting("Eva Luna", hours=20)
    assert remind_due(NINE - timedelta(minutes=1)) == 0 and remind_due(NINE + timedelta(hours=11)) == 0
    eva.approve(by=marta)
    assert remind_due(NINE + timedelta(hours=1)) == 0 and not reminders()
