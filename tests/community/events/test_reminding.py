"""Reminders: a day and two hours before, each once, and to whom they still concern."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail.models import Mail
from community.events.models import EventReminder
from community.events.reminding import remind_due
from community.notifications.models import Notification
from tests.community.events.examples import event, fresh, standing
from tests.community.examples import closed, everybody, group
from tests.parallel import together


@pytest.fixture
def padel(ana, bruno, marta):
    everybody()
    return group("Padel", ana, bruno, marta)


def told() -> list[str]:
    return sorted(
        Notification.objects.filter(kind="events.reminder").values_list("member__handle", flat=True)
    )


def test_a_day_before_and_two_hours_before_each_once(ana, bruno, marta, padel):
    dinner = event(ana, padel, in_hours=72)
    dinner.rsvp(by=bruno, answer="yes")
    dinner.rsvp(by=marta, answer="maybe")
    start = dinner.starts_at
    assert remind_due(start - timedelta(hours=25)) == 0
    for _twice in range(2):
        remind_due(start - timedelta(hours=23))
    assert told() == ["bruno", "marta"] and Mail.objects.filter(kind="events.reminder").count() == 1
    for _twice in range(2):
        remind_due(start - timedelta(hours=1))
    assert told() == ["bruno", "bruno", "marta"] and Mail.objects.filter(kind="events.reminder").count() == 1


def test_what_begins_soon_owes_only_what_is_still_ahead(ana, bruno, padel):
    dinner = event(ana, padel, in_hours=5)
    dinner.rsvp(by=bruno, answer="yes")
    assert EventReminder.objects.due(timezone.now() + timedelta(days=9)).count() == 1
    remind_due(timezone.now())
    assert told() == []


def test_a_worker_that_slept_tells_the_nearest_stage_only(ana, bruno, padel):
    dinner = event(ana, padel, in_hours=72)
    dinner.rsvp(by=bruno, answer="yes")
    remind_due(dinner.starts_at - timedelta(hours=1))
    assert told() == ["bruno"] and not EventReminder.objects.due(dinner.starts_at).exists()


def test_nobody_is_reminded_of_what_was_called_off_or_has_begun(ana, bruno, padel):
    off, begun = event(ana, padel, "Off"), event(ana, padel, "Begun")
    for one in (off, begun):
        one.rsvp(by=bruno, answer="yes")
    fresh(off).cancel(by=ana)
    remind_due(off.starts_at - timedelta(hours=1) if off.starts_at < begun.starts_at else off.starts_at)
    Notification.objects.filter(kind="events.reminder").delete()
    remind_due(begun.starts_at + timedelta(hours=1))
    assert told() == []


def test_another_date_is_reminded_of_anew(ana, bruno, padel):
    dinner = event(ana, padel, in_hours=72)
    dinner.rsvp(by=bruno, answer="yes")
    remind_due(dinner.starts_at - timedelta(hours=23))
    later = dinner.starts_at + timedelta(days=7)
    fresh(dinner).change(by=ana, starts_at=later)
    remind_due(dinner.starts_at - timedelta(hours=1))
    assert told() == ["bruno"]
    remind_due(later - timedelta(hours=23))
    assert told() == ["bruno", "bruno"]


def test_whoever_left_the_group_is_not_reminded_and_loses_the_seat(ana, bruno, marta):
    everybody()
    board = closed("Board", ana, bruno)
    dinner = event(ana, board, seats=1)
    dinner.rsvp(by=bruno, answer="yes")
    dinner.rsvp(by=ana, answer="yes")
    board.remove(bruno, by=ana)
    remind_due(dinner.starts_at - timedelta(hours=23))
    assert standing(dinner) == {"bruno": "no", "ana": "yes"}
    assert told() == ["ana"]


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_remind_once(ana, bruno):
    everybody()
    padel = group("Padel", ana, bruno)
    dinners = [event(ana, padel, f"Dinner {n}") for n in range(6)]
    for dinner in dinners:
        dinner.rsvp(by=bruno, answer="yes")
    soon = dinners[-1].starts_at - timedelta(hours=20)
    together(*[lambda: remind_due(soon) for _ in range(4)])
    remind_due(soon)
    assert told() == ["bruno"] * 6 and Mail.objects.filter(kind="events.reminder").count() == 6
