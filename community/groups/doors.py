"""Doors that groups open below: who may know of a group may look at the picture at its head."""

from django.db.models import Q

from accounts import doors
from community.groups.models import Group


def covers(member) -> Q:
    covered = Group.objects.visible_to(member).filter(cover__isnull=False)
    return Q(pk__in=covered.values("cover_id"))


def open_all() -> None:
    doors.register("accounts.Upload", covers)
