"""Who is told of a message: whom it calls, and in a room of few everybody else in it, once until they have read."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.utils import timezone

from community.chat.calling import called
from community.chat.participations import Participation
from community.contacts.models import Block
from community.notifications.models import Inbox, Notification, thread_of


def said(message) -> None:
    """Whoever has the room before them is told by the room itself; `lapsed` makes up for who only seemed to."""
    mentioned = called_and_willing(message)
    circles = others_in(message) if message.room.is_small else {}
    Inbox.objects.hold({*mentioned, *(member for circle in circles.values() for member in circle)})
    Notification.objects.tell(
        mentioned, kind="community.mentioned_in_chat", subject=message, actor=message.author,
        as_of=message.created_at,
    )  # fmt: skip
    for read_number, circle in circles.items():
        tell_once(message, [member for member in circle if member not in mentioned], read_number)


def called_and_willing(message) -> list:
    """Whom the message calls, without those who ignore or blocked its author: nobody rings at their door."""
    mentioned = called(message.body, message.room)
    quiet = set(Block.objects.against(message.author)) if mentioned else set()
    return [member for member in mentioned if member.pk not in quiet]


def tell_once(message, members: list, read_number: int) -> None:
    """One notification a room for each who has read so far: what comes on top of it is no second one."""
    Notification.objects.tell(
        members, kind="community.messaged", subject=message, actor=message.author, as_of=message.created_at,
        once=f"community.messaged:{message.room_id}:{read_number}",
    )  # fmt: skip


def others_in(message) -> dict[int, list]:
    """Who else listens, by how far they have read."""
    hearing = Participation.objects.hearing().filter(room=message.room).exclude(member=message.author)
    if not message.room.is_desk:
        hearing = hearing.exclude(member__in=Block.objects.against(message.author))
    circles = defaultdict(list)
    for seat in hearing.select_related("member"):
        if not seat.is_here():
            circles[seat.read_number].append(seat.member)
    return circles


def read(room, member) -> None:
    """What the member has seen in the room is no news on the bell any more."""
    Notification.objects.mark_thread_read(member, thread_of("community.Room", room.pk))


def lapsed(as_of=None) -> int:
    """Tells of what came while somebody seemed to have the room before them and did not read it; returns of how
    many rooms."""
    as_of = as_of or timezone.now()
    count = 0
    for seat in Participation.objects.lapsed(as_of).select_related("room__last_message__author"):
        if seat.forget_presence(as_of) and seat.unread and not seat.is_muted and seat.room.is_small:
            message = seat.room.last_message
            if message and message.is_shown and message.author_id != seat.member_id:
                member = get_user_model().objects.filter(pk=seat.member_id)
                tell_once(message, list(member), seat.read_number)
                count += 1
    return count
