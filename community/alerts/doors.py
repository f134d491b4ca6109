"""Doors that alerts open below: who decides about a message looks at its pictures."""

from django.db.models import Q

from accounts import doors
from community.alerts.models import Alert
from community.chat.pictures import shown_in


def pictures_to_judge(member) -> Q | None:
    """Of messages out of private rooms, while an alert about them waits for a decision."""
    if not member.is_moderator:
        return None
    return shown_in(Alert.objects.visible_to(member).open().filter(message__isnull=False).values("message"))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_to_judge)
