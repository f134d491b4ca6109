"""Answers by mail: a letter to the reply address of a message is said in its room, with the rights of today.

What cannot be said goes back to its writer: rooms are private, and no member of staff reads what was meant for one.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.mail.incoming import replies
from accounts.mail.incoming.verdicts import Delivery, Outcome, Reason, Verdict, aside
from community.chat.models import Message
from community.notifications import kinds
from community.writing import enclosed
from community.writing.pictures import MOST

IN_ROOM = "r"  # the letter of the reply addresses


def in_room(delivery: Delivery, member, pk: int) -> Verdict:
    """A message in the room of that one, which it answers, if the member may read and write there now (row 23)."""
    answered = Message.objects.visible_to(member).with_room().filter(pk=pk).first()
    if answered is None or not member.is_at_home:
        return aside(Reason.NO_RIGHT, text=delivery.text)
    if not (delivery.text.strip() or delivery.letter.files):
        return aside(Reason.EMPTY)
    try:
        with transaction.atomic():
            message, left_out = said(delivery, member, answered)
    except PermissionDenied as error:
        return aside(Reason.NO_RIGHT, text=delivery.text, why=str(error))
    except ValidationError as error:
        return aside(Reason.REFUSED, text=delivery.text, why=" ".join(error.messages))
    made = f"message:{message.pk}"
    return Verdict(Outcome.COMMENT, "", delivery.text, f"room:{message.room_id}", made, "", left_out)


def said(delivery: Delivery, member, answered: Message) -> tuple[Message, list[str]]:
    """The message, with the pictures that came along; and the names of what could not be taken."""
    pictures, left_out = enclosed.kept(delivery.letter, member, most=MOST, documents=False)
    message = Message.objects.send(
        room=answered.room, by=member, body=delivery.text, reply_to=answered,
        pictures=[(upload, "") for upload in pictures], submission=delivery.submission,
    )  # fmt: skip
    return message, left_out


def register() -> None:
    words = _("Reply to this mail to answer: everybody in the room reads it.")
    replies.register(IN_ROOM, in_room, words=words, goes_back=True)
    kinds.register_answer(Message._meta.label, IN_ROOM)
