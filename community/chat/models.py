"""Index of the chat's tables, bottom concept first."""

from community.chat.messages import Message
from community.chat.participations import Participation
from community.chat.pictures import MessagePicture
from community.chat.rooms import Room

__all__ = ["Message", "MessagePicture", "Participation", "Room"]
