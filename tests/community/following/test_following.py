"""Whom one follows is heard of as far as one may read it; they see a number and never a name."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.privacy.registry import known
from community.contacts.models import Block
from community.following.laws import followings_over_a_block
from community.following.models import Follow
from community.notifications.deliveries import Delivery
from community.notifications.models import Notification
from tests.cast import person
from tests.community.examples import closed, everybody, group, post
from tests.community.profiles.examples import MINOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(ana, bruno):
    place = everybody()
    for one in (ana, bruno):
        place.admit(one)
    return place


def heard(member) -> list[tuple[str, int]]:
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", "subject_id"))


def test_what_bruno_publishes_comes_to_ana_once_in_the_app_only_and_only_what_she_may_read(
    hall, ana, bruno, client_of
):
    client_of(ana).post("/members/bruno/follow/")
    client_of(ana).post("/members/bruno/follow/")
    assert Follow.objects.count() == 1
    seen = post(bruno, hall, "In the open")
    post(bruno, closed("Board", bruno), "Behind a door")
    called = post(bruno, hall, "You too, @ana")
    assert heard(ana) == [("community.followed_posted", seen.pk), ("community.mentioned_in_post", called.pk)]
    assert not Delivery.objects.filter(notification__kind="community.followed_posted").exists()
    hall.membership_of(ana).hear("mute")
    post(bruno, hall, "She has turned this group down")
    hall.membership_of(ana).hear("follow")
    both = post(bruno, hall, "She follows the group anyway")
    assert heard(ana)[2:] == [("community.posted", both.pk)]
    client_of(ana).post("/members/bruno/follow/remove/")
    hall.membership_of(ana).hear("normal")
    post(bruno, hall, "No longer")
    assert len(heard(ana)) == 3


def test_bruno_sees_how_many_and_nobody_sees_who(hall, ana, bruno, client_of):
    Follow.objects.put(by=ana, on=bruno)
    page = client_of(bruno).get("/members/bruno/").text
    assert "1 person follows you" in page and "Ana" not in page
    assert "follows you" not in client_of(ana).get("/members/bruno/").text
    assert "/members/bruno/follow/remove/" in client_of(ana).get("/following/").text
    assert "You follow nobody yet" in client_of(bruno).get("/following/").text
    bruno.leave()
    assert "You follow nobody yet" in client_of(ana).get("/following/").text


def test_a_block_ends_it_on_both_sides_and_does_not_tell(hall, ana, bruno, client_of):
    for one, other in ((ana, bruno), (bruno, ana)):
        Follow.objects.put(by=one, on=other)
    Block.objects.put("ignore", by=ana, on=bruno)
    assert list(Follow.objects.values_list("member", "other")) == [(bruno.pk, ana.pk)]
    Block.objects.put("block", by=ana, on=bruno)
    assert not Follow.objects.exists()
    assert (
        "/members/ana/follow/" in client_of(bruno).get("/members/ana/").text
    )  # the button stays, and is refused
    assert client_of(bruno).post("/members/ana/follow/").status_code == 403


def test_nobody_follows_themselves_or_a_minor_without_a_group_in_common(hall, ana, bruno, client_of):
    leo = person("Leo Sanz", born_on=MINOR)
    leo.refresh_from_db()
    hall.admit(leo)
    for by, on in ((ana, ana), (ana, leo)):
        with pytest.raises(PermissionDenied):
            Follow.objects.put(by=by, on=on)
    assert "/members/leo/follow/" not in client_of(ana).get("/members/leo/").text
    juniors = group("Juniors", ana, leo)
    Follow.objects.put(by=ana, on=leo)
    post(leo, juniors, "A goal")
    juniors.forget(ana)
    post(leo, hall, "Ana is gone from the group")
    assert len(heard(ana)) == 1


def test_following_goes_with_either_side_and_nobody_exports_who_follows_them(hall, ana, bruno):
    (held,) = [one for one in known() if one.name == "people-followed"]
    Follow.objects.put(by=ana, on=bruno)
    assert [row["other__name"] for row in held.exported(ana)] == ["Bruno Gil"] and not list(
        held.exported(bruno)
    )
    held.erase(held.rows(bruno), bruno, None)
    assert not Follow.objects.exists()


def test_the_law_counts_who_follows_over_a_block(hall, ana, bruno):
    Block.objects.put("block", by=bruno, on=ana)
    assert followings_over_a_block() == 0
    Follow.objects.create(member=ana, other=bruno)
    assert followings_over_a_block() == 1
