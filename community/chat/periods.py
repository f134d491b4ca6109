"""For how long what was said in rooms is kept (L-24)."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.privacy import retention
from community.chat.messages import Message
from community.transactions import all_or_nothing

MOST = 5000  # a night; the first one after years leaves some for the next


def register() -> None:
    retention.register(
        "chat", label=_("The words of messages in chats"), days=730, past=old_messages, forget=wipe
    )


def old_messages(moment: datetime) -> QuerySet:
    """The rows stay, so that rooms are numbered without a gap (K1). What is reported waits for the decision; requests
    have their own copy (D-1)."""
    old = Message.objects.filter(created_at__lt=moment, deleted_at__isnull=True)
    return old.exclude(
        pk__in=old.filter(reports__decided_at__isnull=True, reports__isnull=False).values("pk")
    )


def wipe(rows: QuerySet) -> int:
    """Each by itself, as its author would take it back: a night that is cut short goes on the next."""
    return sum(_wiped(message) for message in rows.select_related("room").order_by("pk")[:MOST])


@all_or_nothing
def _wiped(message: Message) -> bool:
    message.lock()
    if message.deleted_at is not None:
        return False
    message.wipe(by=None)
    return True
