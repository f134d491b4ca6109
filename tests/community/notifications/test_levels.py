"""How much of a group each member hears: mute, normal, follow."""

import pytest

from community.notifications.models import Notification
from tests.community.examples import group, post

pytestmark = pytest.mark.django_db


def heard(member):
    return list(Notification.objects.filter(member=member).order_by("serial").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("mute", ["community.mentioned_in_post"]),
        ("normal", ["community.announcement", "community.mentioned_in_post"]),
        ("follow", ["community.announcement", "community.posted", "community.mentioned_in_post"]),
    ],
)
def test_each_level_hears_its_part_and_a_call_is_always_heard(ana, marta, level, kinds):
    dinners = group("Dinners", ana, marta)
    dinners.membership_of(ana).hear(level)
    post(marta, dinners, "The kitchen is closed on Monday", kind="announcement")
    post(marta, dinners, "Who cooks on Friday?")
    post(marta, dinners, "@ana, do you?")
    assert heard(ana) == kinds
    assert heard(marta) == []
