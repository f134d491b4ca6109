"""Doors that polls open below: who may see a poll may look at the pictures of its options."""

from django.db.models import Q

from accounts import doors
from community.polls.models import Poll, PollOption


def pictures_of_polls(member) -> Q:
    polls = Poll.objects.visible_to(member).values("pk")
    seen = PollOption.objects.filter(poll__in=polls, upload__isnull=False, set_aside_at__isnull=True)
    return Q(pk__in=seen.values("upload_id"))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_of_polls)
