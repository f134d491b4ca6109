"""Laws about groups, counted by `manage.py check_invariants`."""

from django.contrib.auth import get_user_model
from django.db.models import Count, F

from accounts import invariants
from community.groups.models import Group


@invariants.register("I8", "a group's number of members is the number of its memberships")
def groups_that_count_wrongly() -> int:
    return Group.objects.annotate(recount=Count("memberships")).exclude(recount=F("member_count")).count()


@invariants.register("I8", "the default group holds everybody who has joined")
def members_outside_the_default_group() -> int:
    group = Group.objects.default()
    if group is None:
        return 0
    return get_user_model().objects.joined().exclude(memberships__group=group).count()
