"""Rooms and messages for the tests."""

from django.utils import timezone

from community.chat.models import Message, Room


def say(room: Room, by, body: str = "Hola", **fields) -> Message:
    """Said at a moment that is given: history has no pace."""
    fields.setdefault("as_of", timezone.now())
    return Message.objects.send(room=room, by=by, body=body, **fields)


def between(one, other) -> Room:
    return Room.objects.direct(by=one, with_=other)


def private(by, *others, name: str = "Fiesta") -> Room:
    return Room.objects.gather(by=by, with_=others, name=name)
