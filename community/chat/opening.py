"""What the chat opens elsewhere: rooms on the socket, the pictures of messages, a button on people's pages."""

from django.db.models import Q

from accounts import doors
from accounts.live import watching
from accounts.members import sections
from community.chat import contact
from community.chat.models import Message, Room
from community.chat.pictures import shown_in

# Rooms with something new, without those that were turned down.
UNREAD = """
SELECT count(*) FROM community_participation seat JOIN community_room room ON room.id = seat.room_id
WHERE seat.member_id = %(me)s AND seat.left_at IS NULL AND seat.level <> 'mute' AND room.archived_at IS NULL
  AND room.message_count > seat.read_number
"""


def open_all() -> None:
    watching.register("room", Room.objects.visible_to, serial="serial", typing=shows_typing)
    doors.register("accounts.Upload", pictures_of_messages)
    sections.register(of_member, place=sections.ACTS, rank=10)


def shows_typing(member) -> bool:
    return member.shows_typing


def pictures_of_messages(member) -> Q:
    return shown_in(Message.objects.visible_to(member).values("pk"))


def of_member(member, viewer) -> dict | None:
    """The way to write to somebody, on their page."""
    if not member.handle or not contact.may_write_to(viewer, member):
        return None
    return {"template": "community/chat/_of_member.html", "member": member}
