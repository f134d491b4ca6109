"""Pictures of a message: uploads of its author, each with a word on what it shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessagePictureQuerySet(models.QuerySet):
    def of(self, message):
        return self.filter(message=message).select_related("upload")


class MessagePicture(models.Model):
    message = models.ForeignKey("community.Message", models.CASCADE, related_name="pictures")
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = MessagePictureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "upload"], name="picture_once_in_a_message")
        ]
