"""The laws of groups and notifications notice what is broken behind the verbs' backs."""

import pytest

from community.groups import laws
from community.groups.models import Group
from community.notifications import laws as told
from community.notifications.models import Inbox, Notification
from tests.community.examples import closed, everybody, group

pytestmark = pytest.mark.django_db


def test_a_house_run_by_its_verbs_breaks_no_law(ana, gema):
    house = everybody()
    for member in (ana, gema):
        house.admit(member)
    closed("Board").admit(ana, by=gema)
    assert laws.groups_that_count_wrongly() == laws.members_outside_the_default_group() == 0
    assert told.wrong_bells() == told.notifications_that_nobody_will_see() == 0


def test_a_wrong_count_of_members_is_noticed(ana):
    group("Dinners", ana)
    Group.objects.update(member_count=7)
    assert laws.groups_that_count_wrongly() == 1


def test_a_member_outside_the_default_group_is_noticed(ana, bruno):
    everybody().admit(ana)
    assert laws.members_outside_the_default_group() == 1


def test_a_wrong_bell_is_noticed(ana, gema):
    closed("Board").admit(ana, by=gema)
    Inbox.objects.filter(pk=ana.pk).update(unread=5)
    assert told.wrong_bells() == 1


def test_a_notification_beyond_its_members_serial_is_noticed(ana, gema):
    closed("Board").admit(ana, by=gema)
    Notification.objects.update(serial=99)
    assert told.notifications_that_nobody_will_see() == 1
