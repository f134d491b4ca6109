"""Pictures of a message: uploads of its author, each with a word on what it shows."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from community.writing.pictures import Picture


class MessagePicture(Picture):
    message = models.ForeignKey("community.Message", models.CASCADE, related_name="pictures")

    below = "message"

    class Meta(Picture.Meta):
        constraints = [
            models.UniqueConstraint(fields=["message", "upload"], name="picture_once_in_a_message")
        ]


def shown_in(messages) -> Q:
    """The condition on uploads that one of these messages shows."""
    return Q(Exists(MessagePicture.objects.filter(upload=OuterRef("pk"), message__in=messages)))
