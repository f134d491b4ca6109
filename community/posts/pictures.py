"""What hangs below the text of a post: pictures and files."""

from django.db import models

from community.writing.pictures import Picture


class PostPicture(Picture):
    post = models.ForeignKey("community.Post", models.CASCADE, related_name="pictures")

    below = "post"

    class Meta(Picture.Meta):
        constraints = [models.UniqueConstraint(fields=["post", "upload"], name="picture_once_in_a_post")]
