"""Who is told of a post, and when it says that it answers."""

from datetime import UTC, datetime

from django.utils import translation

from accounts.brand.models import Centre
from community.feed.cards import draw_cards
from community.notifications.models import Notification
from tests.community.examples import group, post


def told(member) -> list[str]:
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_an_announcement_is_told_to_the_group_but_not_to_who_turned_it_down(ana, bruno, gema):
    padel = group("Padel", ana, bruno, gema)
    padel.membership_of(bruno).hear("mute")
    post(gema, padel, "The court is closed, @ana", kind="announcement")
    assert told(ana) == ["community.mentioned_in_post"] and told(bruno) == [] and told(gema) == []
    post(gema, padel, "It is open again.", kind="announcement")
    assert told(ana)[1:] == ["community.announcement"]


def test_who_follows_a_group_hears_of_every_post(ana, bruno, marta):
    padel = group("Padel", ana, bruno, marta)
    padel.membership_of(bruno).hear("follow")
    post(ana, padel)
    assert told(bruno) == ["community.posted"] and told(marta) == []


def test_a_new_mention_in_an_edit_is_told_once(ana, bruno):
    said = post(ana, group("Padel", ana, bruno), "Hello")
    said.edit(by=ana, body="Hello @bruno")
    said.edit(by=ana, body="Hello again @bruno")
    assert told(bruno) == ["community.mentioned_in_post"]


def test_the_promised_day_is_told_in_the_centre_s_zone(ana):
    """Half past eleven at night in Madrid is still the day before in the Canaries."""
    canaries = Centre.objects.create(name="Las Palmas", slug="las-palmas", timezone="Atlantic/Canary")
    said = post(ana, group("Padel", ana, centre=canaries), kind="complaint")
    said.show_handling(promised_at=datetime(2026, 12, 1, 23, 30, tzinfo=UTC))
    there = post(ana, group("Chess", ana), kind="complaint")
    there.show_handling(promised_at=datetime(2026, 12, 1, 23, 30, tzinfo=UTC))
    with translation.override("en"):
        drawn = draw_cards([said.pk, there.pk])
    assert "1 Dec" in drawn[said.pk] and "2 Dec" in drawn[there.pk]
