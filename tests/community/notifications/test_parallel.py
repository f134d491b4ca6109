"""Serials and the bell, when everything happens at once."""

import pytest

from community.notifications import laws
from community.notifications.models import Inbox, Notification
from tests.community.examples import group
from tests.parallel import together

pytestmark = pytest.mark.django_db(transaction=True)


def tell(members, subject, once):
    return Notification.objects.tell(members, kind="community.admitted", subject=subject, once=once)


def test_the_same_event_from_ten_threads_is_one_notification(ana):
    dinners = group("Dinners")
    together(*[lambda: tell([ana], dinners, "once") for _ in range(10)])
    assert Notification.objects.count() == Inbox.objects.get(pk=ana.pk).unread == 1


def test_serials_have_no_gap_and_no_double(ana, bruno):
    dinners = group("Dinners")
    people = ([ana, bruno], [bruno, ana])
    together(*[lambda n=n: tell(people[n % 2], dinners, f"event {n}") for n in range(12)])
    for member in (ana, bruno):
        serials = (
            Notification.objects.filter(member=member).order_by("serial").values_list("serial", flat=True)
        )
        assert list(serials) == list(range(1, 13))


def test_reading_while_more_arrives_keeps_the_bell_right(ana):
    dinners = group("Dinners")
    tell([ana], dinners, "before")
    arriving = [lambda n=n: tell([ana], dinners, f"event {n}") for n in range(6)]
    together(*arriving, *[lambda: Notification.objects.mark_all_read(ana) for _ in range(3)])
    assert laws.wrong_bells() == laws.notifications_that_nobody_will_see() == 0
