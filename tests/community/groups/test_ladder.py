"""Member, moderator, owner: who climbs, who steps down, and that a group never loses its last owner."""

import pytest
from django.core.exceptions import PermissionDenied

from community.groups import laws
from community.groups.ladder import LastOwner
from community.groups.models import Group
from community.notifications.models import Notification
from tests.community.examples import everybody, group

pytestmark = pytest.mark.django_db


def role(place, member):
    return place.membership_of(member).role


@pytest.fixture
def dinners(ana, bruno):
    place = group("Dinners", ana, bruno)
    place.crown(ana, by=ana)
    return place


def test_who_founds_a_group_owns_it(gema):
    assert role(Group.objects.found(by=gema, name="Chess"), gema) == "owner"


def test_an_owner_keeps_order_and_may_archive(ana, dinners):
    assert dinners.manageable_by(ana) and dinners.archivable_by(ana)
    assert ana in dinners.keepers()


def test_the_only_owner_cannot_step_down(ana, dinners):
    with pytest.raises(LastOwner):
        dinners.step_down(ana, by=ana)
    assert role(dinners, ana) == "owner"


def test_the_only_owner_cannot_leave_while_others_are_there(ana, bruno, dinners, client_of):
    with pytest.raises(LastOwner):
        dinners.remove(ana, by=ana)
    page = client_of(ana).post("/groups/dinners/membership/remove/", follow=True)
    assert "Hand the group over first" in page.content.decode()
    dinners.remove(bruno, by=ana)
    assert dinners.remove(ana, by=ana), "nobody is left to own it"


def test_of_two_owners_one_may_step_down(ana, bruno, dinners):
    assert dinners.crown(bruno, by=ana)
    assert dinners.step_down(ana, by=ana)
    assert (role(dinners, ana), role(dinners, bruno)) == ("moderator", "owner")


def test_handing_over_turns_both_roles_at_once_and_tells_the_new_owner(ana, bruno, dinners):
    assert dinners.hand_over(bruno, by=ana)
    assert (role(dinners, ana), role(dinners, bruno)) == ("moderator", "owner")
    assert Notification.objects.visible_to(bruno).filter(kind="community.crowned").count() == 1
    assert laws.groups_without_an_owner() == 0


def test_nobody_outside_becomes_an_owner(ana, gema, dinners):
    assert not dinners.hand_over(gema, by=ana)
    assert role(dinners, ana) == "owner"


def test_a_moderator_neither_demotes_nor_removes_an_owner(ana, bruno, dinners, client_of):
    dinners.promote(bruno, by=ana)
    assert not dinners.demote(ana, by=bruno)
    with pytest.raises(PermissionDenied):
        dinners.remove(ana, by=bruno)
    place = f"/groups/dinners/members/{dinners.membership_of(ana).pk}/"
    for address in ("owner/", "owner/remove/", "handover/"):
        assert client_of(bruno).post(place + address).status_code == 403
    assert role(dinners, ana) == "owner"


def test_of_two_owners_neither_is_put_out_or_turned_down_by_a_moderator(ana, bruno, gema, dinners):
    dinners.admit(gema)
    dinners.crown(gema, by=ana)
    dinners.promote(bruno, by=ana)
    with pytest.raises(PermissionDenied):
        dinners.remove(gema, by=bruno)
    assert not dinners.promote(gema, by=bruno), "who owns it is no moderator to be made"
    assert role(dinners, gema) == "owner"
    assert dinners.remove(gema, by=ana)


def test_ana_hands_her_group_over_on_the_site(ana, bruno, dinners, client_of):
    address = f"/groups/dinners/members/{dinners.membership_of(bruno).pk}/handover/"
    assert "Bruno" in client_of(ana).get(address).content.decode()
    client_of(ana).post(address)
    assert role(dinners, bruno) == "owner"


def test_who_leaves_the_house_is_succeeded_by_who_kept_order(ana, bruno, gema, dinners):
    dinners.admit(gema)
    dinners.promote(gema, by=ana)
    dinners.forget(ana)
    assert role(dinners, gema) == "owner"
    dinners.forget(gema)
    assert role(dinners, bruno) == "owner"
    assert laws.groups_without_an_owner() == 0


def test_the_group_of_everybody_falls_to_nobody(ana, bruno):
    """It belongs to the house: whoever has been there for longest did not ask for it."""
    place = everybody()
    for member in (ana, bruno):
        place.admit(member)
    place.crown(ana, by=ana)
    place.forget(ana)
    assert role(place, bruno) == "member"


def test_a_group_without_an_owner_is_noticed(ana, dinners):
    dinners.memberships.update(role="member")
    assert laws.groups_without_an_owner() == 1
