"""Pictures and files of a comment."""

from django.db import models

from community.writing.pictures import Picture


class CommentPicture(Picture):
    comment = models.ForeignKey("community.Comment", models.CASCADE, related_name="pictures")

    below = "comment"

    class Meta(Picture.Meta):
        constraints = [
            models.UniqueConstraint(fields=["comment", "upload"], name="picture_once_in_a_comment")
        ]

    @property
    def post(self):
        """The post in whose thread it stands."""
        return self.comment.post
