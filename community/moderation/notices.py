"""Who is told of an act of moderation: the person it concerns, with the reason; never by whose hand."""

from accounts.mail import outbox
from community.notifications.models import Notification


def hidden(act) -> None:
    _tell(act, "moderation.hidden")
    _mail(act, "moderation.hidden")


def restored(act) -> None:
    _tell(act, "moderation.restored")


def removed(act) -> None:
    _tell(act, "moderation.removed")
    _mail(act, "moderation.removed")


def _tell(act, kind: str) -> None:
    if act.member_id:
        Notification.objects.tell([act.member], kind=kind, subject=act)


def _mail(act, kind: str) -> None:
    """The statement of reasons also by mail, when the restriction starts (L-30)."""
    if act.member_id:
        outbox.write(kind=kind, to=act.member, context={"act": act}, once=f"{kind}:{act.pk}")
