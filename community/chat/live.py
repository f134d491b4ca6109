"""What open pages hear of a room. An event is a hint: a page that missed some asks `?after=<serial>`."""

from functools import partial
from typing import Any

from django.db import transaction

from accounts.live import publish
from community.chat import drawing


def tell(event: str, message) -> None:
    """After the commit: a message came, changed, or went. It travels drawn, the same for all who watch.

    Not drawn in rooms where somebody may not read what was said before they came: of an older message that
    changes they get the hint, and the answer is what they may see.
    """
    frame = {"event": event, "serial": message.serial, "id": message.pk, "number": message.number}
    has_html = event == "message" or (event == "changed" and not message.room.has_latecomers)
    # Drawn after the commit: a version that is rolled back comes again with other words.
    transaction.on_commit(partial(_push, message.room.topic, frame, has_html), robust=True)


def read(room, member, number: int) -> None:
    """How far somebody has read, for the others in a room of few."""
    publish.push(room.topic, {"event": "changed", "serial": room.serial, "member": member.pk, "read": number})


def changed(room) -> None:
    """Its name or its people."""
    publish.push(room.topic, {"event": "changed", "serial": room.serial})


def presence(room, member, is_here: bool) -> None:
    publish.push(room.topic, {"event": "presence", "member": member.pk, "here": is_here})


def _push(topic: str, frame: dict[str, Any], has_html: bool) -> None:
    if has_html and (html := drawing.neutral(frame["id"])):
        frame |= {"html": html}
    publish.push(topic, frame)
