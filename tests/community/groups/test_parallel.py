"""Many at the same moment: counts stay right, and each thing happens once."""

import pytest

from community.groups.ladder import LastOwner
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.notifications.models import Inbox, Notification
from tests import cast
from tests.community.examples import closed, group, secret
from tests.parallel import together

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(place) -> Group:
    return Group.objects.get(pk=place.pk)


def test_row_30_ten_taps_on_join_make_one_membership(ana):
    dinners = group("Dinners")
    together(*[lambda: fresh(dinners).admit(ana) for _ in range(10)])
    assert Membership.objects.filter(group=dinners).count() == fresh(dinners).member_count == 1


def test_row_30_a_crowd_joins_and_the_count_is_right():
    dinners = group("Dinners")
    people = [cast.person(f"Guest{n}") for n in range(12)]
    together(*[lambda one=one: fresh(dinners).admit(one) for one in people])
    assert fresh(dinners).member_count == dinners.memberships.count() == 12


def test_joining_and_leaving_at_once_counts_what_is_left(ana):
    dinners = group("Dinners", ana)
    together(*[lambda: fresh(dinners).remove(ana, by=ana), lambda: fresh(dinners).remove(ana, by=ana)])
    together(lambda: fresh(dinners).admit(ana), lambda: fresh(dinners).remove(ana, by=ana))
    assert fresh(dinners).member_count == dinners.memberships.count()


def test_row_30_asking_from_eight_devices_is_one_request_and_one_notice(ana, marta):
    board = closed("Board")
    requests = together(*[lambda: fresh(board).ask(by=ana, message="me") for _ in range(8)])
    assert len({request.pk for request in requests}) == JoinRequest.objects.count() == 1
    assert Notification.objects.filter(member=marta).count() == 1


def test_two_moderators_decide_at_once_and_one_decision_stands(ana, marta, gema):
    request = closed("Board").ask(by=ana)

    def again():
        return JoinRequest.objects.get(pk=request.pk)

    yes, no = together(lambda: again().accept(by=marta), lambda: again().decline(by=gema))
    assert yes != no
    assert again().accepted is yes
    assert request.group.holds(ana) is yes
    assert Notification.objects.filter(member=ana).count() == Inbox.objects.get(pk=ana.pk).unread == 1


def test_two_owners_who_step_down_at_once_leave_one(ana, bruno):
    dinners = group("Dinners", ana, bruno)
    for one in (ana, bruno):
        dinners.crown(one, by=one)

    def steps_down(one):
        try:
            return fresh(dinners).step_down(one, by=one)
        except LastOwner:
            return False

    assert sorted(together(lambda: steps_down(ana), lambda: steps_down(bruno))) == [False, True]
    assert dinners.memberships.owners().count() == 1


def test_the_last_two_owners_who_leave_at_once_leave_one(ana, bruno, marta):
    dinners = group("Dinners", ana, bruno, marta)
    for one in (ana, bruno):
        dinners.crown(one, by=one)

    def leaves(one):
        try:
            return fresh(dinners).remove(one, by=one)
        except LastOwner:
            return False

    assert sorted(together(lambda: leaves(ana), lambda: leaves(bruno))) == [False, True]
    assert dinners.memberships.owners().count() == 1 and fresh(dinners).member_count == 2


def test_row_14_readers_at_the_same_moment_each_see_their_own(client_of):
    people = [cast.person(f"Reader{n}") for n in range(8)]
    for n, member in enumerate(people):
        secret(f"canary-{n}-of-8", member)
    clients = [client_of(member) for member in people]
    addresses = ["/groups/", "/notifications/", "/"] * 2
    pages = together(*[lambda c=c: "".join(c.get(a).content.decode() for a in addresses) for c in clients])
    for n, page in enumerate(pages):
        assert {found for found in range(8) if f"canary-{found}-of-8" in page} == {n}
