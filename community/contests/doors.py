"""Doors that contests open below: who keeps order looks at what is handed in; everybody else when voting opens."""

from django.db.models import Q

from accounts import doors
from community.contests.models import Contest, ContestEntry
from community.groups.models import Group


def pictures_of_entries(member) -> Q:
    kept = Q(poll__post__group__in=Group.objects.moderated_by(member).values("pk"))
    organised = Contest.objects.visible_to(member).filter(Q(poll__post__author_id=member.pk) | kept)
    entries = ContestEntry.objects.filter(contest__in=organised.values("pk"), upload__isnull=False)
    return Q(pk__in=entries.values("upload_id"))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_of_entries)
