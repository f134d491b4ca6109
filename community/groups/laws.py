"""Laws about groups, counted by `manage.py check_invariants`."""

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Q

from accounts import invariants
from community.groups.memberships import Membership
from community.groups.models import Group


@invariants.register("I8", "a group's number of members is the number of its memberships")
def groups_that_count_wrongly() -> int:
    return Group.objects.annotate(recount=Count("memberships")).exclude(recount=F("member_count")).count()


@invariants.register(
    "G1", "a group with people in it has an owner; the one of everybody belongs to the house"
)
def groups_without_an_owner() -> int:
    owners = Count("memberships", filter=Q(memberships__role=Membership.Role.OWNER))
    peopled = Group.objects.filter(is_default=False, member_count__gt=0)
    return peopled.annotate(owners=owners).filter(owners=0).count()


@invariants.register("I8", "the default group holds everybody who has joined")
def members_outside_the_default_group() -> int:
    group = Group.objects.default()
    if group is None:
        return 0
    return get_user_model().objects.joined().exclude(memberships__group=group).count()
