"""Doors that the desk opens below: a moderator looks at what they judge, also where they read nothing else."""

from django.db.models import Exists, OuterRef, Q

from accounts import doors
from community.alerts.models import Alert
from community.chat.models import MessagePicture
from community.reports.models import Report


def pictures_of_messages_to_judge(member) -> Q | None:
    """Of messages out of private rooms, while a report or an alert about them waits for a decision."""
    if not member.is_moderator:
        return None
    hung = MessagePicture.objects.filter(upload=OuterRef("pk"))
    waiting = Q()
    for matters in (Report.objects, Alert.objects):
        on_desk = matters.visible_to(member).open().filter(message__isnull=False)
        waiting |= Q(message__in=on_desk.values("message"))
    return Q(Exists(hung.filter(waiting)))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_of_messages_to_judge)
