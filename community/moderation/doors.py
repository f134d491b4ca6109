"""Doors that the desk opens below: a moderator looks at what they judge, also where they read nothing else."""

from django.db.models import Q

from accounts import doors
from community.chat.pictures import shown_in
from community.reports.models import Report


def pictures_to_judge(member) -> Q | None:
    """Of messages out of private rooms, while a report about them waits for a decision."""
    if not member.is_moderator:
        return None
    return shown_in(Report.objects.visible_to(member).open().filter(message__isnull=False).values("message"))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_to_judge)
