"""Who is told of an act of moderation: the person it concerns, with the reason; never by whose hand."""

from community.notifications.models import Notification


def hidden(act) -> None:
    _tell(act, "moderation.hidden")


def restored(act) -> None:
    _tell(act, "moderation.restored")


def removed(act) -> None:
    _tell(act, "moderation.removed")


def _tell(act, kind: str) -> None:
    if act.member_id:
        Notification.objects.tell([act.member], kind=kind, subject=act)
